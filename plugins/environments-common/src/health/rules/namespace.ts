import {
  conditionsOf,
  type KubeObject,
} from '@chat2sql/plugin-platform-common';
import { fromCondition } from '../conditions';
import { judgeByPhase } from '../phases';
import type { Verdict } from '../types';

/** Health of a Namespace: active, or stuck on its way out. */
export function namespaceRule(object: KubeObject): Verdict {
  const stuck = conditionsOf(object).find(
    c => /Failure$/.test(c.type) && c.status === 'True',
  );
  if (stuck) return fromCondition('Degraded', 'namespace.failure', stuck);
  return judgeByPhase(object, {
    id: 'namespace',
    what: 'The namespace',
    table: { Active: 'Healthy', Terminating: 'Progressing' },
  });
}
