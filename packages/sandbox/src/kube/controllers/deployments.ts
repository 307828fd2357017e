import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { nameSuffix } from '../../prometheus/model/hash';
import type { ClusterView, Controller } from '../cluster/types';
import { kubeTime, suffix } from '../names';
import { activePods } from './podFactory';

const REVISION = 'deployment.kubernetes.io/revision';
const HISTORY = 'deployment.kubernetes.io/revision-history';

function revisionOf(object: KubeObject): number {
  return Number(object.metadata.annotations?.[REVISION] ?? 0);
}

/** Resolves `25%` or `1` against a count. */
export function countOf(
  value: number | string | undefined,
  total: number,
  roundUp: boolean,
): number {
  if (typeof value === 'number') return value;
  const share = (Number.parseInt(value ?? '25', 10) / 100) * total;
  return roundUp ? Math.ceil(share) : Math.floor(share);
}

const HASH_LABEL = 'pod-template-hash';

/** True when a ReplicaSet was made from a pod template. */
function isMadeFrom(set: KubeObject, template: any): boolean {
  const { [HASH_LABEL]: _hash, ...labels } =
    set.spec.template.metadata?.labels ?? {};
  return isDeepStrictEqual(
    {
      ...set.spec.template,
      metadata: { ...set.spec.template.metadata, labels },
    },
    {
      ...template,
      metadata: {
        ...template.metadata,
        labels: template.metadata?.labels ?? {},
      },
    },
  );
}

const hashes = new WeakMap<object, string>();

/** Hash of a pod template, as in the name of a ReplicaSet. */
export function templateHash(cluster: ClusterView, template: object): string {
  const known = hashes.get(template);
  if (known) return known;
  const hash = suffix(10, cluster.context.seed, JSON.stringify(template));
  hashes.set(template, hash);
  return hash;
}

class Rollout {
  private readonly sets: KubeObject[];

  constructor(
    private readonly cluster: ClusterView,
    private deployment: KubeObject,
    private readonly now: Date,
  ) {
    this.sets = cluster.store.ownedBy(deployment.metadata.uid!, 'ReplicaSet');
  }

  run(): void {
    const current = this.currentSet();
    if (!current) return;
    const old = this.sets.filter(
      set => set.metadata.uid !== current.metadata.uid,
    );
    if (!this.deployment.spec.paused) this.scale(current, old);
    this.cleanUp(current);
    this.report(current);
  }

  private get wanted(): number {
    return this.deployment.spec.replicas ?? 1;
  }

  /** The set of the wanted template, made or brought back when it is not the newest. */
  private currentSet(): KubeObject | undefined {
    const { store } = this.cluster;
    const newest = Math.max(0, ...this.sets.map(revisionOf));
    let current = this.sets.find(set =>
      isMadeFrom(set, this.deployment.spec.template),
    );
    if (!current) {
      if (this.deployment.spec.paused) return undefined;
      current = store.create(this.newSet(newest + 1), this.now);
      this.sets.push(current);
    } else if (revisionOf(current) < newest) {
      const past = [
        current.metadata.annotations?.[HISTORY],
        String(revisionOf(current)),
      ].filter(Boolean);
      current = this.replace(current, {
        ...current,
        metadata: {
          ...current.metadata,
          annotations: {
            ...current.metadata.annotations,
            [REVISION]: String(newest + 1),
            [HISTORY]: past.join(','),
          },
        },
      });
    }
    const revision = String(revisionOf(current));
    if (this.deployment.metadata.annotations?.[REVISION] !== revision) {
      this.deployment = store.update({
        ...this.deployment,
        metadata: {
          ...this.deployment.metadata,
          annotations: {
            ...this.deployment.metadata.annotations,
            [REVISION]: revision,
          },
        },
      });
    }
    return current;
  }

  private newSet(revision: number): KubeObject {
    const { metadata, spec } = this.deployment;
    const { seed } = this.cluster.context;
    // The first template gets the name that the sandbox's metrics know it by.
    const hash =
      this.sets.length === 0
        ? nameSuffix(9, seed, metadata.namespace!, metadata.name!)
        : templateHash(this.cluster, spec.template);
    const labels = {
      ...spec.template.metadata?.labels,
      [HASH_LABEL]: hash,
    };
    return {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name: `${metadata.name}-${hash}`,
        namespace: metadata.namespace,
        labels,
        annotations: {
          'deployment.kubernetes.io/desired-replicas': String(this.wanted),
          [REVISION]: String(revision),
        },
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            name: metadata.name!,
            uid: metadata.uid!,
            controller: true,
          },
        ],
      },
      spec: {
        replicas: 0,
        selector: {
          matchLabels: {
            ...spec.selector.matchLabels,
            [HASH_LABEL]: hash,
          },
        },
        template: {
          ...spec.template,
          metadata: { ...spec.template.metadata, labels },
        },
      },
    };
  }

  private replace(set: KubeObject, next: KubeObject): KubeObject {
    const stored = this.cluster.store.update(next);
    this.sets[this.sets.indexOf(set)] = stored;
    return stored;
  }

  private resize(set: KubeObject, replicas: number): KubeObject {
    const before: number = set.spec.replicas;
    if (before === replicas) return set;
    const verb = replicas > before ? 'up' : 'down';
    this.cluster.event(
      this.deployment,
      {
        reason: 'ScalingReplicaSet',
        message: `Scaled ${verb} replica set ${set.metadata.name} to ${replicas} from ${before}`,
        component: 'deployment-controller',
      },
      this.now,
    );
    return this.replace(set, { ...set, spec: { ...set.spec, replicas } });
  }

  /** One step of the rollout, by the strategy of the Deployment. */
  private scale(current: KubeObject, old: KubeObject[]): void {
    const strategy = this.deployment.spec.strategy ?? {};
    const oldSize = old.reduce((sum, set) => sum + set.spec.replicas, 0);
    if (strategy.type === 'Recreate') {
      for (const set of old) this.resize(set, 0);
      const gone = old.every(
        set =>
          this.cluster.store.ownedBy(set.metadata.uid!, 'Pod').length === 0,
      );
      if (gone) this.resize(current, this.wanted);
      return;
    }
    const surge = countOf(strategy.rollingUpdate?.maxSurge, this.wanted, true);
    const spare = countOf(
      strategy.rollingUpdate?.maxUnavailable,
      this.wanted,
      false,
    );
    const size =
      oldSize === 0
        ? this.wanted
        : Math.max(
            Math.min(current.spec.replicas, this.wanted),
            Math.min(this.wanted, this.wanted + surge - oldSize),
          );
    this.resize(current, size);
    const available = this.sets.reduce(
      (sum, set) => sum + (set.status?.availableReplicas ?? 0),
      0,
    );
    // Old pods that serve nobody go first and for free.
    let budget = available - (this.wanted - spare);
    for (const set of old) {
      const dead = set.spec.replicas - (set.status?.availableReplicas ?? 0);
      const cut = Math.min(set.spec.replicas, dead + Math.max(0, budget));
      budget -= Math.max(0, cut - dead);
      this.resize(set, set.spec.replicas - Math.max(0, cut));
    }
  }

  private cleanUp(current: KubeObject): void {
    const limit = this.deployment.spec.revisionHistoryLimit ?? 10;
    const idle = this.sets
      .filter(
        set =>
          set.spec.replicas === 0 &&
          set.metadata.uid !== current.metadata.uid &&
          activePods(this.cluster, set).length === 0,
      )
      .sort((a, b) => revisionOf(b) - revisionOf(a));
    for (const set of idle.slice(limit)) this.cluster.store.delete(set);
  }

  private report(current: KubeObject): void {
    const { store } = this.cluster;
    const live = (set: KubeObject) =>
      store.get(
        'apps',
        'ReplicaSet',
        set.metadata.namespace,
        set.metadata.name!,
      )?.status ?? {};
    const total = (field: string) =>
      this.sets.reduce((sum, set) => sum + (live(set)[field] ?? 0), 0);
    const replicas = total('replicas');
    const ready = total('readyReplicas');
    const updated: number = live(current).replicas ?? 0;
    const updatedReady: number = live(current).availableReplicas ?? 0;
    const unavailable = Math.max(0, Math.max(replicas, this.wanted) - ready);
    const done =
      updated === this.wanted &&
      updatedReady === this.wanted &&
      replicas === this.wanted;
    const previous = this.deployment.status ?? {};
    const moved =
      previous.updatedReplicas !== (updated || undefined) ||
      (previous.readyReplicas ?? 0) < ready;
    const spare = countOf(
      this.deployment.spec.strategy?.rollingUpdate?.maxUnavailable,
      this.wanted,
      false,
    );
    const failure = live(current).conditions?.[0];
    const omitZero = (values: Record<string, number>) =>
      Object.fromEntries(Object.entries(values).filter(([, n]) => n > 0));
    const available = ready >= this.wanted - spare;
    store.setStatus(this.deployment, {
      observedGeneration: this.deployment.metadata.generation,
      ...omitZero({
        replicas,
        updatedReplicas: updated,
        readyReplicas: ready,
        availableReplicas: ready,
        unavailableReplicas: unavailable,
      }),
      conditions: [
        this.condition(
          'Available',
          available,
          available ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
          available
            ? 'Deployment has minimum availability.'
            : 'Deployment does not have minimum availability.',
        ),
        this.progressing(current, done, moved),
        ...(failure
          ? [
              this.condition(
                'ReplicaFailure',
                true,
                failure.reason,
                failure.message,
              ),
            ]
          : []),
      ],
    });
  }

  private progressing(current: KubeObject, done: boolean, moved: boolean) {
    const name = current.metadata.name;
    const known = this.known('Progressing');
    if (done)
      return this.condition(
        'Progressing',
        true,
        'NewReplicaSetAvailable',
        `ReplicaSet "${name}" has successfully progressed.`,
      );
    const same = known?.message?.includes(`"${name}"`) ?? false;
    // Pods lost after a finished rollout are no new rollout.
    if (known?.reason === 'NewReplicaSetAvailable' && same) return known;
    if (known?.reason === 'ProgressDeadlineExceeded' && same && !moved)
      return known;
    const deadline = this.deployment.spec.progressDeadlineSeconds ?? 600;
    const since = Date.parse(known?.lastUpdateTime ?? kubeTime(this.now));
    const late = this.now.getTime() - since > deadline * 1000;
    if (same && late && !moved)
      return this.condition(
        'Progressing',
        false,
        'ProgressDeadlineExceeded',
        `ReplicaSet "${name}" has timed out progressing.`,
      );
    return this.condition(
      'Progressing',
      true,
      'ReplicaSetUpdated',
      `ReplicaSet "${name}" is progressing.`,
      moved,
    );
  }

  private known(type: string) {
    return this.deployment.status?.conditions?.find(
      (c: { type: string }) => c.type === type,
    );
  }

  private condition(
    type: string,
    holds: boolean,
    reason: string,
    message: string,
    touch = false,
  ) {
    const status = holds ? 'True' : 'False';
    const known = this.known(type);
    const same =
      known?.status === status &&
      known.reason === reason &&
      known.message === message;
    return {
      type,
      status,
      reason,
      message,
      lastUpdateTime:
        same && !touch ? known.lastUpdateTime : kubeTime(this.now),
      lastTransitionTime:
        known?.status === status
          ? known.lastTransitionTime
          : kubeTime(this.now),
    };
  }
}

/** Rolls every Deployment out, one step per call. */
export const deploymentController: Controller = (cluster, now) => {
  for (const deployment of cluster.store.list('apps', 'Deployment'))
    new Rollout(cluster, deployment, now).run();
};
