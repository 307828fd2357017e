import { type KubeObject } from '@chat2sql/plugin-platform-common';
import type { ObjectStore } from '../store/ObjectStore';
import {
  apiVersionOf,
  kindKey,
  type ResourceDefinition,
} from '../store/resources';
import {
  parseFieldSelector,
  parseLabelSelector,
  SelectorError,
  type Selector,
} from '../store/selectors';
import { StatusError } from './status';

/** What a list or watch asks for. */
export interface Scope {
  resource: ResourceDefinition;
  namespace?: string;
  selects: Selector;
}

/** Reads namespace and selectors of a request. */
export function scopeOf(
  resource: ResourceDefinition,
  namespace: string | undefined,
  query: URLSearchParams,
): Scope {
  const tests: Selector[] = [];
  try {
    const labels = query.get('labelSelector');
    if (labels) tests.push(parseLabelSelector(labels));
    const fields = query.get('fieldSelector');
    if (fields)
      tests.push(
        parseFieldSelector(fields, kindKey(resource.group, resource.kind)),
      );
  } catch (error) {
    if (error instanceof SelectorError)
      throw StatusError.badRequest(error.message);
    throw error;
  }
  return {
    resource,
    namespace,
    selects: object =>
      (namespace === undefined || object.metadata.namespace === namespace) &&
      tests.every(test => test(object)),
  };
}

interface Snapshot {
  version: number;
  objects: KubeObject[];
}

interface Token {
  v: number;
  k: string;
  /** Position of the next object. */
  at: number;
}

function readToken(text: string): Token {
  try {
    const token = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (
      Number.isInteger(token.v) &&
      typeof token.k === 'string' &&
      Number.isInteger(token.at)
    )
      return token;
  } catch {
    // falls through to the refusal
  }
  throw StatusError.badRequest('continue key is not valid');
}

/** Answers lists, in pages of one consistent state. */
export class Lister {
  /** States that clients are paging through, oldest first. */
  private readonly snapshots = new Map<string, Snapshot>();

  constructor(
    private readonly store: ObjectStore,
    private readonly maxSnapshots = 32,
  ) {}

  /**
   * @returns objects of one page, and the list metadata
   * @throws StatusError 400 for bad parameters, 410 for an expired page
   */
  list(
    scope: Scope,
    query: URLSearchParams,
  ): { objects: KubeObject[]; metadata: Record<string, unknown> } {
    const limitText = query.get('limit') ?? '0';
    if (!/^\d{1,9}$/.test(limitText))
      throw StatusError.badRequest(`invalid value "${limitText}" for limit`);
    const limit = Number(limitText);
    const continueText = query.get('continue');
    const key = [
      kindKey(scope.resource.group, scope.resource.kind),
      scope.namespace ?? '',
      query.get('labelSelector') ?? '',
      query.get('fieldSelector') ?? '',
    ].join('|');
    let at = 0;
    let snapshot: Snapshot;
    if (continueText) {
      const token = readToken(continueText);
      if (token.k !== key)
        throw StatusError.badRequest(
          'continue key is not valid for this request',
        );
      const known = this.snapshots.get(`${token.v}|${key}`);
      if (!known)
        throw StatusError.expired(
          'The provided continue parameter is too old to display a consistent list result. You must start a new list without the continue parameter.',
        );
      snapshot = known;
      at = token.at;
    } else {
      this.checkVersion(query);
      snapshot = {
        version: this.store.resourceVersion,
        objects: this.store
          .list(scope.resource.group, scope.resource.kind, scope.namespace)
          .filter(scope.selects),
      };
    }
    const end = limit > 0 ? at + limit : snapshot.objects.length;
    const remaining = Math.max(0, snapshot.objects.length - end);
    const metadata: Record<string, unknown> = {
      resourceVersion: String(snapshot.version),
    };
    if (remaining > 0) {
      this.keep(`${snapshot.version}|${key}`, snapshot);
      const token: Token = { v: snapshot.version, k: key, at: end };
      metadata.continue = Buffer.from(JSON.stringify(token)).toString(
        'base64url',
      );
      metadata.remainingItemCount = remaining;
    }
    return { objects: snapshot.objects.slice(at, end), metadata };
  }

  /** Forgets every page, as a compaction of the cluster's database does. */
  expire(): void {
    this.snapshots.clear();
  }

  private checkVersion(query: URLSearchParams): void {
    const text = query.get('resourceVersion') ?? '';
    const match = query.get('resourceVersionMatch');
    if (match !== null && !/^(Exact|NotOlderThan)$/.test(match))
      throw StatusError.badRequest(
        `invalid value "${match}" for resourceVersionMatch`,
      );
    if (text === '' || text === '0') return;
    if (!/^\d{1,16}$/.test(text))
      throw StatusError.badRequest(`invalid resource version "${text}"`);
    const version = Number(text);
    const current = this.store.resourceVersion;
    if (version > current)
      throw new StatusError(
        504,
        'Timeout',
        `Too large resource version: ${version}, current: ${current}`,
        {
          causes: [
            {
              reason: 'ResourceVersionTooLarge',
              message: 'Too large resource version',
            },
          ],
          retryAfterSeconds: 1,
        },
      );
    if (match === 'Exact' && version !== current)
      throw StatusError.expired(
        `The resourceVersion for the provided list is too old: ${version}`,
      );
  }

  private keep(key: string, snapshot: Snapshot): void {
    this.snapshots.delete(key);
    this.snapshots.set(key, snapshot);
    for (const oldest of this.snapshots.keys()) {
      if (this.snapshots.size <= this.maxSnapshots) break;
      this.snapshots.delete(oldest);
    }
  }
}

/** Body of a list in plain JSON. */
export function listBody(
  resource: ResourceDefinition,
  objects: readonly KubeObject[],
  metadata: Record<string, unknown>,
): Record<string, unknown> {
  return {
    kind: `${resource.kind}List`,
    apiVersion: apiVersionOf(resource),
    metadata,
    items: objects,
  };
}
