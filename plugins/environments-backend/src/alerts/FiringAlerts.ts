import type { SourceState } from '@chat2sql/plugin-platform-common';
import type {
  Alertmanager,
  AlertmanagerAlert,
} from '@chat2sql/plugin-platform-node';

/** Where an environment is, as alerts name it. */
export interface AlertScope {
  id: string;
  cluster: string;
  namespace: string;
}

/** Asks Alertmanager every half minute which alerts fire, for all readers together. */
export class FiringAlerts {
  readonly #alertmanager: Alertmanager;
  readonly #pollMs: number;
  readonly #listeners = new Set<() => void>();
  readonly #abort = new AbortController();
  #alerts: readonly AlertmanagerAlert[] | undefined;
  #timer: NodeJS.Timeout | undefined;

  private constructor(alertmanager: Alertmanager, pollMs: number) {
    this.#alertmanager = alertmanager;
    this.#pollMs = pollMs;
  }

  static create(options: {
    alertmanager: Alertmanager;
    /** Milliseconds between questions. Default 30 s. */
    pollMs?: number;
  }): FiringAlerts {
    return new FiringAlerts(options.alertmanager, options.pollMs ?? 30_000);
  }

  start(): void {
    if (!this.#alertmanager.client()) return;
    this.#poll();
    this.#timer = setInterval(() => this.#poll(), this.#pollMs);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#abort.abort();
    this.#listeners.clear();
  }

  /** @returns a function that ends the subscription */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** State of Alertmanager; undefined when it is not configured. */
  source(): SourceState | undefined {
    return this.#alertmanager.client()?.state();
  }

  /** Alerts firing for an environment and not suppressed; undefined when the last question failed. */
  count(scope: AlertScope): number | undefined {
    return this.#alerts?.filter(alert => isFiringFor(alert, scope)).length;
  }

  #poll(): void {
    const client = this.#alertmanager.client();
    client
      ?.alerts({ signal: this.#abort.signal })
      .then(
        alerts => {
          this.#alerts = alerts;
        },
        () => {
          // The reason stands in the state of the source.
          this.#alerts = undefined;
        },
      )
      .finally(() => {
        for (const listener of this.#listeners) listener();
      });
  }
}

/** True when an alert fires for an environment: by namespace, and by cluster where it names one. */
export function isFiringFor(
  alert: AlertmanagerAlert,
  scope: AlertScope,
): boolean {
  // Severity "none" marks alerts that fire always, to prove the path.
  if (alert.state !== 'active' || alert.labels.severity === 'none') {
    return false;
  }
  const { namespace, environment, cluster } = alert.labels;
  const here =
    namespace === undefined
      ? environment === scope.id
      : namespace === scope.namespace;
  return here && (cluster === undefined || cluster === scope.cluster);
}
