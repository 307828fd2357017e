import { apiGroup, type KubeObject } from '@chat2sql/plugin-platform-common';
import type { SimulatedCluster } from '../kube/cluster/SimulatedCluster';
import { between, kubeTime, sha256 } from '../kube/names';
import {
  applicationObject,
  sourceOf,
  writeStatus,
  type HistoryEntry,
  type Operation,
} from './application';
import { applyObject, liveOf, syncOf } from './live';
import { editByHand, overrideImages, scenarioEffect } from './scenarioEffect';
import type { EnvironmentTarget } from './targets';

const HISTORY_LIMIT = 10;
const REFRESH_MS = 60_000;
const SELF_HEAL_MS = 5_000;
const RETRIES = 5;

interface Sync {
  startAt: number;
  finishAt: number;
  startedAt?: string;
  revision: string;
  key: string;
  objects: KubeObject[];
  images: string[];
  failures: string[];
}

/** What the application wants now: git's objects under the scenario's images. */
interface Wanted {
  target: EnvironmentTarget;
  objects: KubeObject[];
  key: string;
  images: string[];
}

/** Argo CD for one environment: compares, syncs, judges and reports. */
export class ApplicationRunner {
  readonly name: string;
  private sync?: Sync;
  private operation?: Operation;
  private history: HistoryEntry[] = [];
  private applied: KubeObject[] = [];
  private appliedKey?: string;
  private failed = { key: '', attempts: 0, at: 0 };
  private edited = false;
  private refreshed = { version: -1, at: 0 };
  private removing?: number;
  /** Version of the store at the last look for drift. */
  private comparedVersion = -1;
  private known?: Wanted;

  constructor(
    private readonly cluster: SimulatedCluster,
    private target: EnvironmentTarget,
    private revision: string,
  ) {
    this.name = `chat2sql-${target.id}`;
  }

  /** Tells what a newer commit wants. */
  setTarget(target: EnvironmentTarget, revision: string): void {
    this.target = target;
    this.revision = revision;
    this.refreshed.version = -1;
  }

  /** Puts what outlives releases in place, as if since long ago: all but Deployments. */
  layFoundation(born: Date): void {
    this.ensureApplication(born);
    if (this.target.error === undefined)
      this.applyAll(
        this.wanted().objects.filter(object => object.kind !== 'Deployment'),
        born,
      );
  }

  /**
   * Puts the last release in place, as if synced in the past.
   *
   * @param born - since when the Deployments themselves exist
   * @param past - when their present pods came
   * @param deployedAt - end of the sync as the history tells it
   */
  release(born: Date, past: Date, deployedAt: Date): void {
    if (this.target.error !== undefined) return;
    const { objects, key, images } = this.wanted();
    const failures = this.applyAll(
      objects.map(object =>
        object.kind === 'Deployment'
          ? {
              ...object,
              metadata: {
                ...object.metadata,
                creationTimestamp: kubeTime(born),
              },
            }
          : object,
      ),
      past,
    );
    this.applied = objects;
    this.appliedKey = key;
    const started = kubeTime(deployedAt.getTime() - 3000);
    this.finish(failures, this.revision, images, started, kubeTime(deployedAt));
  }

  /** One step: starts or ends a sync, then reports. */
  advance(now: Date): void {
    if (this.removing !== undefined) return;
    this.ensureApplication(now);
    const effect = scenarioEffect(
      this.target.id,
      this.cluster.context.scenario().name,
    );
    if (effect.editedByHand !== this.edited) {
      this.edited = effect.editedByHand;
      if (this.edited) this.edit(now);
    }
    this.step(now);
    this.refresh(now);
  }

  /** Takes the environment down: the application first, its objects a little later. */
  remove(now: Date): void {
    if (this.removing !== undefined) return;
    this.removing = now.getTime();
    const application = this.application();
    if (application)
      this.cluster.store.update({
        ...application,
        metadata: {
          ...application.metadata,
          deletionTimestamp: kubeTime(now),
        },
      });
  }

  /** Ends a removal. @returns true once nothing is left */
  finishRemoval(now: Date): boolean {
    if (this.removing === undefined || now.getTime() - this.removing < 3000)
      return false;
    const { store } = this.cluster;
    for (const object of [...this.applied].reverse()) {
      const live = liveOf(this.cluster, object);
      if (live) store.delete(live);
    }
    const application = this.application();
    if (application) store.delete(application);
    return true;
  }

  private application(): KubeObject | undefined {
    return this.cluster.store.get(
      'argoproj.io',
      'Application',
      'argocd',
      this.name,
    );
  }

  private wanted(): Wanted {
    const { images } = scenarioEffect(
      this.target.id,
      this.cluster.context.scenario().name,
    );
    const from = this.known;
    if (from?.target === this.target && from.images.join() === images.join())
      return from;
    const objects = overrideImages(this.target.objects, images);
    const key = sha256(JSON.stringify(objects));
    this.known = { target: this.target, objects, key, images };
    return this.known;
  }

  private ensureApplication(now: Date): void {
    const { images, editedByHand } = scenarioEffect(
      this.target.id,
      this.cluster.context.scenario().name,
    );
    const wanted = applicationObject(this.name, this.target, {
      images,
      automated: !editedByHand,
    });
    const known = this.application();
    if (known)
      this.cluster.store.update({
        ...wanted,
        metadata: {
          ...wanted.metadata,
          generation: known.metadata.generation,
        },
        status: known.status,
      });
    else this.cluster.store.create(wanted, now);
  }

  private edit(now: Date): void {
    for (const object of this.applied) {
      const live = liveOf(this.cluster, object);
      const edited = live && editByHand(live, kubeTime(now));
      if (edited) this.cluster.store.update(edited);
    }
  }

  private step(now: Date): void {
    const at = now.getTime();
    const { sync } = this;
    if (sync && sync.startedAt === undefined && at >= sync.startAt) {
      sync.startedAt = kubeTime(now);
      sync.failures = this.applyAll(sync.objects, now);
      this.operation = {
        phase: 'Running',
        startedAt: sync.startedAt,
        revision: sync.revision,
        message: 'waiting for completion of apply',
      };
      this.event(
        'OperationStarted',
        `Initiated automated sync to '${sync.revision}'`,
        now,
      );
      this.refreshed.version = -1;
      return;
    }
    if (sync && at >= sync.finishAt && sync.startedAt !== undefined) {
      this.sync = undefined;
      this.prune(sync.objects);
      this.applied = sync.objects;
      this.appliedKey = sync.key;
      this.finish(
        sync.failures,
        sync.revision,
        sync.images,
        sync.startedAt,
        kubeTime(now),
      );
      if (sync.failures.length > 0)
        this.failed = {
          key: sync.key,
          attempts: this.failed.key === sync.key ? this.failed.attempts + 1 : 1,
          at,
        };
      this.event(
        'OperationCompleted',
        sync.failures.length > 0
          ? `Sync operation to ${sync.revision} failed: ${sync.failures[0]}`
          : `Sync operation to ${sync.revision} succeeded`,
        now,
      );
      return;
    }
    if (!sync && this.isSyncDue(at)) this.planSync(at);
  }

  private isSyncDue(at: number): boolean {
    if (this.target.error !== undefined || this.edited) return false;
    const { key, objects } = this.wanted();
    if (key !== this.appliedKey) return true;
    if (this.failed.key === key) {
      const { attempts } = this.failed;
      return (
        attempts <= RETRIES &&
        at - this.failed.at >= SELF_HEAL_MS * 2 ** (attempts - 1)
      );
    }
    const finished = Date.parse(this.operation?.finishedAt ?? '');
    const version = this.cluster.store.resourceVersion;
    if (at - finished < SELF_HEAL_MS || version === this.comparedVersion)
      return false;
    this.comparedVersion = version;
    return objects.some(object => syncOf(this.cluster, object) === 'OutOfSync');
  }

  private planSync(at: number): void {
    const { key, objects, images } = this.wanted();
    const { seed } = this.cluster.context;
    const startAt = at + between(500, 2000, seed, this.name, key, 'detect');
    this.sync = {
      startAt,
      finishAt: startAt + between(2000, 4000, seed, this.name, key, 'sync'),
      revision: this.revision,
      key,
      objects,
      images,
      failures: [],
    };
  }

  private applyAll(objects: readonly KubeObject[], now: Date): string[] {
    // Namespaces first, as Argo CD orders kinds; the rest keeps its order.
    const ordered = [...objects].sort(
      (a, b) => Number(b.kind === 'Namespace') - Number(a.kind === 'Namespace'),
    );
    return ordered
      .map(object => applyObject(this.cluster, object, this.name, now))
      .filter((failure): failure is string => failure !== undefined);
  }

  private prune(objects: readonly KubeObject[]): void {
    const id = (o: KubeObject) =>
      [
        apiGroup(o.apiVersion),
        o.kind,
        o.metadata.namespace,
        o.metadata.name,
      ].join('/');
    const wanted = new Set(objects.map(id));
    for (const object of this.applied) {
      const live = wanted.has(id(object))
        ? undefined
        : liveOf(this.cluster, object);
      if (live) this.cluster.store.delete(live);
    }
  }

  private finish(
    failures: readonly string[],
    revision: string,
    images: readonly string[],
    startedAt: string,
    finishedAt: string,
  ): void {
    const ok = failures.length === 0;
    this.operation = {
      phase: ok ? 'Succeeded' : 'Failed',
      startedAt,
      finishedAt,
      revision,
      message: ok
        ? 'successfully synced (all tasks run)'
        : `one or more objects failed to apply, reason: ${failures.join('; ')}`,
    };
    if (!ok) return;
    const last = this.history[this.history.length - 1];
    this.history = [
      ...this.history,
      {
        id: last ? last.id + 1 : 0,
        revision,
        source: sourceOf(this.target, images),
        deployStartedAt: startedAt,
        deployedAt: finishedAt,
        initiatedBy: { automated: true },
      },
    ].slice(-HISTORY_LIMIT);
  }

  private refresh(now: Date): void {
    const { store } = this.cluster;
    const at = now.getTime();
    const quiet = store.resourceVersion === this.refreshed.version;
    if (quiet && at - this.refreshed.at < REFRESH_MS) return;
    const application = this.application();
    if (!application) return;
    const { objects, images } = this.wanted();
    const { changes, moved } = writeStatus(this.cluster, application, {
      target: this.target,
      revision: this.revision,
      objects,
      images,
      operation: this.operation,
      history: this.history,
      now,
      // Unchanged applications are compared again once a minute.
      compared: at - this.refreshed.at >= REFRESH_MS,
    });
    if (moved) this.refreshed.at = at;
    for (const change of changes) this.event('ResourceUpdated', change, now);
    this.refreshed.version = store.resourceVersion;
  }

  private event(reason: string, message: string, now: Date): void {
    const application = this.application();
    if (application)
      this.cluster.event(
        application,
        { reason, message, component: 'argocd-application-controller' },
        now,
      );
  }
}
