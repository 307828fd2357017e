import type { KubeObject } from '@chat2sql/plugin-platform-common';
import {
  conditionIn,
  currentConditions,
  fromCondition,
  waiting,
} from '../conditions';
import type { Verdict } from '../types';
import { degraded } from '../verdict';

/** Health of a CustomResourceDefinition: names accepted, schema sound, served. */
export function crdRule(object: KubeObject): Verdict {
  const conditions = currentConditions(object);
  if (conditions.length === 0) return waiting('crd', 'The definition');
  const terminating = conditionIn(conditions, 'Terminating');
  if (terminating?.status === 'True')
    return fromCondition('Progressing', 'crd.terminating', terminating);
  const names = conditionIn(conditions, 'NamesAccepted');
  if (names?.status === 'False')
    return fromCondition('Degraded', 'crd.names-accepted', names);
  const schema = conditionIn(conditions, 'NonStructuralSchema');
  if (schema?.status === 'True')
    return fromCondition('Degraded', 'crd.schema', schema);
  const established = conditionIn(conditions, 'Established');
  if (established?.status === 'True')
    return fromCondition('Healthy', 'crd.established', established);
  if (established?.reason === 'Installing')
    return fromCondition('Progressing', 'crd.established', established);
  return established
    ? fromCondition('Degraded', 'crd.established', established)
    : degraded({
        rule: 'crd.established',
        reason: 'NotEstablished',
        message: 'The definition is not established.',
        fields: ['status.conditions[Established]'],
      });
}
