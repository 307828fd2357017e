import type { KubeObject } from '@chat2sql/plugin-platform-common';

/** One difference between two states of a store. */
export interface StoreChange {
  type: 'added' | 'modified' | 'deleted';
  object: KubeObject;
}

/** No namespace is named like this. */
const ALL = '*';
const EMPTY: readonly KubeObject[] = [];

/** Objects of one kind in one cluster, by namespace and name. */
export class ObjectStore {
  readonly #objects = new Map<string, Map<string, KubeObject>>();
  /** Arrays handed out, dropped when their namespace changes. */
  readonly #lists = new Map<string, readonly KubeObject[]>();
  #size = 0;

  static create(): ObjectStore {
    return new ObjectStore();
  }

  private constructor() {}

  get size(): number {
    return this.#size;
  }

  /** Objects of one namespace, or all. The array is never changed afterwards. */
  list(namespace?: string): readonly KubeObject[] {
    const key = namespace ?? ALL;
    const known = this.#lists.get(key);
    if (known) return known;
    let found: readonly KubeObject[];
    if (namespace === undefined) {
      found = [...this.#objects.values()].flatMap(objects => [
        ...objects.values(),
      ]);
    } else {
      const objects = this.#objects.get(`/${namespace}`);
      if (!objects) return EMPTY;
      found = [...objects.values()];
    }
    this.#lists.set(key, found);
    return found;
  }

  /** Puts an object; the same object again changes nothing. */
  put(object: KubeObject): StoreChange[] {
    const namespace = `/${object.metadata.namespace ?? ''}`;
    const name = object.metadata.name ?? '';
    let objects = this.#objects.get(namespace);
    if (!objects) {
      objects = new Map();
      this.#objects.set(namespace, objects);
    }
    const before = objects.get(name);
    if (before && sameVersion(before, object)) return [];
    objects.set(name, object);
    this.#touched(object);
    if (!before) {
      this.#size += 1;
      return [{ type: 'added', object }];
    }
    // One name, two lives: deleted and created again while nobody watched.
    return before.metadata.uid === object.metadata.uid
      ? [{ type: 'modified', object }]
      : [
          { type: 'deleted', object: before },
          { type: 'added', object },
        ];
  }

  /** Removes an object, unless its name has a new life meanwhile. */
  remove(object: KubeObject): StoreChange[] {
    const namespace = `/${object.metadata.namespace ?? ''}`;
    const name = object.metadata.name ?? '';
    const objects = this.#objects.get(namespace);
    const before = objects?.get(name);
    if (!objects || !before) return [];
    if (before.metadata.uid !== object.metadata.uid) return [];
    objects.delete(name);
    if (objects.size === 0) this.#objects.delete(namespace);
    this.#size -= 1;
    this.#touched(before);
    return [{ type: 'deleted', object: before }];
  }

  /** Makes the store equal to a complete list and tells the differences. */
  replace(complete: readonly KubeObject[]): StoreChange[] {
    const changes: StoreChange[] = [];
    const wanted = new Set(complete.map(keyOf));
    for (const object of this.list()) {
      if (!wanted.has(keyOf(object))) changes.push(...this.remove(object));
    }
    for (const object of complete) changes.push(...this.put(object));
    return changes;
  }

  #touched(object: KubeObject): void {
    this.#lists.delete(ALL);
    if (object.metadata.namespace !== undefined) {
      this.#lists.delete(object.metadata.namespace);
    }
  }
}

function keyOf(object: KubeObject): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name ?? ''}`;
}

function sameVersion(a: KubeObject, b: KubeObject): boolean {
  return (
    a.metadata.uid === b.metadata.uid &&
    a.metadata.resourceVersion !== undefined &&
    a.metadata.resourceVersion === b.metadata.resourceVersion
  );
}
