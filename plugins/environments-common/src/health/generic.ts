import {
  conditionsOf,
  type KubeObject,
} from '@chat2sql/plugin-platform-common';
import {
  conditionIn,
  currentConditions,
  fromCondition,
  heldFor,
  isStale,
  isWithinGrace,
} from './conditions';
import { RECOVERY_GRACE_MS } from './limits';
import { read, readNumber, readString } from './read';
import type { HealthContext, Verdict } from './types';
import { NOT_JUDGED, progressing, unknown } from './verdict';

/** An object that is being deleted is on its way out, whatever its status says. */
export function judgeDeletion(object: KubeObject): Verdict | undefined {
  const since = readString(object, 'metadata.deletionTimestamp');
  if (since === undefined) return undefined;
  const finalizers = read(object, 'metadata.finalizers');
  const held =
    Array.isArray(finalizers) && finalizers.length > 0
      ? `, held by ${finalizers.map(String).join(', ')}`
      : '';
  return progressing({
    rule: 'generic.deletion',
    reason: 'Terminating',
    message: `Being deleted since ${since}${held}.`,
    fields: ['metadata.deletionTimestamp', 'metadata.finalizers'],
  });
}

/**
 * An object whose controller has not taken up the current spec.
 *
 * @param required - the controller of this kind always writes `observedGeneration`, so a missing one means that it has not looked
 */
export function judgeGeneration(
  object: KubeObject,
  required: boolean,
): Verdict | undefined {
  const generation = readNumber(object, 'metadata.generation');
  const observed = readNumber(object, 'status.observedGeneration');
  const late =
    observed === undefined
      ? required
      : generation !== undefined && observed !== generation;
  if (!late) return undefined;
  return progressing({
    rule: 'generic.generation',
    reason: 'GenerationNotObserved',
    message:
      observed === undefined
        ? 'The controller has not looked at the object yet.'
        : `The controller has seen generation ${observed}, the spec is at ${generation}.`,
    fields: ['metadata.generation', 'status.observedGeneration'],
  });
}

/**
 * Judges an object of a kind without a rule by the conventions of kstatus:
 * Stalled, Reconciling, Ready, and the usual words for a fault.
 * Anything else is not judged, which is not the same as good.
 */
export function judgeConventions(
  object: KubeObject,
  { now }: HealthContext,
): Verdict {
  const generation = readNumber(object, 'metadata.generation');
  const all = conditionsOf(object);
  const conditions = currentConditions(object);
  const at = (type: string) => conditionIn(conditions, type);
  const isTrue = (type: string) => at(type)?.status === 'True';

  if (isTrue('Stalled'))
    return fromCondition('Degraded', 'generic.stalled', at('Stalled')!);
  if (isTrue('Reconciling'))
    return fromCondition(
      'Progressing',
      'generic.reconciling',
      at('Reconciling')!,
    );
  for (const type of ['Failed', 'Degraded', 'Failure']) {
    if (isTrue(type))
      return fromCondition('Degraded', 'generic.failed', at(type)!);
  }
  const ready = at('Ready');
  if (ready?.status === 'True') {
    const synced = at('Synced');
    return synced?.status === 'False'
      ? fromCondition('Degraded', 'generic.not-synced', synced)
      : fromCondition('Healthy', 'generic.ready', ready);
  }
  if (ready) {
    // Not ready yet and broken look alike, so time decides where it is given.
    const broken =
      ready.status === 'False' &&
      heldFor(ready, now) !== undefined &&
      !isWithinGrace(ready, now, RECOVERY_GRACE_MS);
    return fromCondition(
      broken ? 'Degraded' : 'Progressing',
      'generic.ready',
      ready,
    );
  }
  if (all.some(c => isStale(c, generation)))
    return progressing({
      rule: 'generic.stale-conditions',
      reason: 'GenerationNotObserved',
      message: 'The conditions speak about an older version of the spec.',
      fields: ['status.conditions', 'metadata.generation'],
    });
  return unknown({
    rule: 'generic.not-judged',
    reason: NOT_JUDGED,
    message: 'No rule judges this kind, and no condition says how it is.',
    fields: ['status.conditions'],
  });
}
