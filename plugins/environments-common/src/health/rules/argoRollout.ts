import {
  conditionsOf,
  type KubeObject,
} from '@chat2sql/plugin-platform-common';
import { fromCondition, waiting } from '../conditions';
import {
  annotation,
  isRecord,
  isStatusEmpty,
  read,
  readCount,
  readFlag,
  readNumber,
  readRecords,
  readString,
} from '../read';
import type { HealthStatus, Verdict } from '../types';
import {
  clusterText,
  healthy,
  progressing,
  reasonWord,
  suspended,
  verdictOf,
} from '../verdict';
import { scaledToZero } from './deployment';

const WORKLOAD_GENERATION = 'rollout.argoproj.io/workload-generation';

/** A Rollout a person has paused in its spec. */
export function rolloutPaused(object: KubeObject): Verdict | undefined {
  if (!readFlag(object, 'spec.paused')) return undefined;
  return suspended({
    rule: 'rollout.paused',
    reason: 'RolloutPaused',
    message: 'The rollout is paused by its spec.',
    fields: ['spec.paused'],
  });
}

function wholeNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d+$/.test(value)
    ? Number(value)
    : undefined;
}

/**
 * Verdict when the controller has not taken up the spec, or the workload it
 * refers to. Controllers before 0.10 wrote a hash instead of a number, which
 * says nothing here.
 */
export function rolloutNotObserved(object: KubeObject): Verdict | undefined {
  const generation = readNumber(object, 'metadata.generation');
  const observed = wholeNumber(read(object, 'status.observedGeneration'));
  const specLate =
    generation !== undefined && observed !== undefined && observed < generation;
  const wanted = wholeNumber(annotation(object, WORKLOAD_GENERATION));
  const workloadLate =
    isRecord(read(object, 'spec.workloadRef')) &&
    wanted !== undefined &&
    wanted !== wholeNumber(read(object, 'status.workloadObservedGeneration'));
  if (!specLate && !workloadLate) return undefined;
  return progressing({
    rule: 'rollout.generation',
    reason: 'GenerationNotObserved',
    message: 'The controller has not taken up the current spec yet.',
    fields: [
      'metadata.generation',
      'status.observedGeneration',
      'status.workloadObservedGeneration',
    ],
  });
}

function pausedAtStep(object: KubeObject): Verdict {
  const steps = readRecords(object, 'spec.strategy.canary.steps').length;
  const step = readNumber(object, 'status.currentStepIndex');
  const causes = readRecords(object, 'status.pauseConditions')
    .map(c => c.reason)
    .filter(r => typeof r === 'string');
  const place =
    steps > 0 && step !== undefined
      ? ` at step ${Math.min(step + 1, steps)} of ${steps}`
      : '';
  return progressing({
    rule: 'rollout.step-pause',
    reason: reasonWord(causes[0], 'PausedAtStep'),
    message: `The rollout waits${place}: ${clusterText(
      read(object, 'status.message'),
      causes.join(', ') || 'paused by its strategy',
    )}.`,
    fields: [
      'status.phase',
      'status.currentStepIndex',
      'status.pauseConditions',
    ],
  });
}

const PHASES: Record<string, HealthStatus> = {
  Healthy: 'Healthy',
  Degraded: 'Degraded',
  Progressing: 'Progressing',
};

/** Health of an Argo Rollout: its phase, or counters and revisions where an old controller wrote none. */
export function rolloutRule(object: KubeObject): Verdict {
  if (isStatusEmpty(object)) return waiting('rollout', 'The rollout');
  const phase = readString(object, 'status.phase');
  if (phase === 'Paused') return pausedAtStep(object);
  if (phase !== undefined && PHASES[phase]) {
    const zero =
      phase === 'Healthy' ? scaledToZero(object, 'rollout') : undefined;
    return (
      zero ??
      verdictOf(PHASES[phase], {
        rule: 'rollout.phase',
        reason: phase,
        message: clusterText(
          read(object, 'status.message'),
          `The controller reports ${phase}.`,
        ),
        fields: ['status.phase'],
      })
    );
  }
  const conditions = conditionsOf(object);
  const fault = conditions.find(
    c =>
      c.type === 'InvalidSpec' ||
      (c.type === 'Progressing' &&
        (c.reason === 'RolloutAborted' ||
          c.reason === 'ProgressDeadlineExceeded')),
  );
  if (fault) return fromCondition('Degraded', 'rollout.failed', fault);
  if (readRecords(object, 'status.pauseConditions').length > 0)
    return pausedAtStep(object);
  return scaledToZero(object, 'rollout') ?? judgeCounters(object);
}

function judgeCounters(object: KubeObject): Verdict {
  const wanted = readNumber(object, 'spec.replicas') ?? 1;
  const updated = readCount(object, 'status.updatedReplicas');
  const available = readCount(object, 'status.availableReplicas');
  const total = readCount(object, 'status.replicas');
  const hash = readString(object, 'status.currentPodHash');
  const stable =
    readString(object, 'status.stableRS') ??
    readString(object, 'status.canary.stableRS');
  const rollingOut = (reason: string, message: string, field: string) =>
    progressing({
      rule: 'rollout.rolling-out',
      reason,
      message,
      fields: [field],
    });
  if (hash === undefined)
    return rollingOut(
      'NotReconciled',
      'The controller has not reported a version yet.',
      'status.currentPodHash',
    );
  if (updated < wanted)
    return rollingOut(
      'LessUpdated',
      `${updated} of ${wanted} pods have the new version.`,
      'status.updatedReplicas',
    );
  if (available < updated)
    return rollingOut(
      'LessAvailable',
      `${available} of ${updated} new pods are available.`,
      'status.availableReplicas',
    );
  if (isRecord(read(object, 'spec.strategy.blueGreen'))) {
    if (readString(object, 'status.blueGreen.activeSelector') !== hash)
      return rollingOut(
        'CutoverPending',
        'Traffic has not been switched to the new version.',
        'status.blueGreen.activeSelector',
      );
    if (stable !== undefined && stable !== hash)
      return rollingOut(
        'AnalysisPending',
        'The new version is still being analysed.',
        'status.stableRS',
      );
  } else {
    if (total > updated)
      return rollingOut(
        'OldPodsTerminating',
        `${total - updated} pods of the old version are still to go.`,
        'status.replicas',
      );
    if (stable !== hash)
      return rollingOut(
        'StepsLeft',
        'The steps of the rollout are not finished.',
        'status.stableRS',
      );
  }
  return healthy({
    rule: 'rollout.available',
    reason: 'Available',
    message: `${available} of ${wanted} pods available.`,
    fields: [
      'status.updatedReplicas',
      'status.availableReplicas',
      'status.stableRS',
    ],
  });
}
