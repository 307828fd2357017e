import {
  lookAt,
  type ComplianceEnvironment,
  type Control,
  type Framework,
} from '@chat2sql/plugin-compliance-common';
import type { ClusterInventory } from '@chat2sql/plugin-platform-node';
import type { ComplianceEngine } from '../engine/ComplianceEngine';
import { InventoryReader } from '../engine/InventoryReader';
import type { StoredResult } from '../engine/ResultStore';
import { inSteps } from './sources';

/**
 * Tells how old evidence is: as old as the last sign of life of its sources,
 * for as long as a source lives its objects have not changed since.
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

  /** Time of the last sign behind a result, RFC 3339 UTC; undefined when nothing was seen. */
  ofResult(result: StoredResult): string | undefined {
    const environment = this.#engine
      .environments()
      .find(e => e.id === result.environment);
    // A hole that was never filled has no age, whatever its neighbours show.
    const isSeen =
      result.look.status === 'observed' || result.look.observedAt !== undefined;
    return environment && isSeen
      ? this.#oldest([result.check], environment)
      : undefined;
  }

  /** Time of the oldest sign behind a control. */
  ofControl(
    control: Control,
    environment: ComplianceEnvironment,
  ): string | undefined {
    return this.#oldest(
      control.edges.map(edge => edge.check),
      environment,
    );
  }

  /** Time of the oldest sign behind all controls of a framework. */
  ofFramework(
    framework: Framework,
    environment: ComplianceEnvironment,
  ): string | undefined {
    return this.#oldest(
      framework.controls.flatMap(c => c.edges.map(e => e.check)),
      environment,
    );
  }

  #oldest(
    checks: readonly string[],
    environment: ComplianceEnvironment,
  ): string | undefined {
    const reader = InventoryReader.create(this.#inventory, environment);
    const kinds = this.#engine
      .checks()
      .filter(check => checks.includes(check.id))
      .flatMap(check => check.reads)
      .filter(kind =>
        ['observed', 'stale'].includes(reader.observation(kind).status),
      );
    return inSteps(lookAt(reader, kinds).observedAt);
  }
}
