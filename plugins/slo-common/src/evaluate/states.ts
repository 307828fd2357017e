import type { StatusTone } from '@chat2sql/plugin-platform-common';

/**
 * What is known about a promise, worst first. The first four are verdicts on
 * numbers; then come the ways of not knowing; only `ok` is good.
 *
 * - `breached`: the budget is used up or overdrawn
 * - `paging`, `ticketing`: it is spent so fast that somebody must act now, or soon
 * - `at-risk`: spent faster than it lasts, or little is left
 * - `invalid`: the document was refused
 * - `unknown`: the source does not answer, or its data stopped
 * - `no-data`: the source answers, but has nothing to say about this
 * - `insufficient`: too little of the period, or too few events, were measured
 * - `not-computable`: the document is valid, but cannot be evaluated here
 * - `ok`: measured, and the promise holds
 */
export const SLO_STATES = [
  'breached',
  'paging',
  'ticketing',
  'at-risk',
  'invalid',
  'unknown',
  'no-data',
  'insufficient',
  'not-computable',
  'ok',
] as const;

/** State of one objective. */
export type SloState = (typeof SLO_STATES)[number];

/** Why a state is what it is. */
export const SLO_REASONS = [
  'series-never-seen',
  'series-stale',
  'no-traffic',
  'errors-unproven',
  'source-unreachable',
  'source-partial',
  'loading-history',
  'too-young',
  'low-coverage',
  'low-events',
  'nan-dropped',
  'good-missing',
  'query-rejected',
  'window-not-started',
  'spec',
] as const;

/** Code of a reason; the pages and the CLI put it into words. */
export type SloReason = (typeof SLO_REASONS)[number];

const TONES: Record<SloState, StatusTone> = {
  breached: 'failed',
  paging: 'failed',
  ticketing: 'degraded',
  'at-risk': 'degraded',
  invalid: 'unknown',
  unknown: 'unknown',
  'no-data': 'unknown',
  insufficient: 'unknown',
  'not-computable': 'unknown',
  ok: 'healthy',
};

/** Tone of a state in the portal's status vocabulary. */
export function toneOf(state: SloState): StatusTone {
  return TONES[state];
}

/** Rank of a state, 0 is the worst. */
export function stateRank(state: SloState): number {
  return SLO_STATES.indexOf(state);
}

/** True for a state that says the budget is being lost. */
export function isBurning(state: SloState): boolean {
  return (
    state === 'breached' ||
    state === 'paging' ||
    state === 'ticketing' ||
    state === 'at-risk'
  );
}
