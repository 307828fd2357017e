import { apiGroup, type KubeObject } from '@chat2sql/plugin-platform-common';
import { judgeConventions, judgeDeletion, judgeGeneration } from './generic';
import { rulesFor, type KindRules } from './registry';
import { withPods } from './rules/workloadPods';
import type { HealthContext, Verdict } from './types';

function notObserved(
  object: KubeObject,
  rules: KindRules | undefined,
): Verdict | undefined {
  if (rules?.generation === 'own') return rules.notObserved?.(object);
  return judgeGeneration(object, rules?.generation === 'required');
}

/**
 * Judges one Kubernetes object.
 *
 * Order: deletion, generation, switched off by spec, the rule of the kind (hard
 * failures first), the pods of a workload, and for kinds without a rule the
 * conventions of kstatus. What nobody can judge is Unknown with the reason
 * `NotJudged`, never Healthy; only kinds without any status are Healthy because
 * they exist.
 *
 * @param object - an object as the API server gave it; its status may hold anything
 * @param context - the time of judgement, and pods or endpoints where they were read
 * @returns a verdict that depends on nothing but its arguments; never throws
 */
export function assessHealth(
  object: KubeObject,
  context: HealthContext,
): Verdict {
  const rules = rulesFor(
    apiGroup(String(object.apiVersion ?? '')),
    String(object.kind ?? ''),
  );
  const early = judgeDeletion(object) ?? notObserved(object, rules);
  if (early) return early;
  if (!rules) return judgeConventions(object, context);
  const verdict = rules.suspended?.(object) ?? rules.rule(object, context);
  return rules.pods ? withPods(verdict, context) : verdict;
}
