import type { ScenarioName, ScenarioState } from '../../scenario/types';

/** A time during which a scenario was played; `toMs` is Infinity while it is. */
export interface Episode {
  name: ScenarioName;
  fromMs: number;
  toMs: number;
}

/**
 * Which scenario was played when. What was measured under a scenario stays in
 * the past when another one starts.
 */
export class ScenarioTimeline {
  private readonly episodes: Episode[] = [];

  constructor(initial: ScenarioState) {
    this.record(initial);
  }

  /** Ends the current episode and starts another. */
  record({ name, since }: ScenarioState): void {
    const fromMs = since.getTime();
    const current = this.episodes[this.episodes.length - 1];
    if (current) current.toMs = Math.max(fromMs, current.fromMs);
    this.episodes.push({ name, fromMs, toMs: Infinity });
  }

  /** The episodes of a scenario, oldest first. */
  of(name: ScenarioName): Episode[] {
    return this.episodes.filter(
      episode => episode.name === name && episode.toMs > episode.fromMs,
    );
  }

  /** All episodes in which something was wrong. */
  troubled(): Episode[] {
    return this.episodes.filter(
      ({ name, fromMs, toMs }) => name !== 'healthy' && toMs > fromMs,
    );
  }
}
