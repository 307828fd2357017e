import type { KubeObject } from '@chat2sql/plugin-platform-common';
import {
  conditionIn,
  currentConditions,
  fromCondition,
  waiting,
} from '../conditions';
import { read, readTime } from '../read';
import type { HealthContext, Verdict } from '../types';
import { degraded, healthy } from '../verdict';

/** Health of a cert-manager Certificate: issued, and still valid at the time of judging. */
export function certificateRule(
  object: KubeObject,
  { now }: HealthContext,
): Verdict {
  const conditions = currentConditions(object);
  const notAfter = readTime(object, 'status.notAfter');
  if (notAfter !== undefined && notAfter <= now.getTime()) {
    return degraded({
      rule: 'certificate.expired',
      reason: 'Expired',
      message: `The certificate expired at ${read(object, 'status.notAfter')}.`,
      fields: ['status.notAfter'],
    });
  }
  const issuing = conditionIn(conditions, 'Issuing');
  if (issuing?.status === 'True') {
    return fromCondition('Progressing', 'certificate.issuing', issuing);
  }
  const ready = conditionIn(conditions, 'Ready');
  if (ready?.status === 'False') {
    return fromCondition('Degraded', 'certificate.ready', ready);
  }
  if (ready?.status !== 'True')
    return waiting('certificate', 'The certificate');
  const renewal = readTime(object, 'status.renewalTime');
  if (renewal !== undefined && renewal <= now.getTime()) {
    return healthy({
      rule: 'certificate.renewal-due',
      reason: 'RenewalOverdue',
      message: `Valid until ${
        read(object, 'status.notAfter') ?? 'an unknown time'
      }, but it was to be renewed at ${read(object, 'status.renewalTime')}.`,
      fields: ['status.renewalTime', 'status.notAfter'],
      warning: true,
    });
  }
  return fromCondition('Healthy', 'certificate.ready', ready);
}
