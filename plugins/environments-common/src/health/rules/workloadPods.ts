import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { readString } from '../read';
import type { HealthContext, Verdict } from '../types';
import { podRule } from './pod';

/** A pod that is over: its controller has replaced it, or counts it itself. */
function isOver(pod: KubeObject): boolean {
  const phase = readString(pod, 'status.phase');
  return (
    phase === 'Failed' ||
    phase === 'Succeeded' ||
    readString(pod, 'metadata.deletionTimestamp') !== undefined
  );
}

/**
 * Looks at the pods of a workload, which know of a fault long before the
 * workload does: its progress deadline is 10 minutes by default, and a
 * StatefulSet or a DaemonSet never reports one.
 *
 * @param verdict - what the workload's own status says
 * @returns the given verdict, or Degraded with the worst pod's words; a pod at
 * risk turns Healthy into Healthy with a warning
 */
export function withPods(verdict: Verdict, context: HealthContext): Verdict {
  if (!context.pods || verdict.status === 'Degraded') return verdict;
  const nameOf = (pod: KubeObject) => String(pod.metadata?.name ?? '');
  const living = context.pods
    .filter(pod => !isOver(pod))
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const judged = living.map(pod => ({ pod, found: podRule(pod, context) }));
  const faulty = judged.filter(({ found }) => found.status === 'Degraded');
  if (faulty.length > 0) {
    const [{ pod, found }] = faulty;
    const more = faulty.length > 1 ? `${faulty.length} pods, first ` : '';
    return {
      ...found,
      rule: 'workload.pods-failing',
      message: `${more}${pod.metadata?.name ?? 'pod'}: ${found.message}`,
      fields: [...verdict.fields, ...found.fields.map(f => `pods.${f}`)],
    };
  }
  const atRisk = judged.find(({ found }) => found.warning);
  if (verdict.status === 'Healthy' && !verdict.warning && atRisk) {
    return {
      ...verdict,
      warning: true,
      rule: 'workload.pods-at-risk',
      reason: atRisk.found.reason,
      message: `${verdict.message} ${atRisk.pod.metadata?.name ?? 'Pod'}: ${
        atRisk.found.message
      }`,
      fields: [...verdict.fields, ...atRisk.found.fields.map(f => `pods.${f}`)],
    };
  }
  return verdict;
}
