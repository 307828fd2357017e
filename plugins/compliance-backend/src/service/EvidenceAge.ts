import {
  lookAt,
  type Check,
  type ComplianceEnvironment,
} from '@chat2sql/plugin-compliance-common';
import type { ClusterInventory } from '@chat2sql/plugin-platform-node';
import type { ComplianceEngine } from '../engine/ComplianceEngine';
import { InventoryReader } from '../engine/InventoryReader';
import type { StoredResult } from '../engine/ResultStore';
import type { Scorecard } from './Scorecards';
import { inSteps } from './sources';

/**
 * Tells how old evidence is. What rests on sources that are still observed is
 * as fresh as their last sign of life, for its objects have not changed since;
 * what rests on a hole keeps the last sign the source showed.
 */
export class EvidenceAge {
  readonly #engine: ComplianceEngine;
  readonly #inventory: ClusterInventory;

  private constructor(engine: ComplianceEngine, inventory: ClusterInventory) {
    this.#engine = engine;
    this.#inventory = inventory;
  }

  static create(options: {
    engine: ComplianceEngine;
    inventory: ClusterInventory;
  }): EvidenceAge {
    return new EvidenceAge(options.engine, options.inventory);
  }

  /** Time of the last sign behind a result, RFC 3339 UTC; undefined when there was none. */
  ofResult(result: StoredResult): string | undefined {
    if (result.look.status !== 'observed') return result.look.observedAt;
    const check = this.#engine.checks().find(c => c.id === result.check);
    const environment = this.#engine
      .environments()
      .find(e => e.id === result.environment);
    return check && environment
      ? this.#ofCheck(check, environment)
      : result.look.observedAt;
  }

  /** Time of the oldest sign behind a scorecard, by the checks its controls use. */
  ofScorecard(
    { framework, rollup }: Scorecard,
    environment: ComplianceEnvironment,
  ): string | undefined {
    const used = new Set(
      framework.controls.flatMap(c => c.edges.map(e => e.check)),
    );
    const [oldest] = this.#engine
      .checks()
      .filter(check => used.has(check.id))
      .flatMap(check => this.#ofCheck(check, environment) ?? [])
      .sort();
    const hole = rollup.coverage.count < rollup.coverage.of;
    return hole ? inSteps(rollup.observedAt) ?? oldest : oldest;
  }

  #ofCheck(
    check: Check,
    environment: ComplianceEnvironment,
  ): string | undefined {
    const reader = InventoryReader.create(this.#inventory, environment);
    const seen = check.reads.filter(
      kind => reader.observation(kind).status === 'observed',
    );
    return inSteps(lookAt(reader, seen).observedAt);
  }
}
