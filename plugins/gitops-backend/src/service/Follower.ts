import type { LoggerService } from '@backstage/backend-plugin-api';
import { isFollowed } from '@chat2sql/plugin-gitops-common';
import type { GitHost } from '@chat2sql/plugin-gitops-node';
import {
  environmentId,
  type KubeObject,
} from '@chat2sql/plugin-platform-common';
import type { ClusterInventory } from '@chat2sql/plugin-platform-node';
import type { StoredChange } from '../database/changeRow';
import type { ChangeStore } from '../database/ChangeStore';

const KIND = 'Application';
const GROUP = 'argoproj.io';

/** The later of a time told by the cluster and a time we know it cannot precede. */
function notBefore(told: unknown, floor: string, now: Date): string {
  const at = typeof told === 'string' ? Date.parse(told) : NaN;
  if (Number.isNaN(at) || at > now.getTime()) return now.toISOString();
  return new Date(Math.max(at, Date.parse(floor))).toISOString();
}

/**
 * Follows merged changes to the cluster through the Argo CD Applications that
 * the watch cache holds: synced once the applied revision contains the merge,
 * healthy once Argo CD says so of that revision. What was not observed moves
 * nothing.
 */
export class Follower {
  readonly #host: GitHost;
  readonly #changes: ChangeStore;
  readonly #inventory: ClusterInventory;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  readonly #observed = new Map<number, string>();
  #running: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;

  private constructor(options: FollowerOptions) {
    this.#host = options.host;
    this.#changes = options.changes;
    this.#inventory = options.inventory;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  static create(options: FollowerOptions): Follower {
    return new Follower(options);
  }

  /** What is seen of a merged change that is not at its end, in words. */
  observed(number: number): string | undefined {
    return this.#observed.get(number);
  }

  /** Looks soon after an Application changes. @returns a function that ends it */
  start(): () => void {
    const end = this.#inventory.subscribe(change => {
      if (change.kind.kind !== KIND || this.#timer) return;
      // A rollout changes its Application many times within a second.
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.run().catch(() => {});
      }, 250);
      this.#timer.unref?.();
    });
    return () => {
      clearTimeout(this.#timer);
      end();
    };
  }

  /** Looks at every followed change; a fault of one does not stop the rest. */
  run(): Promise<void> {
    this.#running = this.#running.then(() => this.#look());
    return this.#running;
  }

  async #look(): Promise<void> {
    let changes: StoredChange[];
    try {
      changes = await this.#changes.unfinished();
    } catch (error) {
      this.#logger.warn(`following changes: ${(error as Error).message}`);
      return;
    }
    const followed = changes.filter(change => isFollowed(change.state));
    const numbers = new Set(followed.map(change => change.number));
    for (const number of this.#observed.keys()) {
      if (!numbers.has(number)) this.#observed.delete(number);
    }
    for (const change of followed) {
      try {
        await this.#follow(change);
      } catch (error) {
        this.#logger.warn(
          `following change ${change.number}: ${(error as Error).message}`,
        );
      }
    }
  }

  async #follow(change: StoredChange): Promise<void> {
    const app = this.#application(change);
    if (!app) {
      this.#observed.set(change.number, this.#whyNoApplication(change));
      return;
    }
    const { sync, health, operationState } = app.status ?? {};
    const revision = sync?.revision;
    const contains =
      typeof revision === 'string' &&
      change.mergedSha !== undefined &&
      (await this.#host.provider.contains(
        this.#host.repo,
        revision,
        change.mergedSha,
      ));
    let current = change;
    if (current.state === 'merged') {
      if (!contains || sync?.status !== 'Synced') {
        this.#observed.set(
          change.number,
          `Argo CD is at ${String(revision ?? 'no revision').slice(0, 12)}, ${
            sync?.status ?? 'state unknown'
          }`,
        );
        return;
      }
      const at = notBefore(
        operationState?.finishedAt,
        change.mergedAt ?? change.updatedAt,
        this.#now(),
      );
      await this.#changes.transition(
        current,
        { type: 'synced', at, text: `Revision ${revision.slice(0, 12)}` },
        { syncedAt: at },
      );
      current = (await this.#changes.get(change.number)) ?? current;
    }
    if (current.state !== 'synced') return;
    if (!contains || health?.status !== 'Healthy') {
      const message = health?.message ? `: ${health.message}` : '';
      this.#observed.set(
        change.number,
        `Argo CD says ${health?.status ?? 'nothing about health'}${message}`,
      );
      return;
    }
    const at = notBefore(
      health.lastTransitionTime,
      current.syncedAt ?? current.updatedAt,
      this.#now(),
    );
    await this.#changes.transition(
      current,
      { type: 'healthy', at },
      { healthyAt: at },
    );
    this.#observed.delete(change.number);
  }

  #application(change: StoredChange): KubeObject | undefined {
    const name = `chat2sql-${environmentId(change)}`;
    for (const cluster of this.#inventory.clusters()) {
      const found = this.#inventory
        .list({ cluster, kind: KIND, group: GROUP })
        .find(app => app.metadata.name === name);
      if (found) return found;
    }
    return undefined;
  }

  #whyNoApplication(change: StoredChange): string {
    const unseen = this.#inventory
      .clusters()
      .map(cluster => this.#inventory.state(cluster, KIND, GROUP))
      .find(state => state && state.condition !== 'synced');
    if (unseen) {
      return `Applications of cluster ${unseen.cluster} are not observed${
        unseen.reason ? `: ${unseen.reason}` : ''
      }`;
    }
    return this.#inventory.clusters().length === 0
      ? 'No cluster is configured, so nothing can be observed'
      : `There is no Argo CD Application chat2sql-${environmentId(change)} yet`;
  }
}

interface FollowerOptions {
  host: GitHost;
  changes: ChangeStore;
  inventory: ClusterInventory;
  logger: LoggerService;
  now: () => Date;
}
