import type { KubeObject } from '@chat2sql/plugin-platform-common';
import {
  currentConditions,
  fromCondition,
  heldFor,
  waiting,
} from '../conditions';
import { PRESSURE_GRACE_MS } from '../limits';
import { isStatusEmpty, readCount } from '../read';
import type { HealthContext, Verdict } from '../types';
import { healthy } from '../verdict';

/** Health of a PodDisruptionBudget; one that blocks every eviction for long needs a person. */
export function pdbRule(object: KubeObject, { now }: HealthContext): Verdict {
  const conditions = currentConditions(object);
  const failed = conditions.find(
    c => c.status === 'False' && c.reason !== 'InsufficientPods',
  );
  if (failed) return fromCondition('Degraded', 'pdb.failed', failed);
  const blocked = conditions.find(c => c.status === 'False');
  if (
    blocked &&
    readCount(object, 'status.expectedPods') > 0 &&
    (heldFor(blocked, now) ?? 0) > PRESSURE_GRACE_MS
  ) {
    return fromCondition('Healthy', 'pdb.blocks-evictions', blocked, {
      warning: true,
      fallback: 'No pod may be evicted for more than 15 minutes.',
    });
  }
  // Controllers before Kubernetes 1.22 write no condition.
  if (isStatusEmpty(object)) return waiting('pdb', 'The budget');
  return healthy({
    rule: 'pdb.computed',
    reason: blocked ? 'InsufficientPods' : 'SufficientPods',
    message: `${readCount(
      object,
      'status.disruptionsAllowed',
    )} evictions allowed now.`,
    fields: ['status.disruptionsAllowed', 'status.conditions'],
  });
}
