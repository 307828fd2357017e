import type { KubeObject } from '@chat2sql/plugin-platform-common';
import {
  conditionIn,
  currentConditions,
  fromCondition,
  waiting,
} from '../conditions';
import { readFlag } from '../read';
import type { Verdict } from '../types';
import { suspended } from '../verdict';

const PRESSURES = [
  'MemoryPressure',
  'DiskPressure',
  'PIDPressure',
  'NetworkUnavailable',
];

/** Health of a Node: its kubelet reports, it may take pods, and it is not short of anything. */
export function nodeRule(object: KubeObject): Verdict {
  const conditions = currentConditions(object);
  const ready = conditionIn(conditions, 'Ready');
  if (!ready) return waiting('node', 'The node');
  if (ready.status !== 'True')
    return fromCondition('Degraded', 'node.not-ready', ready);
  if (readFlag(object, 'spec.unschedulable')) {
    return suspended({
      rule: 'node.cordoned',
      reason: 'Cordoned',
      message: 'The node takes no new pods.',
      fields: ['spec.unschedulable'],
    });
  }
  const pressure = PRESSURES.map(type => conditionIn(conditions, type)).find(
    c => c?.status === 'True',
  );
  return pressure
    ? fromCondition('Healthy', 'node.pressure', pressure, { warning: true })
    : fromCondition('Healthy', 'node.ready', ready);
}
