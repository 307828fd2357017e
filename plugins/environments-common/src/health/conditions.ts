import {
  conditionsOf,
  type KubeCondition,
  type KubeObject,
} from '@chat2sql/plugin-platform-common';
import { readNumber } from './read';
import type { HealthStatus, Verdict } from './types';
import { clusterText, progressing, reasonWord, verdictOf } from './verdict';

/** True when a condition was written for an older version of the spec. */
export function isStale(
  condition: Pick<KubeCondition, 'observedGeneration'>,
  generation: number | undefined,
): boolean {
  return (
    generation !== undefined &&
    typeof condition.observedGeneration === 'number' &&
    condition.observedGeneration !== generation
  );
}

/**
 * A condition with its status as the words the API prescribes. Hand-written
 * manifests hold a bare `true`, which YAML reads as a boolean.
 */
export function normalCondition(condition: KubeCondition): KubeCondition {
  const status: unknown = condition.status;
  if (typeof status !== 'boolean') return condition;
  return { ...condition, status: status ? 'True' : 'False' };
}

/** Conditions that speak about the current spec; the others are out of date. */
export function currentConditions(object: KubeObject): KubeCondition[] {
  const generation = readNumber(object, 'metadata.generation');
  return conditionsOf(object)
    .filter(c => !isStale(c, generation))
    .map(normalCondition);
}

/** The condition of one type among given ones. */
export function conditionIn(
  conditions: readonly KubeCondition[],
  type: string,
): KubeCondition | undefined {
  return conditions.find(c => c.type === type);
}

/** Milliseconds a condition has held; undefined when the cluster gave no time. */
export function heldFor(
  condition: KubeCondition,
  now: Date,
): number | undefined {
  const at =
    typeof condition.lastTransitionTime === 'string'
      ? Date.parse(condition.lastTransitionTime)
      : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, now.getTime() - at);
}

/** True when a condition is known to be younger than a grace time. */
export function isWithinGrace(
  condition: KubeCondition,
  now: Date,
  graceMs: number,
): boolean {
  const held = heldFor(condition, now);
  return held !== undefined && held < graceMs;
}

/** Turns a condition into a verdict with the condition's own words. */
export function fromCondition(
  status: HealthStatus,
  rule: string,
  condition: KubeCondition,
  extra: { fallback?: string; warning?: boolean; path?: string } = {},
): Verdict {
  const state = `${condition.type} is ${String(condition.status)}`;
  return verdictOf(status, {
    rule,
    reason: reasonWord(
      condition.reason,
      `${condition.type}${condition.status}`,
    ),
    message: clusterText(condition.message, extra.fallback ?? `${state}.`),
    fields: [extra.path ?? `status.conditions[${condition.type}]`],
    warning: extra.warning,
  });
}

/** One line of a condition table: a type and a status, and what they mean. */
export type ConditionLine = readonly [
  type: string,
  status: 'True' | 'False' | 'Unknown',
  means: HealthStatus,
];

/**
 * Judges by the first line of a table that matches a current condition; the
 * order of the table, not that of the conditions, decides.
 *
 * @param id - prefix of the rule ids
 * @param lines - hard failures first
 */
export function judgeByConditions(
  object: KubeObject,
  id: string,
  lines: readonly ConditionLine[],
): Verdict | undefined {
  const conditions = currentConditions(object);
  for (const [type, status, means] of lines) {
    const found = conditions.find(c => c.type === type && c.status === status);
    if (found) return fromCondition(means, `${id}.${kebab(type)}`, found);
  }
  return undefined;
}

/** Verdict of an object that its controller has not judged yet. */
export function waiting(id: string, what: string): Verdict {
  return progressing({
    rule: `${id}.waiting`,
    reason: 'WaitingForStatus',
    message: `${what} has no current status from its controller yet.`,
    fields: ['status.conditions'],
  });
}

/** A rule that is a table of conditions, with waiting when no line matches. */
export function conditionRule(
  id: string,
  what: string,
  lines: readonly ConditionLine[],
): (object: KubeObject) => Verdict {
  return object => judgeByConditions(object, id, lines) ?? waiting(id, what);
}

/** Table of a kind whose `Ready` condition decides alone. */
export const READY_LINES: readonly ConditionLine[] = [
  ['Ready', 'False', 'Degraded'],
  ['Ready', 'True', 'Healthy'],
  ['Ready', 'Unknown', 'Progressing'],
];

function kebab(type: string): string {
  return type.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}
