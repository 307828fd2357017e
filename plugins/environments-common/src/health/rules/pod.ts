import {
  conditionsOf,
  type KubeCondition,
  type KubeObject,
} from '@chat2sql/plugin-platform-common';
import { conditionIn, isWithinGrace, normalCondition } from '../conditions';
import { SCHEDULING_GRACE_MS } from '../limits';
import { annotation, readNumber, readString, readTime } from '../read';
import type { HealthContext, Verdict } from '../types';
import {
  containerStates,
  recentRestart,
  terminationText,
  waitingFault,
  type ContainerState,
} from './podContainers';
import {
  clusterText,
  degraded,
  healthy,
  progressing,
  reasonWord,
  unknown,
} from '../verdict';

/** Argo CD's annotation: judge a pod that runs once like one that runs on. */
const IGNORE_RESTART_POLICY = 'argocd.argoproj.io/ignore-restart-policy';
const HOOK_ANNOTATIONS = ['argocd.argoproj.io/hook', 'helm.sh/hook'];

/** True when a pod is meant to run until it is deleted. */
function runsOn(pod: KubeObject): boolean {
  const policy = readString(pod, 'spec.restartPolicy') ?? 'Always';
  if (policy === 'Always') return true;
  const isHook = HOOK_ANNOTATIONS.some(
    key => annotation(pod, key) !== undefined,
  );
  return !isHook && annotation(pod, IGNORE_RESTART_POLICY) === 'true';
}

function podCondition(
  pod: KubeObject,
  type: string,
): KubeCondition | undefined {
  return conditionIn(conditionsOf(pod).map(normalCondition), type);
}

/** True when the pod's Ready condition is True. */
export function isPodReady(pod: KubeObject): boolean {
  return podCondition(pod, 'Ready')?.status === 'True';
}

function failedPod(pod: KubeObject, states: ContainerState[]): Verdict {
  const culprit = states.find(
    ({ status }) =>
      (readNumber(status, 'state.terminated.exitCode') ?? 0) !== 0,
  );
  return degraded({
    rule: 'pod.failed',
    reason: reasonWord(
      readString(pod, 'status.reason') ??
        (culprit && readString(culprit.status, 'state.terminated.reason')),
      'Failed',
    ),
    message: clusterText(
      readString(pod, 'status.message'),
      culprit
        ? `Container ${culprit.name} ${terminationText(
            culprit.status,
            'state.terminated',
          )}.`
        : 'The pod has failed.',
    ),
    fields: ['status.phase', ...(culprit ? [culprit.list] : [])],
  });
}

/**
 * Health of a Pod. Init and sidecar containers count; a restart counts while it
 * is recent or the pod is not ready, not for ever.
 */
export function podRule(pod: KubeObject, { now }: HealthContext): Verdict {
  const phase = readString(pod, 'status.phase');
  const states = containerStates(pod);
  const longRunning = runsOn(pod);

  if (phase === 'Failed') return failedPod(pod, states);
  if (phase === 'Succeeded') {
    return healthy({
      rule: 'pod.succeeded',
      reason: 'Succeeded',
      message: 'The pod has done its work.',
      fields: ['status.phase'],
    });
  }
  if (longRunning) {
    const fault = waitingFault(states);
    if (fault) return fault;
  }
  if (phase === 'Pending') return pendingPod(pod, now);
  if (phase === undefined) {
    return progressing({
      rule: 'pod.not-observed',
      reason: 'PodNotObserved',
      message: 'No node has reported about the pod yet.',
      fields: ['status.phase'],
    });
  }
  if (phase !== 'Running') {
    return unknown({
      rule: 'pod.phase',
      reason: 'PhaseNotKnown',
      message: `The pod is in the phase "${phase}": its node has lost contact or the phase is new.`,
      fields: ['status.phase'],
    });
  }
  if (!longRunning) {
    return progressing({
      rule: 'pod.running-once',
      reason: 'Running',
      message: 'The pod runs once and has not finished.',
      fields: ['status.phase', 'spec.restartPolicy'],
    });
  }
  if (isPodReady(pod)) {
    const restarted = recentRestart(states, now);
    return healthy({
      rule: restarted ? 'pod.restarted' : 'pod.ready',
      reason: restarted ? 'RecentRestart' : 'Ready',
      message: restarted
        ? `Ready again; container ${restarted.name} ${terminationText(
            restarted.status,
            'lastState.terminated',
          )} in the last 10 minutes.`
        : 'The pod is ready.',
      fields: [
        'status.conditions[Ready]',
        ...(restarted ? [restarted.list] : []),
      ],
      warning: restarted !== undefined,
    });
  }
  const ended = states.find(
    ({ status }) =>
      readString(status, 'lastState.terminated.reason') !== undefined ||
      readNumber(status, 'lastState.terminated.exitCode') !== undefined,
  );
  if (ended) {
    return degraded({
      rule: 'pod.not-ready-after-restart',
      reason: reasonWord(
        readString(ended.status, 'lastState.terminated.reason'),
        'ContainerRestarted',
      ),
      message: `Not ready; container ${ended.name} ${terminationText(
        ended.status,
        'lastState.terminated',
      )} before.`,
      fields: ['status.conditions[Ready]', ended.list],
    });
  }
  return progressing({
    rule: 'pod.not-ready',
    reason: 'ContainersNotReady',
    message: clusterText(
      podCondition(pod, 'Ready')?.message,
      'The pod runs but is not ready.',
    ),
    fields: ['status.conditions[Ready]'],
  });
}

function pendingPod(pod: KubeObject, now: Date): Verdict {
  const scheduled = podCondition(pod, 'PodScheduled');
  if (scheduled?.status === 'False' && scheduled.reason === 'Unschedulable') {
    const created = readTime(pod, 'metadata.creationTimestamp');
    const young =
      isWithinGrace(scheduled, now, SCHEDULING_GRACE_MS) ||
      (created !== undefined && now.getTime() - created < SCHEDULING_GRACE_MS);
    const parts = {
      rule: 'pod.unschedulable',
      reason: 'Unschedulable',
      message: clusterText(scheduled.message, 'No node can take the pod.'),
      fields: ['status.conditions[PodScheduled]'],
    };
    return young ? progressing(parts) : degraded(parts);
  }
  return progressing({
    rule: 'pod.pending',
    reason: 'Pending',
    message: clusterText(
      readString(pod, 'status.message'),
      'The pod is being started.',
    ),
    fields: ['status.phase'],
  });
}
