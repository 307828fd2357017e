import { SingleFlight } from '../http/SingleFlight';
import { UpstreamError } from '../http/UpstreamError';
import type { KubeClient } from './KubeClient';
import type { KindId } from './types';

/** A kind as one API server serves it. */
export interface ServedKind {
  apiVersion: string;
  /** Path of the collection over all namespaces. */
  path: string;
}

interface Cached<T> {
  at: number;
  value: T;
}

/** Versions of a group, the preferred one first. */
type Groups = Map<string, string[]>;

/** What an API server serves, remembered for a while and asked for once by all kinds. */
export class Discovery {
  readonly #client: KubeClient;
  readonly #flights = SingleFlight.create();
  #groups: Cached<Groups> | undefined;
  readonly #resources = new Map<string, Cached<ReadonlySet<string>>>();

  private constructor(client: KubeClient) {
    this.#client = client;
  }

  static create(client: KubeClient): Discovery {
    return new Discovery(client);
  }

  /**
   * Finds where a kind is served.
   *
   * @param maxAgeMs - age at which remembered answers are asked for again
   * @returns undefined when the server answered and does not serve it
   * @throws UpstreamError when the server does not answer
   */
  async resolve(
    kind: KindId,
    maxAgeMs: number,
    signal: AbortSignal,
  ): Promise<ServedKind | undefined> {
    // The core group has one version and cannot be missing.
    if (kind.group === '') {
      return { apiVersion: 'v1', path: `/api/v1/${kind.plural}` };
    }
    const groups = await this.#readGroups(maxAgeMs, signal);
    for (const version of groups.get(kind.group) ?? []) {
      const apiVersion = `${kind.group}/${version}`;
      const plurals = await this.#readResources(apiVersion, maxAgeMs, signal);
      if (plurals.has(kind.plural)) {
        return { apiVersion, path: `/apis/${apiVersion}/${kind.plural}` };
      }
    }
    return undefined;
  }

  /** Drops what is remembered about a kind's group, after an answer that contradicts it. */
  forget(kind: KindId): void {
    this.#groups = undefined;
    for (const apiVersion of [...this.#resources.keys()]) {
      if (apiVersion.startsWith(`${kind.group}/`)) {
        this.#resources.delete(apiVersion);
      }
    }
  }

  async #readGroups(maxAgeMs: number, signal: AbortSignal): Promise<Groups> {
    if (isFresh(this.#groups, maxAgeMs)) return this.#groups.value;
    return this.#flights.run('/apis', signal, async inner => {
      const body = await this.#client.getJson('/apis', {}, inner);
      const groups: Groups = new Map();
      for (const group of this.#arrayOf(body?.groups)) {
        const preferred = group?.preferredVersion?.version;
        const versions = this.#arrayOf(group?.versions)
          .map((entry: any) => entry?.version)
          .filter((version: unknown) => typeof version === 'string');
        groups.set(group?.name, [
          ...versions.filter((version: string) => version === preferred),
          ...versions.filter((version: string) => version !== preferred),
        ]);
      }
      this.#groups = { at: performance.now(), value: groups };
      return groups;
    });
  }

  async #readResources(
    apiVersion: string,
    maxAgeMs: number,
    signal: AbortSignal,
  ): Promise<ReadonlySet<string>> {
    const known = this.#resources.get(apiVersion);
    if (isFresh(known, maxAgeMs)) return known.value;
    return this.#flights.run(apiVersion, signal, async inner => {
      const body = await this.#client.getJson(`/apis/${apiVersion}`, {}, inner);
      const plurals = new Set<string>(
        this.#arrayOf(body?.resources)
          .filter((entry: any) => this.#arrayOf(entry?.verbs).includes('watch'))
          .map((entry: any) => entry.name),
      );
      this.#resources.set(apiVersion, {
        at: performance.now(),
        value: plurals,
      });
      return plurals;
    });
  }

  #arrayOf(value: unknown): any[] {
    if (Array.isArray(value)) return value;
    throw new UpstreamError({
      source: this.#client.title,
      failure: 'malformed',
      detail: 'unexpected answer to discovery',
    });
  }
}

function isFresh<T>(
  cached: Cached<T> | undefined,
  maxAgeMs: number,
): cached is Cached<T> {
  return cached !== undefined && performance.now() - cached.at < maxAgeMs;
}
