import type { KubeObject } from '@chat2sql/plugin-platform-common';
import {
  conditionIn,
  currentConditions,
  fromCondition,
  isWithinGrace,
  waiting,
} from '../conditions';
import { RECOVERY_GRACE_MS } from '../limits';
import type { HealthContext, Verdict } from '../types';

/** Health of an APIService: the API it adds answers. */
export function apiServiceRule(
  object: KubeObject,
  { now }: HealthContext,
): Verdict {
  const available = conditionIn(currentConditions(object), 'Available');
  if (!available) return waiting('apiservice', 'The API');
  if (available.status === 'True')
    return fromCondition('Healthy', 'apiservice.available', available);
  const young =
    available.status !== 'False' ||
    isWithinGrace(available, now, RECOVERY_GRACE_MS);
  return fromCondition(
    young ? 'Progressing' : 'Degraded',
    'apiservice.available',
    available,
  );
}
