import { createHash } from 'node:crypto';
import {
  complianceRank,
  describeRule,
  frameworkKey,
  type Check,
  type CheckSummary,
  type ComplianceEnvironment,
  type ComplianceStatus,
  type ControlDetail,
  type Framework,
  type FrameworkResponse,
  type FrameworkSummary,
  type OverviewCell,
  type OverviewResponse,
  type ViewerAccess,
} from '@chat2sql/plugin-compliance-common';
import { NotFoundError } from '@backstage/errors';
import type { Problem, SourceState } from '@chat2sql/plugin-platform-common';
import type { ClusterInventory } from '@chat2sql/plugin-platform-node';
import { readsKind } from '../engine/ChangeRouter';
import type { ViewerRights } from '../permissions/EnvironmentAccess';
import type { ComplianceEngine } from '../engine/ComplianceEngine';
import type { StoredResult } from '../engine/ResultStore';
import { describeControl } from './describe';
import type { EvidenceAge } from './EvidenceAge';
import type { Scorecards } from './Scorecards';
import { clusterSources, inSteps } from './sources';

/** What a {@link ComplianceService} works with. */
export interface ComplianceServiceOptions {
  inventory: ClusterInventory;
  engine: ComplianceEngine;
  scorecards: Scorecards;
  age: EvidenceAge;
  repositoryState: () => SourceState;
  problems: () => readonly Problem[];
  now?: () => Date;
}

/** Version of a check: revision and hash of its rule and parameters. */
export function checkVersion(check: Check): string {
  const hash = createHash('sha256').update(describeRule(check)).digest('hex');
  return `${check.revision}+${hash.slice(0, 12)}`;
}

/** Answers the pages from memory, for the environments a viewer may see. */
export class ComplianceService {
  readonly #options: ComplianceServiceOptions;
  readonly #now: () => Date;
  readonly #versions: ReadonlyMap<string, string>;

  private constructor(options: ComplianceServiceOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.#versions = new Map(
      options.engine.checks().map(c => [c.id, checkVersion(c)]),
    );
  }

  static create(options: ComplianceServiceOptions): ComplianceService {
    return new ComplianceService(options);
  }

  now(): Date {
    return this.#now();
  }

  environments(rights: ViewerRights): ComplianceEnvironment[] {
    return this.#options.engine
      .environments()
      .filter(environment => rights.mayRead(environment));
  }

  overview(rights: ViewerRights): OverviewResponse {
    const { engine, scorecards, problems } = this.#options;
    const asOf = this.#now().toISOString();
    const ready = engine.isReady();
    const access = this.access(rights);
    if (access === 'none') {
      return {
        asOf,
        access,
        frameworks: [],
        environments: [],
        cells: [],
        checks: [],
        sources: [],
        problems: [],
        ready,
      };
    }
    const environments = this.environments(rights);
    const frameworks = scorecards.frameworks();
    return {
      asOf,
      access,
      frameworks: frameworks.map(summaryOf),
      environments,
      cells: frameworks.flatMap(framework =>
        this.#cells(framework, environments),
      ),
      checks: engine
        .checks()
        .map(check => this.checkSummary(check, environments)),
      sources: this.sources(environments),
      problems: [...problems()],
      ready,
    };
  }

  /** How much of the environments a viewer may see. */
  access(rights: ViewerRights): ViewerAccess {
    const all = this.#options.engine.environments();
    const seen = this.environments(rights).length;
    if (rights.denied || (all.length > 0 && seen === 0)) return 'none';
    return seen < all.length ? 'some' : 'all';
  }

  /**
   * A framework with its controls.
   *
   * @param key - `id@version`, or the id where there is one version only
   * @param environment - only this environment
   * @throws NotFoundError
   */
  framework(
    rights: ViewerRights,
    key: string,
    environment?: string,
  ): FrameworkResponse {
    const framework = this.findFramework(key);
    const environments = this.environments(rights).filter(
      e => environment === undefined || e.id === environment,
    );
    if (environment !== undefined && environments.length === 0) {
      throw new NotFoundError(`no environment "${environment}" here`);
    }
    const used = new Set(
      framework.controls.flatMap(c => c.edges.map(e => e.check)),
    );
    return {
      asOf: this.#now().toISOString(),
      access: this.access(rights),
      framework: {
        ...summaryOf(framework),
        source: framework.source,
        note: framework.note,
      },
      environments,
      cells: this.#cells(framework, environments),
      controls: framework.controls.map((_, index) =>
        this.#control(framework, index, environments),
      ),
      checks: this.#options.engine
        .checks()
        .filter(check => used.has(check.id))
        .map(check => this.checkSummary(check, environments)),
      sources: this.sources(environments),
      ready: this.#options.engine.isReady(),
    };
  }

  /** @throws NotFoundError */
  findFramework(key: string): Framework {
    const all = this.#options.scorecards.frameworks();
    const exact = all.find(f => frameworkKey(f) === key);
    if (exact) return exact;
    const versions = all.filter(f => f.id === key);
    if (versions.length === 1) return versions[0];
    throw new NotFoundError(`no framework "${key}" here`);
  }

  sources(environments: readonly ComplianceEnvironment[]): SourceState[] {
    const { inventory, engine, repositoryState } = this.#options;
    const repository = repositoryState();
    return [
      ...clusterSources(inventory, environments, state =>
        engine.checks().some(check => readsKind(check, state.kind)),
      ),
      { ...repository, lastSuccess: inSteps(repository.lastSuccess) },
    ];
  }

  checkSummary(
    check: Check,
    environments: readonly ComplianceEnvironment[],
  ): CheckSummary {
    const counts: Partial<Record<ComplianceStatus, number>> = {};
    for (const { id } of environments) {
      for (const { status } of this.#options.engine.results(id, check.id)) {
        counts[status] = (counts[status] ?? 0) + 1;
      }
    }
    return {
      id: check.id,
      version: this.#versions.get(check.id) ?? check.revision,
      title: check.title,
      description: check.description,
      doesNotProve: check.doesNotProve,
      remediation: check.remediation,
      link: check.link,
      subjectKind: check.subjectKind,
      counts,
    };
  }

  #cells(
    framework: Framework,
    environments: readonly ComplianceEnvironment[],
  ): OverviewCell[] {
    const key = frameworkKey(framework);
    return environments.flatMap(environment => {
      const card = this.#options.scorecards.get(environment.id, key);
      if (!card) return [];
      const { conformance, coverage, attested, counts, capped, worst } =
        card.rollup;
      const control = framework.controls.find(c => c.id === worst?.id);
      return [
        {
          framework: key,
          environment: environment.id,
          conformance,
          coverage,
          attested,
          counts,
          capped,
          worst: worst && control && { ...worst, subject: control.subject },
          observedAt: this.#options.age.ofFramework(framework, environment),
        },
      ];
    });
  }

  #control(
    framework: Framework,
    index: number,
    environments: readonly ComplianceEnvironment[],
  ): ControlDetail {
    const { scorecards, engine } = this.#options;
    const control = framework.controls[index];
    const key = frameworkKey(framework);
    return {
      ...control,
      states: environments.flatMap(environment => {
        const card = scorecards.get(environment.id, key);
        const rollup = card?.rollup.controls.get(control.id);
        if (!card || !rollup) return [];
        return [
          {
            environment: environment.id,
            status: rollup.status,
            covered: rollup.covered,
            capped: rollup.capped,
            message: describeControl(control, rollup, check =>
              engine
                .results(environment.id, check)
                .sort((a, b) => rankOf(a) - rankOf(b)),
            ),
            edges: rollup.edges.map((edge, i) => ({
              check: control.edges[i].check,
              status: edge.status,
              observed: edge.observed,
              subjects: edge.subjects,
            })),
            observedAt: this.#options.age.ofControl(control, environment),
            since: card.since.get(control.id),
          },
        ];
      }),
    };
  }
}

function rankOf(result: StoredResult): number {
  return complianceRank(result.status);
}

function summaryOf(framework: Framework): FrameworkSummary {
  return {
    key: frameworkKey(framework),
    id: framework.id,
    version: framework.version,
    title: framework.title,
    publisher: framework.source.publisher,
    controls: framework.controls.length,
  };
}
