import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { between, fraction, kubeTime, sha256 } from '../names';
import {
  crashLoopAt,
  imageFate,
  pullFailureAt,
  type Moment,
} from './containerTimeline';

const DAY = 86_400;

/** When the steps of a pod's start happen, in seconds after its creation. */
export interface PodPlan {
  scheduled: number;
  /** Start of each init container. */
  init: number[];
  /** Start of the main containers. */
  started: number;
  /** Readiness, unless a container fails. */
  ready: number;
}

/** Plans a pod's start: a few seconds, longer with more sidecars and slow probes. */
export function planPod(pod: KubeObject, seed: number): PodPlan {
  const { uid } = pod.metadata;
  const scheduled = between(0.2, 0.8, seed, uid, 'schedule');
  let at = scheduled + between(0.4, 1.2, seed, uid, 'pull');
  const init: number[] = [];
  for (const container of pod.spec.initContainers ?? []) {
    init.push(at);
    at += between(0.5, 1, seed, uid, container.name);
  }
  const probeDelays = pod.spec.containers.map((c: any) =>
    c.readinessProbe ? c.readinessProbe.initialDelaySeconds ?? 0 : 0,
  );
  const ready =
    at +
    Math.min(6, Math.max(0, ...probeDelays)) +
    between(0.8, 2.5, seed, uid, 'ready');
  return { scheduled, init, started: at, ready };
}

function imageId(image: string): string {
  const [name, digest] = image.split('@');
  const plain = name.replace(/:[^/:]+$/, '');
  return `${plain}@${digest ?? `sha256:${sha256(image)}`}`;
}

function containerId(pod: KubeObject, name: string, restarts: number): string {
  return `containerd://${sha256(pod.metadata.uid, name, restarts)}`;
}

class StatusWriter {
  private readonly created: number;

  constructor(
    private readonly pod: KubeObject,
    private readonly plan: PodPlan,
    private readonly now: number,
    private readonly seed: number,
  ) {
    this.created = Date.parse(pod.metadata.creationTimestamp!);
  }

  get elapsed(): number {
    return (this.now - this.created) / 1000;
  }

  time(seconds: number): string {
    return kubeTime(this.created + seconds * 1000);
  }

  private waiting(container: any, reason: string, message?: string) {
    return {
      name: container.name,
      image: container.image,
      imageID: '',
      ready: false,
      started: false,
      restartCount: 0,
      lastState: {},
      state: { waiting: { reason, ...(message ? { message } : {}) } },
    };
  }

  private terminated(
    container: any,
    from: number,
    to: number,
    restarts: number,
  ) {
    return {
      exitCode: 1,
      reason: 'Error',
      startedAt: this.time(from),
      finishedAt: this.time(to),
      containerID: containerId(this.pod, container.name, restarts),
    };
  }

  /** Status of a native sidecar or of an init container that ran to its end. */
  init(container: any, index: number) {
    const start = this.plan.init[index];
    if (imageFate(container.image) === 'not-found')
      return this.pullFailure(container, start);
    if (this.elapsed < start) return this.waiting(container, 'PodInitializing');
    const sidecar = container.restartPolicy === 'Always';
    const next = this.plan.init[index + 1] ?? this.plan.started;
    const running = sidecar || this.elapsed < next;
    return {
      name: container.name,
      image: container.image,
      imageID: imageId(container.image),
      containerID: containerId(this.pod, container.name, 0),
      ready: sidecar ? this.elapsed >= next : !running,
      started: sidecar,
      restartCount: 0,
      lastState: {},
      state: running
        ? { running: { startedAt: this.time(start) } }
        : {
            terminated: {
              exitCode: 0,
              reason: 'Completed',
              startedAt: this.time(start),
              finishedAt: this.time(next),
            },
          },
    };
  }

  main(container: any) {
    const fate = imageFate(container.image);
    if (fate === 'not-found')
      return this.pullFailure(container, this.plan.started);
    const since = this.elapsed - this.plan.started;
    if (since < 0)
      return this.waiting(
        container,
        this.pod.spec.initContainers ? 'PodInitializing' : 'ContainerCreating',
      );
    const moment: Moment =
      fate === 'crashes'
        ? crashLoopAt(since, this.crashAfter())
        : this.longLife(container, since);
    const readyAfter = this.plan.ready - this.plan.started;
    const ready =
      moment.state === 'running' && since - moment.startedAt >= readyAfter;
    const at = this.plan.started;
    const last = moment.last
      ? {
          terminated: this.terminated(
            container,
            at + moment.last.startedAt,
            at + moment.last.endedAt,
            Math.max(0, moment.restarts - 1),
          ),
        }
      : {};
    return {
      name: container.name,
      image: container.image,
      imageID: imageId(container.image),
      containerID: containerId(this.pod, container.name, moment.restarts),
      ready,
      started: moment.state === 'running',
      restartCount: moment.restarts,
      lastState: last,
      state: this.stateOf(container, moment),
    };
  }

  /** A crashing build is ready for some seconds, long enough to be sent requests. */
  private crashAfter(): number {
    const readyAfter = this.plan.ready - this.plan.started;
    return readyAfter + between(1.5, 4, this.seed, this.pod.metadata.uid);
  }

  private stateOf(container: any, moment: Moment) {
    const at = this.plan.started;
    if (moment.state === 'running')
      return { running: { startedAt: this.time(at + moment.startedAt) } };
    if (moment.state === 'terminated')
      return {
        terminated: this.terminated(
          container,
          at + moment.startedAt,
          at + moment.endedAt,
          moment.restarts,
        ),
      };
    const { name, namespace, uid } = this.pod.metadata;
    return {
      waiting: {
        reason: moment.reason,
        message: `back-off restarting failed container=${container.name} pod=${name}_${namespace}(${uid})`,
      },
    };
  }

  /** A few long-lived containers restarted once, days ago: history, no fault. */
  private longLife(container: any, since: number): Moment {
    const lot = fraction(this.seed, this.pod.metadata.name, container.name);
    const restartAt = 2.5 * DAY + lot * DAY;
    return lot < 0.08 && since > restartAt + 2 * DAY
      ? {
          state: 'running',
          startedAt: restartAt,
          restarts: 1,
          last: { startedAt: 0, endedAt: restartAt - 1 },
        }
      : { state: 'running', startedAt: 0, restarts: 0 };
  }

  private pullFailure(container: any, start: number) {
    const since = this.elapsed - start;
    if (since < 0) return this.waiting(container, 'ContainerCreating');
    const { reason } = pullFailureAt(since);
    return this.waiting(
      container,
      reason,
      reason === 'ErrImagePull'
        ? `rpc error: code = NotFound desc = failed to pull and unpack image "${container.image}": not found`
        : `Back-off pulling image "${container.image}"`,
    );
  }
}

/**
 * Status of a pod at a moment, a pure function of the pod, the seed and the time.
 *
 * @param previous - status so far; conditions that hold keep their transition time
 */
export function podStatus(
  pod: KubeObject,
  node: KubeObject | undefined,
  now: Date,
  seed: number,
): Record<string, unknown> {
  const plan = planPod(pod, seed);
  const writer = new StatusWriter(pod, plan, now.getTime(), seed);
  const previous = pod.status ?? {};
  if (!pod.spec.nodeName || !node) {
    const scheduled = condition(
      previous,
      now,
      'PodScheduled',
      false,
      'Unschedulable',
    );
    return {
      phase: 'Pending',
      conditions: [scheduled],
      qosClass: previous.qosClass,
    };
  }
  const inits = (pod.spec.initContainers ?? []).map((c: any, i: number) =>
    writer.init(c, i),
  );
  const mains = pod.spec.containers.map((c: any) => writer.main(c));
  const initialised = inits.every(
    (s: any) => s.ready || s.state.terminated?.exitCode === 0,
  );
  const ready = initialised && mains.every((s: any) => s.ready);
  const begun = mains.some((s: any) => !s.state.waiting || s.restartCount > 0);
  const unready = ready ? undefined : 'ContainersNotReady';
  const message = ready
    ? undefined
    : `containers with unready status: [${mains
        .filter((s: any) => !s.ready)
        .map((s: any) => s.name)
        .join(' ')}]`;
  const address = podAddress(pod, seed);
  const hostAddress = node.status?.addresses?.[0]?.address;
  return {
    phase: begun ? 'Running' : 'Pending',
    conditions: [
      condition(
        previous,
        now,
        'PodReadyToStartContainers',
        true,
        undefined,
        undefined,
        writer.time(plan.scheduled + 0.3),
      ),
      condition(
        previous,
        now,
        'Initialized',
        initialised,
        initialised ? undefined : 'ContainersNotInitialized',
        undefined,
        writer.time(plan.started),
      ),
      condition(
        previous,
        now,
        'Ready',
        ready,
        unready,
        message,
        writer.time(plan.ready),
      ),
      condition(
        previous,
        now,
        'ContainersReady',
        ready,
        unready,
        message,
        writer.time(plan.ready),
      ),
      condition(
        previous,
        now,
        'PodScheduled',
        true,
        undefined,
        undefined,
        writer.time(plan.scheduled),
      ),
    ],
    hostIP: hostAddress,
    hostIPs: [{ ip: hostAddress }],
    podIP: address,
    podIPs: [{ ip: address }],
    startTime: writer.time(plan.scheduled),
    ...(inits.length > 0 ? { initContainerStatuses: inits } : {}),
    containerStatuses: mains,
    qosClass: previous.qosClass,
  };
}

function podAddress(pod: KubeObject, seed: number): string {
  const lot = fraction(seed, pod.metadata.uid, 'ip');
  const number = Math.floor(lot * 64 * 250);
  return `10.244.${Math.floor(number / 250)}.${(number % 250) + 2}`;
}

function condition(
  previous: any,
  now: Date,
  type: string,
  holds: boolean,
  reason?: string,
  message?: string,
  firstTime?: string,
) {
  const status = holds ? 'True' : 'False';
  const known = previous.conditions?.find((c: any) => c.type === type);
  let at = kubeTime(now);
  if (known?.status === status) at = known.lastTransitionTime;
  else if (!known && holds && firstTime) at = firstTime;
  return {
    type,
    status,
    lastProbeTime: null,
    lastTransitionTime: at,
    ...(reason ? { reason } : {}),
    ...(message ? { message } : {}),
  };
}
