import type { LoggerService } from '@backstage/backend-plugin-api';
import type { PrometheusClient } from '@chat2sql/plugin-platform-node';
import type { SeenAlert, SeenRule } from '@chat2sql/plugin-slo-common';

const RULES_EVERY_MS = 300_000;

/** Active alerts of one Prometheus, and now and then its alerting rules. */
export class AlertReader {
  readonly #client: PrometheusClient;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  #alerts: SeenAlert[] | undefined;
  #rules: SeenRule[] | undefined;
  #rulesAt = -Infinity;
  #queries = 0;

  private constructor(
    client: PrometheusClient,
    logger: LoggerService,
    now: () => Date,
  ) {
    this.#client = client;
    this.#logger = logger;
    this.#now = now;
  }

  static create(options: {
    client: PrometheusClient;
    logger: LoggerService;
    now: () => Date;
  }): AlertReader {
    return new AlertReader(options.client, options.logger, options.now);
  }

  /** Active alerts; undefined when they could not be read. */
  alerts(): SeenAlert[] | undefined {
    return this.#alerts;
  }

  /** Alerting rules; undefined when they could not be read. */
  rules(): SeenRule[] | undefined {
    return this.#rules;
  }

  /** Number of requests so far. */
  queries(): number {
    return this.#queries;
  }

  /** Reads once; never throws, for the numbers stand without alerts. */
  async read(signal: AbortSignal): Promise<void> {
    try {
      this.#queries += 1;
      this.#alerts = await this.#client.alerts({ signal });
      const now = this.#now().getTime();
      if (now - this.#rulesAt < RULES_EVERY_MS) return;
      this.#queries += 1;
      const rules = await this.#client.rules({ signal });
      this.#rules = rules
        .filter(rule => rule.type === 'alerting')
        .map(({ name, labels }) => ({ name, labels }));
      this.#rulesAt = now;
    } catch (error) {
      // Some Prometheus-compatible servers have no rules API.
      this.#alerts = undefined;
      this.#logger.debug(
        `${this.#client.name}: alerts cannot be read: ${
          (error as Error).message
        }`,
      );
    }
  }
}
