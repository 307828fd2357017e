import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { conditionIn, currentConditions } from '../conditions';
import { read, readString } from '../read';
import type { Verdict } from '../types';
import {
  clusterText,
  degraded,
  healthy,
  progressing,
  reasonWord,
} from '../verdict';

/** Health of a PersistentVolumeClaim: bound or lost, and whether a resize is stuck. */
export function pvcRule(object: KubeObject): Verdict {
  const phase = readString(object, 'status.phase');
  if (phase === 'Lost') {
    return degraded({
      rule: 'pvc.lost',
      reason: 'Lost',
      message: 'The volume behind the claim is gone.',
      fields: ['status.phase'],
    });
  }
  if (phase !== 'Bound') {
    return progressing({
      rule: 'pvc.not-bound',
      reason: reasonWord(phase, 'NotBound'),
      message:
        'No volume is bound yet; with late binding it waits for the first pod that uses it.',
      fields: ['status.phase'],
    });
  }
  const conditions = currentConditions(object);
  const failed = ['ControllerResizeError', 'NodeResizeError']
    .map(type => conditionIn(conditions, type))
    .find(c => c?.status === 'True');
  const states = read(object, 'status.allocatedResourceStatuses');
  const infeasible = /Infeasible/.test(JSON.stringify(states ?? ''));
  if (failed || infeasible) {
    return healthy({
      rule: 'pvc.resize-failed',
      reason: reasonWord(failed?.type, 'ResizeInfeasible'),
      message: clusterText(
        failed?.message,
        'Bound, but the asked size cannot be provided.',
      ),
      fields: ['status.conditions', 'status.allocatedResourceStatuses'],
      warning: true,
    });
  }
  return healthy({
    rule: 'pvc.bound',
    reason: 'Bound',
    message: 'A volume is bound.',
    fields: ['status.phase'],
  });
}
