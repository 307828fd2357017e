import type { KubeObject } from '@chat2sql/plugin-platform-common';
import type { SandboxContext } from '../../scenario/types';
import { autoscalingController } from '../controllers/autoscaling';
import { recommenderController } from '../controllers/recommender';
import { gatewayController } from '../controllers/gateways';
import { deploymentController } from '../controllers/deployments';
import { cronJobController } from '../controllers/jobs';
import { meshController } from '../controllers/mesh';
import { podController } from '../controllers/pods';
import {
  gatekeeperController,
  policyReportController,
} from '../controllers/policies';
import { quotaController } from '../controllers/quota';
import { replicaSetController } from '../controllers/replicaSets';
import { trivyController } from '../controllers/reports';
import {
  certificateController,
  externalSecretController,
} from '../controllers/secrets';
import {
  disruptionController,
  namespaceController,
  serviceController,
} from '../controllers/services';
import {
  claimController,
  daemonSetController,
  statefulSetController,
} from '../controllers/statefulSets';
import { veleroController } from '../controllers/velero';
import { createNodes, nodeController } from '../seed/nodes';
import { createPlatform } from '../seed/platform';
import { ObjectStore } from '../store/ObjectStore';
import { EventRecorder } from './EventRecorder';
import type { ClusterName, ClusterView, Controller } from './types';

const DAY_MS = 86_400_000;
/** Age of the clusters themselves when the sandbox starts. */
const CLUSTER_AGE_MS = 190 * DAY_MS;

/** When a controller runs. */
interface Shift {
  run: Controller;
  /** Kinds (`group/Kind`) whose changes call it at once; left out, only time does. */
  on?: string[];
  /** It runs this often in any case; 0 is every step. */
  everyMs: number;
}

const SECOND_MS = 1000;

/** The controllers in the order work flows from specs to pods and reports. */
const SHIFTS: Shift[] = [
  { run: namespaceController, on: ['/Namespace'], everyMs: 60 * SECOND_MS },
  {
    run: deploymentController,
    on: ['apps/Deployment', 'apps/ReplicaSet', '/Pod'],
    everyMs: 5 * SECOND_MS,
  },
  {
    run: replicaSetController,
    on: ['apps/ReplicaSet', '/Pod', '/ResourceQuota'],
    everyMs: 5 * SECOND_MS,
  },
  {
    run: statefulSetController,
    on: ['apps/StatefulSet', '/Pod', '/ResourceQuota'],
    everyMs: 5 * SECOND_MS,
  },
  {
    run: daemonSetController,
    on: ['apps/DaemonSet', '/Pod', '/Node'],
    everyMs: 5 * SECOND_MS,
  },
  { run: podController, everyMs: 0 },
  { run: serviceController, on: ['/Service', '/Pod'], everyMs: 10 * SECOND_MS },
  { run: claimController, everyMs: SECOND_MS },
  { run: certificateController, everyMs: 2 * SECOND_MS },
  { run: externalSecretController, everyMs: 2 * SECOND_MS },
  {
    run: gatewayController,
    on: [
      'gateway.networking.k8s.io/Gateway',
      'gateway.networking.k8s.io/HTTPRoute',
      'cert-manager.io/Certificate',
      '/Service',
    ],
    everyMs: 10 * SECOND_MS,
  },
  { run: meshController, everyMs: 5 * SECOND_MS },
  {
    run: disruptionController,
    on: ['policy/PodDisruptionBudget', '/Pod'],
    everyMs: 10 * SECOND_MS,
  },
  {
    run: quotaController,
    on: ['/ResourceQuota', '/Pod', '/PersistentVolumeClaim'],
    everyMs: 10 * SECOND_MS,
  },
  { run: autoscalingController, everyMs: 2 * SECOND_MS },
  { run: recommenderController, everyMs: 10 * SECOND_MS },
  { run: cronJobController, everyMs: 2 * SECOND_MS },
  { run: veleroController, everyMs: 2 * SECOND_MS },
  { run: trivyController, everyMs: 10 * SECOND_MS },
  { run: gatekeeperController, everyMs: 10 * SECOND_MS },
  { run: policyReportController, everyMs: 10 * SECOND_MS },
  { run: nodeController, everyMs: 30 * SECOND_MS },
];

/** One Kubernetes cluster that lives in memory: a store and its controllers. */
export class SimulatedCluster implements ClusterView {
  readonly settled = new Set<string>();
  readonly counters = new Map<string, number>();
  private readonly recorder: EventRecorder;
  /** Last run of each shift: when, and at which version of the store. */
  private lastRuns: Array<{ at: number; version: number }> = [];
  private lastExpiry = 0;
  private muted = false;

  private constructor(
    readonly name: ClusterName,
    readonly store: ObjectStore,
    readonly context: SandboxContext,
  ) {
    this.recorder = new EventRecorder(store);
  }

  /**
   * A cluster with its nodes and platform workloads, converged long ago.
   *
   * @param options.bare - without nodes and platform, for tests
   * @param options.historyLimit - number of changes a watch can resume over
   */
  static create(
    name: ClusterName,
    context: SandboxContext,
    options: { bare?: boolean; historyLimit?: number } = {},
  ): SimulatedCluster {
    const now = context.now();
    const store = ObjectStore.create({
      cluster: name,
      seed: context.seed,
      // Grows from start to start, so that no client can resume across one.
      firstVersion: Math.floor(now.getTime() / 10),
      historyLimit: options.historyLimit,
    });
    const cluster = new SimulatedCluster(name, store, context);
    if (!options.bare) {
      const born = new Date(now.getTime() - CLUSTER_AGE_MS);
      createNodes(cluster, born);
      createPlatform(cluster, born);
      cluster.converge(born);
      cluster.jump(now);
    }
    return cluster;
  }

  event(
    about: KubeObject,
    event: Parameters<ClusterView['event']>[1],
    now: Date,
  ): void {
    if (!this.muted) this.recorder.record(about, event, now);
  }

  /** One step: runs every controller whose time has come or whose kinds changed. */
  tick(now: Date): void {
    const at = now.getTime();
    SHIFTS.forEach(({ run, on, everyMs }, index) => {
      const last = this.lastRuns[index];
      const due =
        last === undefined ||
        Math.abs(at - last.at) >= everyMs ||
        (on !== undefined && this.store.lastChange(on) > last.version);
      if (!due) return;
      this.lastRuns[index] = { at, version: this.store.resourceVersion };
      run(this, now);
    });
    if (Math.abs(at - this.lastExpiry) >= 30_000) {
      this.lastExpiry = at;
      this.recorder.expire(now);
    }
  }

  /**
   * Lets time pass from a moment on until nothing moves any more, or for two
   * minutes at most.
   *
   * @returns the moment at which it came to rest
   */
  converge(from: Date): Date {
    let at = from.getTime();
    let quiet = 0;
    for (let step = 0; step < 60 && quiet < 5; step += 1) {
      const before = this.store.resourceVersion;
      this.tick(new Date(at));
      quiet = this.store.resourceVersion === before ? quiet + 1 : 0;
      at += 2000;
    }
    // Pods settle after a minute of good health.
    this.tick(new Date(at + 60_000));
    return new Date(at);
  }

  /** Goes to a moment in one leap, as if the time between had been uneventful. */
  jump(now: Date): void {
    this.settled.clear();
    this.lastRuns = [];
    // What happened between is over: nothing of it is an event of this moment.
    this.muted = true;
    this.tick(now);
    this.muted = false;
    this.recorder.expire(now);
  }
}
