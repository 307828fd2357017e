import {
  frameworkKey,
  rollUpFramework,
  type ComplianceStatus,
  type Framework,
  type FrameworkRollup,
} from '@chat2sql/plugin-compliance-common';
import type { ComplianceEngine } from '../engine/ComplianceEngine';

/** The roll-up of a framework in an environment. */
export interface Scorecard {
  framework: Framework;
  rollup: FrameworkRollup;
  /** Since when each control has its status, as far as this process saw; RFC 3339 UTC. */
  since: ReadonlyMap<string, string>;
}

/** Roll-ups of all frameworks in all environments, made anew when results change. */
export class Scorecards {
  readonly #engine: ComplianceEngine;
  readonly #now: () => Date;
  #frameworks: readonly Framework[] = [];
  #cards = new Map<string, Map<string, Scorecard>>();
  #since = new Map<string, { status: ComplianceStatus; at: string }>();

  private constructor(engine: ComplianceEngine, now: () => Date) {
    this.#engine = engine;
    this.#now = now;
  }

  static create(options: {
    engine: ComplianceEngine;
    now?: () => Date;
  }): Scorecards {
    return new Scorecards(options.engine, options.now ?? (() => new Date()));
  }

  frameworks(): readonly Framework[] {
    return this.#frameworks;
  }

  setFrameworks(frameworks: readonly Framework[]): void {
    this.#frameworks = frameworks;
    this.rebuild();
  }

  get(environment: string, key: string): Scorecard | undefined {
    return this.#cards.get(environment)?.get(key);
  }

  /** Makes the roll-ups from the results as they are now. */
  rebuild(): void {
    const now = this.#now().toISOString();
    const since = new Map<string, { status: ComplianceStatus; at: string }>();
    this.#cards = new Map();
    for (const { id } of this.#engine.environments()) {
      const cards = new Map<string, Scorecard>();
      this.#cards.set(id, cards);
      for (const framework of this.#frameworks) {
        const key = frameworkKey(framework);
        const rollup = rollUpFramework(framework, check =>
          this.#engine.results(id, check),
        );
        const ofControls = new Map<string, string>();
        for (const [control, { status }] of rollup.controls) {
          const mark = `${id} ${key} ${control}`;
          const before = this.#since.get(mark);
          const at = before?.status === status ? before.at : now;
          since.set(mark, { status, at });
          ofControls.set(control, at);
        }
        cards.set(key, { framework, rollup, since: ofControls });
      }
    }
    this.#since = since;
  }
}
