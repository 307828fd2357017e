import type {
  KubeCondition,
  KubeObject,
} from '@chat2sql/plugin-platform-common';
import { fromCondition, isStale, isWithinGrace, waiting } from '../conditions';
import { RECOVERY_GRACE_MS } from '../limits';
import { readNumber, readRecords, readString } from '../read';
import type { HealthContext, Verdict } from '../types';
import { healthy } from '../verdict';

/** Reasons that are normal for a while after a change of a Gateway. */
const BENIGN_FOR_A_WHILE = new Set([
  'Pending',
  'ListenersNotValid',
  'AddressNotAssigned',
]);

/** Conditions in a list of a status entry, malformed ones left out. */
export function conditionsIn(entry: unknown, path: string): KubeCondition[] {
  return readRecords(entry, path).filter(
    (c): c is Record<string, unknown> & KubeCondition =>
      typeof c.type === 'string',
  );
}

function faultIn(
  conditions: KubeCondition[],
  id: string,
  prefix: string,
  path: string,
  now: Date,
): Verdict | undefined {
  for (const type of ['ResolvedRefs', 'Accepted']) {
    const found = conditions.find(c => c.type === type && c.status === 'False');
    if (!found) continue;
    const benign =
      BENIGN_FOR_A_WHILE.has(String(found.reason)) &&
      isWithinGrace(found, now, RECOVERY_GRACE_MS);
    const verdict = fromCondition(
      benign ? 'Progressing' : 'Degraded',
      `${id}.${type === 'Accepted' ? 'accepted' : 'resolved-refs'}`,
      found,
      { path: `${path}[${type}]` },
    );
    return prefix
      ? { ...verdict, message: `${prefix}: ${verdict.message}` }
      : verdict;
  }
  return undefined;
}

/** Health of a Gateway: accepted, its references resolved, it and its listeners programmed. */
export function gatewayRule(
  object: KubeObject,
  { now }: HealthContext,
): Verdict {
  const generation = readNumber(object, 'metadata.generation');
  const places = [
    { conditions: conditionsIn(object, 'status.conditions'), prefix: '' },
    ...readRecords(object, 'status.listeners').map(listener => ({
      conditions: conditionsIn(listener, 'conditions'),
      prefix: `Listener ${readString(listener, 'name') ?? ''}`.trim(),
    })),
  ].filter(place => place.conditions.length > 0);
  if (
    places.length === 0 ||
    places.some(p => p.conditions.some(c => isStale(c, generation)))
  ) {
    return waiting('gateway', 'The gateway');
  }
  const pathOf = (prefix: string) =>
    prefix ? 'status.listeners.conditions' : 'status.conditions';
  for (const { conditions, prefix } of places) {
    const fault = faultIn(conditions, 'gateway', prefix, pathOf(prefix), now);
    if (fault) return fault;
  }
  for (const { conditions, prefix } of places) {
    const programmed = conditions.find(
      c => c.type === 'Programmed' && c.status !== 'True',
    );
    if (programmed) {
      return fromCondition('Progressing', 'gateway.programmed', programmed, {
        path: `${pathOf(prefix)}[Programmed]`,
        fallback: `${prefix || 'The gateway'} is still being programmed.`,
      });
    }
  }
  const listeners = readRecords(object, 'status.listeners');
  const unused =
    listeners.length > 0 &&
    listeners.every(l => readNumber(l, 'attachedRoutes') === 0);
  return healthy({
    rule: 'gateway.programmed',
    reason: 'Programmed',
    message: unused
      ? 'Programmed, but no route is attached to any listener.'
      : 'The gateway is programmed.',
    fields: ['status.conditions', 'status.listeners'],
  });
}
