import type { Look } from '../checks/types';
import { kindKey } from './kinds';
import type { EvidenceReader, KindRef, ObservationStatus } from './types';

const REASONS: Record<Exclude<ObservationStatus, 'observed'>, string> = {
  absent: 'KindNotServed',
  unreadable: 'SourceRefused',
  stale: 'SourceStale',
  'not-evidenced': 'NotObserved',
};

const ORDER: ObservationStatus[] = [
  'unreadable',
  'stale',
  'not-evidenced',
  'absent',
  'observed',
];

function wordsOf(cluster: string, reason: string, kinds: string[]): string {
  const where = reason.includes(cluster) ? '' : `cluster ${cluster}: `;
  return `${where}${reason} (${kinds.join(', ')})`;
}

/**
 * Proof of observation: looks at the sources of a verdict before it counts.
 *
 * @param reader - objects and states of one environment
 * @param kinds - kinds the verdict rests on
 * @returns `observed` with the oldest sign of life, or the worst hole with its reason
 */
export function lookAt(reader: EvidenceReader, kinds: Iterable<KindRef>): Look {
  let worst: ObservationStatus = 'observed';
  let reason: string | undefined;
  let oldest: string | undefined;
  const holes: string[] = [];
  for (const kind of kinds) {
    const state = reader.observation(kind);
    if (state.observedAt && (!oldest || state.observedAt < oldest)) {
      oldest = state.observedAt;
    }
    if (state.status === 'observed') continue;
    holes.push(kindKey(kind));
    if (ORDER.indexOf(state.status) < ORDER.indexOf(worst)) {
      worst = state.status;
      reason = state.reason;
    }
  }
  if (worst === 'observed') return { status: 'observed', observedAt: oldest };
  return {
    status: worst === 'absent' ? 'not-evidenced' : worst,
    reason: REASONS[worst],
    message: wordsOf(reader.cluster, reason ?? 'not observed', holes),
    observedAt: oldest,
  };
}
