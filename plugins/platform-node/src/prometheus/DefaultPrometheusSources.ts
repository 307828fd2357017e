import type { Config } from '@backstage/config';
import { InputError, NotFoundError } from '@backstage/errors';
import { DefaultHttpClient } from '../http/DefaultHttpClient';
import { readUpstreamConfig } from '../http/readUpstreamConfig';
import { DefaultPrometheusClient } from './DefaultPrometheusClient';
import { readPrometheusError } from './parseAnswer';
import type { PrometheusClient, PrometheusSources } from './types';

const NAME = /^[a-z][a-z0-9-]{0,62}$/;

/** The servers below `platform.prometheus`. */
export class DefaultPrometheusSources implements PrometheusSources {
  readonly #clients: ReadonlyMap<string, PrometheusClient>;
  readonly #close: () => void;

  private constructor(
    clients: ReadonlyMap<string, PrometheusClient>,
    close: () => void,
  ) {
    this.#clients = clients;
    this.#close = close;
  }

  /** @throws InputError naming the key of a wrong setting */
  static fromConfig(config: Config): DefaultPrometheusSources {
    const clients = new Map<string, PrometheusClient>();
    const https: DefaultHttpClient[] = [];
    const entries = config.getOptionalConfigArray('platform.prometheus') ?? [];
    entries.forEach((entry, index) => {
      const key = `platform.prometheus[${index}]`;
      const name = entry.getString('name');
      if (!NAME.test(name)) {
        throw new InputError(
          `${key}.name: not a name, found "${name}"; allowed: lower-case letters, digits and hyphens`,
        );
      }
      if (clients.has(name)) {
        throw new InputError(`${key}.name: "${name}" is there twice`);
      }
      const http = DefaultHttpClient.create({
        ...readUpstreamConfig(entry, key),
        id: `prometheus:${name}`,
        title: `Prometheus ${name}`,
        readError: readPrometheusError,
      });
      https.push(http);
      clients.set(name, DefaultPrometheusClient.create({ name, http }));
    });
    return new DefaultPrometheusSources(clients, () =>
      https.forEach(http => http.close()),
    );
  }

  names(): string[] {
    return [...this.#clients.keys()];
  }

  get(name: string): PrometheusClient {
    const client = this.#clients.get(name);
    if (!client) {
      throw new NotFoundError(`no Prometheus named "${name}" is configured`);
    }
    return client;
  }

  default(): PrometheusClient | undefined {
    return this.#clients.values().next().value;
  }

  /** Ends all connections. */
  close(): void {
    this.#close();
  }
}
