import { createHash } from 'node:crypto';
import {
  canonicalJson,
  complianceRank,
  projectFields,
  selectedStatus,
  selects,
  type Check,
  type CheckFinding,
  type ComplianceEnvironment,
  type ComplianceStatus,
  type Edge,
  type EvidenceItem,
  type EvidenceResponse,
  type ResultItem,
  type ResultsResponse,
} from '@chat2sql/plugin-compliance-common';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { refOf, type KubeObject } from '@chat2sql/plugin-platform-common';
import type { ComplianceEngine } from '../engine/ComplianceEngine';
import type { StoredResult } from '../engine/ResultStore';
import type { ViewerRights } from '../permissions/EnvironmentAccess';
import type { ComplianceService } from './ComplianceService';
import type { EvidenceAge } from './EvidenceAge';

/** Objects shown of one result; the rest is counted. */
const MAX_OBJECTS = 50;

const IDENTITY = [
  'apiVersion',
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'metadata.resourceVersion',
  'metadata.generation',
];

/** Which results are wanted. */
export interface ResultQuery {
  environment?: string;
  check?: string;
  statuses?: readonly ComplianceStatus[];
  component?: string;
  /** Only what a control looks at, and as it looks at it. */
  control?: { framework: string; id: string };
  /** Number of results to leave out. */
  offset: number;
  limit: number;
}

interface Judged {
  result: StoredResult;
  status: ComplianceStatus;
  findings: CheckFinding[];
}

/** What a {@link ResultService} works with. */
export interface ResultServiceOptions {
  engine: ComplianceEngine;
  service: ComplianceService;
  age: EvidenceAge;
}

/** Lists results and shows the evidence behind one. */
export class ResultService {
  readonly #engine: ComplianceEngine;
  readonly #service: ComplianceService;

  readonly #age: EvidenceAge;

  private constructor(options: ResultServiceOptions) {
    this.#engine = options.engine;
    this.#service = options.service;
    this.#age = options.age;
  }

  static create(options: ResultServiceOptions): ResultService {
    return new ResultService(options);
  }

  /**
   * Results worst first.
   *
   * @throws NotFoundError for a control that does not exist
   */
  list(rights: ViewerRights, query: ResultQuery): ResultsResponse {
    const all = this.#service.environments(rights);
    const environments = all.filter(
      e => query.environment === undefined || e.id === query.environment,
    );
    const edges = query.control && this.#edgesOf(query.control);
    const found = environments
      .flatMap(({ id }) => this.#engine.results(id, query.check))
      .flatMap(result => judge(result, edges))
      .filter(
        ({ result, status }) =>
          (!query.statuses || query.statuses.includes(status)) &&
          (query.component === undefined ||
            result.component === query.component),
      )
      .sort(compare);
    const end = query.offset + query.limit;
    return {
      asOf: this.#service.now().toISOString(),
      access: this.#service.access(rights),
      items: found
        .slice(query.offset, end)
        .map(judged => this.#item(judged, rights, environments)),
      total: found.length,
      counts: countsOf(found),
      next: end < found.length ? String(end) : undefined,
      sources: this.#service.sources(environments),
      ready: this.#engine.isReady(),
    };
  }

  /**
   * The objects behind a result, as they were judged.
   *
   * @throws NotFoundError for a result that does not exist or may not be seen,
   * NotAllowedError when only its evidence may not be seen
   */
  evidence(rights: ViewerRights, id: string): EvidenceResponse {
    const result = this.#engine.result(id);
    const environments = this.#service.environments(rights);
    const environment = environments.find(e => e.id === result?.environment);
    const check = this.#engine.checks().find(c => c.id === result?.check);
    if (!result || !environment || !check) {
      throw new NotFoundError(`no result "${id}" here`);
    }
    if (!rights.mayReadEvidence(environment)) {
      throw new NotAllowedError(
        `you may see the results of ${environment.id}, not the evidence behind them`,
      );
    }
    const judged = { result, status: result.status, findings: result.findings };
    return {
      asOf: this.#service.now().toISOString(),
      result: this.#item(judged, rights, environments),
      check: this.#service.checkSummary(check, [environment]),
      items: result.objects
        .slice(0, MAX_OBJECTS)
        .map(object => evidenceItem(check, object, result)),
      total: result.objects.length,
    };
  }

  #edgesOf(control: { framework: string; id: string }): Edge[] {
    const framework = this.#service.findFramework(control.framework);
    const found = framework.controls.find(c => c.id === control.id);
    if (!found) {
      throw new NotFoundError(
        `framework ${control.framework} has no control "${control.id}"`,
      );
    }
    return found.edges;
  }

  #item(
    { result, status, findings }: Judged,
    rights: ViewerRights,
    environments: readonly ComplianceEnvironment[],
  ): ResultItem {
    const environment = environments.find(e => e.id === result.environment);
    const current = findings.filter(f => !f.outdated);
    // Seen through a control, only what that control looks at is told.
    const told =
      status === result.status || current.length === 0
        ? undefined
        : current[0].message;
    return {
      id: result.id,
      check: result.check,
      environment: result.environment,
      subject: result.subject,
      component: result.component,
      status,
      reason: result.reason,
      message:
        told ??
        (status === 'pass' && result.status !== 'pass'
          ? 'nothing found that concerns this control'
          : result.message),
      findings,
      findingsTotal:
        findings === result.findings ? result.findingsTotal : findings.length,
      observedAt: this.#age.ofResult(result),
      evaluatedAt: result.evaluatedAt,
      since: result.since,
      evidence: result.objects.length,
      evidenceReadable: Boolean(
        environment && rights.mayReadEvidence(environment),
      ),
    };
  }
}

/** A result as the edges of a control see it: the worst of them counts. */
function judge(
  result: StoredResult,
  edges: readonly Edge[] | undefined,
): Judged[] {
  const { status, findings } = result;
  if (!edges) return [{ result, status, findings }];
  const own = edges.filter(edge => edge.check === result.check);
  if (own.length === 0) return [];
  const statuses = own
    .map(edge => selectedStatus(result, edge.select))
    .sort((a, b) => complianceRank(a) - complianceRank(b));
  return [
    {
      result,
      status: statuses[0],
      findings: findings.filter(f => own.some(e => selects(e.select, f))),
    },
  ];
}

function countsOf(
  found: readonly Judged[],
): Partial<Record<ComplianceStatus, number>> {
  const counts: Partial<Record<ComplianceStatus, number>> = {};
  for (const { status } of found) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

function compare(a: Judged, b: Judged): number {
  const byStatus = complianceRank(a.status) - complianceRank(b.status);
  if (byStatus !== 0) return byStatus;
  return a.result.id < b.result.id ? -1 : 1;
}

function evidenceItem(
  check: Check,
  object: KubeObject,
  result: StoredResult,
): EvidenceItem {
  const fields = check.fields(object);
  const payload = projectFields(object, [...IDENTITY, ...fields]);
  const { uid, resourceVersion, generation } = object.metadata;
  return {
    ref: refOf(object, result.subject.cluster),
    uid,
    resourceVersion,
    generation,
    observedAt: result.look.observedAt,
    fields,
    payload,
    sha256: createHash('sha256').update(canonicalJson(payload)).digest('hex'),
  };
}
