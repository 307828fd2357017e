import type { HealthStatus, Verdict } from './types';

/** Longest message taken over from a cluster. */
const MAX_MESSAGE = 400;

/** Reason of an object that no rule judges; such a verdict is listed but never folded. */
export const NOT_JUDGED = 'NotJudged';

/** What makes a verdict, besides its status. */
export interface VerdictParts {
  rule: string;
  reason: string;
  message: string;
  fields: string[];
  warning?: boolean;
}

function make(status: HealthStatus, parts: VerdictParts): Verdict {
  const { rule, reason, message, fields, warning } = parts;
  return {
    status,
    ...(warning ? { warning: true } : {}),
    rule,
    reason,
    message: oneLine(message),
    fields,
  };
}

/** A proven fault. */
export function degraded(parts: VerdictParts): Verdict {
  return make('Degraded', parts);
}

/** Not observed, or not to be believed. */
export function unknown(parts: VerdictParts): Verdict {
  return make('Unknown', parts);
}

/** Changing as intended. */
export function progressing(parts: VerdictParts): Verdict {
  return make('Progressing', parts);
}

/** Switched off on purpose. */
export function suspended(parts: VerdictParts): Verdict {
  return make('Suspended', parts);
}

/** Observed and good; with `warning` it needs a person soon. */
export function healthy(parts: VerdictParts): Verdict {
  return make('Healthy', parts);
}

/** Verdict with a status chosen by the caller. */
export function verdictOf(status: HealthStatus, parts: VerdictParts): Verdict {
  return make(status, parts);
}

/** True for a verdict that says only that nobody judged the object. */
export function isNotJudged(verdict: Verdict): boolean {
  return verdict.reason === NOT_JUDGED;
}

/**
 * Text of the cluster as one line, shortened; a fallback where there is none.
 *
 * @param text - any value a cluster sent
 * @param fallback - sentence used when it holds no text
 */
export function clusterText(text: unknown, fallback: string): string {
  return typeof text === 'string' && text.trim() !== ''
    ? oneLine(text)
    : fallback;
}

/** A machine word from the cluster, or the fallback when it is none. */
export function reasonWord(reason: unknown, fallback: string): string {
  return typeof reason === 'string' && /^[A-Za-z][\w,:]{0,127}$/.test(reason)
    ? reason
    : fallback;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MAX_MESSAGE
    ? `${line.slice(0, MAX_MESSAGE - 1)}…`
    : line;
}
