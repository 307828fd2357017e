import type { SourceState } from '@chat2sql/plugin-platform-common';

/** What a set of needed sources says about the age of a value. */
export interface SourceAge {
  /** Oldest sign of life; undefined when a source was never observed. */
  observedAt?: string;
  /** Why the value is not fresh, in words for people. */
  staleReason?: string;
  /** Since when, where known. */
  since?: string;
}

/** Sources that hold a gap: everything but `ok` and kinds the cluster does not serve. */
function gapsOf(sources: readonly SourceState[]): SourceState[] {
  return sources.filter(
    source => source.condition !== 'ok' && source.condition !== 'absent',
  );
}

/** Age and gap of a value that needs all of the given sources. */
export function ageOfSources(sources: readonly SourceState[]): SourceAge {
  const served = sources.filter(source => source.condition !== 'absent');
  const signs = served.map(source => source.lastSuccess);
  const age: SourceAge = {};
  if (signs.length > 0 && signs.every(sign => sign !== undefined)) {
    age.observedAt = [...signs].sort()[0];
  }
  const gaps = gapsOf(sources);
  if (gaps.length > 0) {
    const [worst] = [...gaps].sort((a, b) =>
      (a.since ?? '') < (b.since ?? '') ? -1 : 1,
    );
    age.staleReason = sameReason(gaps)
      ? worst.reason ?? worst.condition
      : `${worst.title}: ${worst.reason ?? worst.condition}`;
    age.since = worst.since;
  }
  return age;
}

function sameReason(gaps: readonly SourceState[]): boolean {
  return new Set(gaps.map(gap => gap.reason)).size === 1;
}
