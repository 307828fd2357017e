import type { KubeObject } from '@chat2sql/plugin-platform-common';
import type { SandboxContext } from '../../scenario/types';
import { autoscalingController } from '../controllers/autoscaling';
import { recommenderController } from '../controllers/recommender';
import { gatewayController } from '../controllers/gateways';
import { deploymentController } from '../controllers/deployments';
import { cronJobController } from '../controllers/jobs';
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

/** Controllers that follow the rollout of pods, in the order work flows. */
const FAST: Controller[] = [
  namespaceController,
  deploymentController,
  replicaSetController,
  statefulSetController,
  daemonSetController,
  podController,
  serviceController,
  claimController,
];

/** Controllers whose objects change slowly. */
const SLOW: Controller[] = [
  certificateController,
  externalSecretController,
  gatewayController,
  disruptionController,
  quotaController,
  autoscalingController,
  recommenderController,
  cronJobController,
  veleroController,
  trivyController,
  gatekeeperController,
  policyReportController,
  nodeController,
];

/** One Kubernetes cluster that lives in memory: a store and its controllers. */
export class SimulatedCluster implements ClusterView {
  readonly settled = new Set<string>();
  readonly counters = new Map<string, number>();
  private readonly recorder: EventRecorder;
  private lastSlow = 0;
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

  /** One step of every controller. Slow ones run every two seconds of the given time. */
  tick(now: Date): void {
    for (const controller of FAST) controller(this, now);
    const at = now.getTime();
    if (Math.abs(at - this.lastSlow) >= 2000) {
      this.lastSlow = at;
      for (const controller of SLOW) controller(this, now);
    }
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
    this.lastSlow = 0;
    // What happened between is over: nothing of it is an event of this moment.
    this.muted = true;
    this.tick(now);
    this.muted = false;
    this.recorder.expire(now);
  }
}
