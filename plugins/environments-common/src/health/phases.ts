import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { read, readString } from './read';
import type { HealthStatus, Verdict } from './types';
import { clusterText, reasonWord, unknown, verdictOf } from './verdict';
import { waiting } from './conditions';

/** What each word of a phase means. */
type PhaseTable = Readonly<Record<string, HealthStatus>>;

/** Where a phase rule reads, and what it says. */
export interface PhaseOptions {
  /** Prefix of the rule ids. */
  id: string;
  /** Name of the kind in sentences. */
  what: string;
  /** Path of the phase. Default `status.phase`. */
  path?: string;
  /** Path of the text that explains it. Default `status.message`. */
  messagePath?: string;
  table: PhaseTable;
}

/**
 * Judges by one word in the status. A word outside the table is Unknown: a
 * newer controller may mean anything by it.
 */
export function judgeByPhase(
  object: KubeObject,
  options: PhaseOptions,
): Verdict {
  const { id, what, table } = options;
  const path = options.path ?? 'status.phase';
  const phase = readString(object, path);
  if (phase === undefined) return waiting(id, what);
  const parts = {
    rule: `${id}.phase`,
    reason: reasonWord(phase, 'Phase'),
    message: clusterText(
      read(object, options.messagePath ?? 'status.message'),
      `${what} reports the phase ${phase}.`,
    ),
    fields: [path],
  };
  const status = Object.prototype.hasOwnProperty.call(table, phase)
    ? table[phase]
    : undefined;
  if (status) return verdictOf(status, parts);
  return unknown({
    ...parts,
    reason: 'PhaseNotKnown',
    message: `${what} reports the phase "${phase}", which this rule does not know.`,
  });
}

/** A rule that is a table of phases. */
export function phaseRule(
  options: PhaseOptions,
): (object: KubeObject) => Verdict {
  return object => judgeByPhase(object, options);
}
