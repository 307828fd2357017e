import type { KubeObject } from '@chat2sql/plugin-platform-common';
import {
  conditionIn,
  currentConditions,
  fromCondition,
  waiting,
} from '../conditions';
import type { Verdict } from '../types';

/** Health of a cert-manager CertificateRequest: signed, refused, or on its way. */
export function certificateRequestRule(object: KubeObject): Verdict {
  const conditions = currentConditions(object);
  for (const type of ['Denied', 'InvalidRequest']) {
    const refused = conditionIn(conditions, type);
    if (refused?.status === 'True')
      return fromCondition('Degraded', 'certificaterequest.refused', refused);
  }
  const ready = conditionIn(conditions, 'Ready');
  if (!ready) return waiting('certificaterequest', 'The request');
  if (ready.status === 'True')
    return fromCondition('Healthy', 'certificaterequest.ready', ready);
  const pending = ready.reason === 'Pending' || ready.status === 'Unknown';
  return fromCondition(
    pending ? 'Progressing' : 'Degraded',
    'certificaterequest.ready',
    ready,
  );
}
