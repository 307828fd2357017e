import { isDeepStrictEqual } from 'node:util';
import { apiGroup, type KubeObject } from '@chat2sql/plugin-platform-common';
import { kubeTime, uuid } from '../names';
import { kindKey, resourceOfKind } from './resources';

/** One change of the store. */
export interface StoreEvent {
  resourceVersion: number;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** `group/Kind` */
  key: string;
  object: KubeObject;
  /** The object before the change; selectors decide by both. */
  previous?: KubeObject;
}

/** Thrown when a change history no longer reaches back to a resource version. */
export class ExpiredError extends Error {
  constructor(readonly resourceVersion: number, readonly oldest: number) {
    super(`too old resource version: ${resourceVersion} (${oldest})`);
    this.name = 'ExpiredError';
  }
}

interface Locator {
  group: string;
  kind: string;
  namespace?: string;
  name: string;
}

function nameKey(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}

/**
 * Objects of one cluster with their change history, as an API server and its
 * watch cache hold them. Objects are immutable: every change stores a new one.
 */
export class ObjectStore {
  private readonly kinds = new Map<string, Map<string, KubeObject>>();
  /** Owned objects by the uid of their owner, then by their own key. */
  private readonly dependents = new Map<string, Map<string, Locator>>();
  /** Version of the last change of each kind. */
  private readonly changes = new Map<string, number>();
  /** Sorted lists by kind and namespace, kept until an object of the kind changes. */
  private readonly lists = new Map<string, Map<string, KubeObject[]>>();
  private readonly listeners = new Set<(event: StoreEvent) => void>();
  private events: StoreEvent[] = [];
  private version: number;

  private constructor(
    readonly cluster: string,
    private readonly seed: number,
    firstVersion: number,
    private readonly historyLimit: number,
  ) {
    this.version = firstVersion;
  }

  /**
   * @param options.firstVersion - resource version before the first write;
   * a later start of the same cluster should pass a greater one
   * @param options.historyLimit - number of changes a watch can resume over
   */
  static create(options: {
    cluster: string;
    seed: number;
    firstVersion?: number;
    historyLimit?: number;
  }): ObjectStore {
    return new ObjectStore(
      options.cluster,
      options.seed,
      options.firstVersion ?? 1000,
      options.historyLimit ?? 4000,
    );
  }

  /** Resource version of the last change. */
  get resourceVersion(): number {
    return this.version;
  }

  /** Resource version of the last change among some kinds, given as `group/Kind`. */
  lastChange(keys: readonly string[]): number {
    return Math.max(0, ...keys.map(key => this.changes.get(key) ?? 0));
  }

  get(
    group: string,
    kind: string,
    namespace: string | undefined,
    name: string,
  ): KubeObject | undefined {
    return this.kinds.get(kindKey(group, kind))?.get(nameKey(namespace, name));
  }

  /** Objects of a kind, ordered by namespace and name; do not change the list. */
  list(group: string, kind: string, namespace?: string): KubeObject[] {
    const key = kindKey(group, kind);
    const objects = this.kinds.get(key);
    if (!objects) return [];
    let lists = this.lists.get(key);
    if (!lists) this.lists.set(key, (lists = new Map()));
    // No namespace is called this.
    const scope = namespace ?? '*';
    let list = lists.get(scope);
    if (!list) {
      list = [...objects.keys()]
        .filter(
          name => namespace === undefined || name.startsWith(`${namespace}/`),
        )
        .sort()
        .map(name => objects.get(name)!);
      lists.set(scope, list);
    }
    return list;
  }

  /** The objects an object owns, in no particular order. */
  ownedBy(uid: string, kind?: string): KubeObject[] {
    const result: KubeObject[] = [];
    for (const place of this.dependents.get(uid)?.values() ?? []) {
      if (kind !== undefined && kind !== place.kind) continue;
      const object = this.get(
        place.group,
        place.kind,
        place.namespace,
        place.name,
      );
      if (object) result.push(object);
    }
    return result;
  }

  /**
   * Creates an object.
   *
   * @param object - without server-owned metadata; uid and creation time are kept when given
   * @throws Error when it exists or its kind is not served
   */
  create(object: KubeObject, now: Date): KubeObject {
    const group = apiGroup(object.apiVersion);
    const resource = resourceOfKind(group, object.kind);
    if (!resource)
      throw new Error(`no resource serves ${object.apiVersion} ${object.kind}`);
    const { namespace, name } = object.metadata;
    if (this.get(group, object.kind, namespace, name!))
      throw new Error(`${resource.plural} "${name}" already exists`);
    const created: KubeObject = {
      ...object,
      metadata: {
        ...object.metadata,
        uid:
          object.metadata.uid ??
          uuid(
            this.seed,
            this.cluster,
            group,
            object.kind,
            namespace,
            name,
            now.getTime(),
          ),
        creationTimestamp: object.metadata.creationTimestamp ?? kubeTime(now),
        ...(resource.generation ? { generation: 1 } : {}),
      },
    };
    return this.write('ADDED', created);
  }

  /**
   * Stores a changed object; nothing happens when nothing changed. The
   * generation grows when anything but metadata and status changed.
   */
  update(object: KubeObject): KubeObject {
    const group = apiGroup(object.apiVersion);
    const { namespace, name } = object.metadata;
    const current = this.get(group, object.kind, namespace, name!);
    if (!current) throw new Error(`${object.kind} "${name}" not found`);
    const identity = {
      uid: current.metadata.uid,
      creationTimestamp: current.metadata.creationTimestamp,
      resourceVersion: current.metadata.resourceVersion,
    };
    const next: KubeObject = {
      ...object,
      metadata: { ...object.metadata, ...identity },
    };
    if (current.metadata.generation !== undefined) {
      const strip = ({ metadata, status, ...rest }: KubeObject) => rest;
      next.metadata.generation = isDeepStrictEqual(strip(current), strip(next))
        ? current.metadata.generation
        : current.metadata.generation + 1;
    }
    if (isDeepStrictEqual(current, next)) return current;
    return this.write('MODIFIED', next, current);
  }

  /** Replaces the status of an object; nothing happens when it is the same. */
  setStatus(object: KubeObject, status: unknown): KubeObject {
    const current = this.get(
      apiGroup(object.apiVersion),
      object.kind,
      object.metadata.namespace,
      object.metadata.name!,
    );
    if (!current || isDeepStrictEqual(current.status, status))
      return current ?? object;
    return this.update({ ...current, status });
  }

  /** Deletes an object and, like the garbage collector, everything it owns. */
  delete(object: KubeObject): void {
    const group = apiGroup(object.apiVersion);
    const { namespace, name } = object.metadata;
    const current = this.get(group, object.kind, namespace, name!);
    if (!current) return;
    this.kinds
      .get(kindKey(group, object.kind))!
      .delete(nameKey(namespace, name!));
    this.index(current, false);
    this.version += 1;
    this.record({
      resourceVersion: this.version,
      type: 'DELETED',
      key: kindKey(group, object.kind),
      object: {
        ...current,
        metadata: {
          ...current.metadata,
          resourceVersion: String(this.version),
        },
      },
      previous: current,
    });
    for (const owned of this.ownedBy(current.metadata.uid!)) this.delete(owned);
    this.dependents.delete(current.metadata.uid!);
    if (group === '' && object.kind === 'Namespace')
      this.deleteNamespace(name!);
  }

  /**
   * Changes after a resource version.
   *
   * @throws ExpiredError when the history does not reach back so far, or the
   * version was never given out by this store
   */
  since(resourceVersion: number): StoreEvent[] {
    const oldest = this.events[0]?.resourceVersion ?? this.version + 1;
    if (resourceVersion < oldest - 1 || resourceVersion > this.version)
      throw new ExpiredError(resourceVersion, oldest);
    return this.events.filter(event => event.resourceVersion > resourceVersion);
  }

  /** Forgets the history, so that every resource version before now is too old. */
  compact(): void {
    this.events = [];
  }

  /** @returns a function that ends the subscription */
  subscribe(listener: (event: StoreEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private deleteNamespace(namespace: string): void {
    for (const objects of this.kinds.values()) {
      for (const object of [...objects.values()]) {
        if (object.metadata.namespace === namespace) this.delete(object);
      }
    }
  }

  private write(
    type: 'ADDED' | 'MODIFIED',
    object: KubeObject,
    previous?: KubeObject,
  ): KubeObject {
    this.version += 1;
    object.metadata.resourceVersion = String(this.version);
    const group = apiGroup(object.apiVersion);
    const key = kindKey(group, object.kind);
    let objects = this.kinds.get(key);
    if (!objects) this.kinds.set(key, (objects = new Map()));
    if (previous) this.index(previous, false);
    objects.set(
      nameKey(object.metadata.namespace, object.metadata.name!),
      object,
    );
    this.index(object, true);
    this.record({
      resourceVersion: this.version,
      type,
      key,
      object,
      previous,
    });
    return object;
  }

  private index(object: KubeObject, add: boolean): void {
    const { namespace, name } = object.metadata;
    const group = apiGroup(object.apiVersion);
    const key = `${kindKey(group, object.kind)}/${nameKey(namespace, name!)}`;
    for (const owner of object.metadata.ownerReferences ?? []) {
      const places = this.dependents.get(owner.uid) ?? new Map();
      if (add) {
        places.set(key, { group, kind: object.kind, namespace, name: name! });
        this.dependents.set(owner.uid, places);
      } else {
        places.delete(key);
      }
    }
  }

  private record(event: StoreEvent): void {
    this.lists.delete(event.key);
    this.changes.set(event.key, event.resourceVersion);
    this.events.push(event);
    if (this.events.length > this.historyLimit)
      this.events.splice(0, Math.ceil(this.historyLimit / 4));
    for (const listener of this.listeners) listener(event);
  }
}
