import {
  HEALTH_TONES,
  type HealthStatus,
} from '@chat2sql/plugin-environments-common';
import type { StatusTone } from '@chat2sql/plugin-platform-common';

/** Words a cell can show: the health words and "at risk". */
export const CELL_WORDS = [
  'Degraded',
  'Missing',
  'Unknown',
  'AtRisk',
  'Progressing',
  'Suspended',
  'Healthy',
] as const;

/** One word of {@link CELL_WORDS}; worst first there. */
export type CellWord = (typeof CELL_WORDS)[number];

/** What is said of a status: "at risk" replaces Healthy where something needs a person soon. */
export function wordOf(state: {
  status: HealthStatus;
  warning?: boolean;
}): CellWord {
  return state.warning && state.status === 'Healthy' ? 'AtRisk' : state.status;
}

/** Tone of a word. */
export function toneOfWord(word: CellWord): StatusTone {
  return word === 'AtRisk' ? 'degraded' : HEALTH_TONES[word];
}

/** Severity of a state for sorting: 0 is the worst; what is not there comes last. */
export function severityOf(
  state: { status: HealthStatus; warning?: boolean } | undefined,
): number {
  if (!state) return CELL_WORDS.length;
  return CELL_WORDS.indexOf(wordOf(state));
}

/** True when a status needs a person. */
export function needsAttention(state: {
  status: HealthStatus;
  warning?: boolean;
}): boolean {
  const word = wordOf(state);
  return CELL_WORDS.indexOf(word) <= CELL_WORDS.indexOf('AtRisk');
}
