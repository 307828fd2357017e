import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { ObjectStore, type StoreChange } from './ObjectStore';
import type {
  InventoryChange,
  KindCondition,
  KindId,
  KindState,
} from './types';

/** API servers send bookmarks about once a minute; a quiet watch may be this quiet. */
const QUIET_BELIEVED_MS = 60_000;

/** Why a whole cluster cannot be relied on. */
export interface ClusterFault {
  reason: string;
  since: Date;
  /** The cluster refuses our credentials. */
  forbidden?: boolean;
}

interface Standing {
  condition: KindCondition;
  reason?: string;
  since: Date;
}

/** Objects and condition of one kind in one cluster; tells every change once it is applied. */
export class KindRecord {
  readonly cluster: string;
  readonly kind: KindId;
  readonly #store = ObjectStore.create();
  readonly #emit: (change: InventoryChange) => void;
  readonly #now: () => Date;
  /** What the loop of this kind knows. */
  #own: Standing;
  /** What holds for the whole cluster, and hides the loop's view. */
  #fault: ClusterFault | undefined;
  #told: Pick<Standing, 'condition' | 'reason'>;
  #lastSign: Date | undefined;
  #confirmed: Date | undefined;
  #listed = false;

  private constructor(options: {
    cluster: string;
    kind: KindId;
    emit: (change: InventoryChange) => void;
    now: () => Date;
  }) {
    this.cluster = options.cluster;
    this.kind = options.kind;
    this.#emit = options.emit;
    this.#now = options.now;
    this.#own = {
      condition: 'connecting',
      reason: 'the first list is under way',
      since: options.now(),
    };
    this.#told = this.#own;
  }

  static create(options: {
    cluster: string;
    kind: KindId;
    emit: (change: InventoryChange) => void;
    now?: () => Date;
  }): KindRecord {
    return new KindRecord({ now: () => new Date(), ...options });
  }

  list(namespace?: string): readonly KubeObject[] {
    return this.#store.list(namespace);
  }

  state(): KindState {
    const { condition, reason, since } = this.#shown();
    return {
      cluster: this.cluster,
      kind: this.kind,
      condition,
      since: since.toISOString(),
      lastSign: this.#believedSign()?.toISOString(),
      reason,
      objects: this.#store.size,
    };
  }

  /** What the loop of this kind knows, whatever holds for the cluster. */
  get condition(): KindCondition {
    return this.#own.condition;
  }

  /** True once a complete list was here. */
  get listed(): boolean {
    return this.#listed;
  }

  /** Time of the last sign of life of the watch itself, in milliseconds; 0 when there was none. */
  get lastSignMs(): number {
    return this.#lastSign?.getTime() ?? 0;
  }

  /** A complete list is here. */
  replaceAll(complete: readonly KubeObject[]): void {
    this.#tell(this.#store.replace(complete));
    this.#listed = true;
    this.alive();
  }

  /** An event of the watch is here. */
  applied(type: 'ADDED' | 'MODIFIED' | 'DELETED', object: KubeObject): void {
    this.#tell(
      type === 'DELETED' ? this.#store.remove(object) : this.#store.put(object),
    );
    this.alive();
  }

  /** A sign of life: data held is current. Only after a complete list does it mean `synced`. */
  alive(): void {
    this.#lastSign = this.#now();
    if (this.#listed) this.#set('synced', undefined);
  }

  /**
   * The cluster answered its probe while the watch of this kind stands. That is
   * a sign of life too, but a weak one: the watch itself may have died alone.
   */
  confirmed(): void {
    if (this.#own.condition === 'synced') this.#confirmed = this.#now();
  }

  /**
   * The data held is no longer known to be current.
   *
   * @param since - since when, where better known than now
   */
  lost(reason: string, since?: Date): void {
    if (!this.#listed) this.#set('failed', reason, since);
    else this.#set('stale', reason, since ?? this.#lastSign);
  }

  forbidden(reason: string): void {
    this.#set('forbidden', reason);
  }

  /** The server answered that it does not serve this kind, so there is nothing. */
  absent(reason: string): void {
    this.#tell(this.#store.replace([]));
    this.#listed = false;
    this.#lastSign = this.#now();
    this.#set('absent', reason);
  }

  /**
   * The whole cluster does not answer as it should: whatever the loop of this
   * kind believes, its data counts as lost until {@link KindRecord.release}.
   */
  hold(fault: ClusterFault): void {
    this.#fault = fault;
    this.#tellState();
  }

  release(): void {
    this.#fault = undefined;
    this.#tellState();
  }

  #set(condition: KindCondition, reason?: string, since?: Date): void {
    if (this.#own.condition === condition && this.#own.reason === reason) {
      return;
    }
    const sameCondition = this.#own.condition === condition;
    this.#own = {
      condition,
      reason,
      since: sameCondition ? this.#own.since : since ?? this.#now(),
    };
    this.#tellState();
  }

  /** A quiet watch is believed for a while, as long as its cluster answers. */
  #believedSign(): Date | undefined {
    const own = this.#lastSign;
    const confirmed = this.#confirmed;
    if (!own || !confirmed || confirmed < own) return own;
    const limit = own.getTime() + QUIET_BELIEVED_MS;
    return new Date(Math.min(confirmed.getTime(), limit));
  }

  #shown(): Standing {
    const fault = this.#fault;
    if (!fault) return this.#own;
    const { reason, since } = fault;
    if (fault.forbidden) return { condition: 'forbidden', reason, since };
    if (['absent', 'forbidden'].includes(this.#own.condition)) return this.#own;
    return { condition: this.#listed ? 'stale' : 'failed', reason, since };
  }

  #tellState(): void {
    const { condition, reason } = this.#shown();
    if (condition === this.#told.condition && reason === this.#told.reason) {
      return;
    }
    this.#told = { condition, reason };
    this.#emit({ cluster: this.cluster, kind: this.kind, type: 'state' });
  }

  #tell(changes: readonly StoreChange[]): void {
    for (const { type, object } of changes) {
      this.#emit({ cluster: this.cluster, kind: this.kind, type, object });
    }
  }
}
