import {
  COMPLIANCE_STATUSES,
  createChecks,
  type CheckSummary,
  type ComplianceEnvironment,
  type ComplianceStatus,
  type ControlDetail,
  type ControlState,
  type EvidenceResponse,
  type FrameworkResponse,
  type OverviewCell,
  type OverviewResponse,
  type ResultItem,
  type ResultsResponse,
} from '@chat2sql/plugin-compliance-common';
import type { SourceState } from '@chat2sql/plugin-platform-common';

/** Key of the fixture framework. */
export const CIS = 'cis-kubernetes@1.12';

const ago = (seconds: number) =>
  new Date(Date.now() - seconds * 1000).toISOString();

/** Environments of the fixtures. */
export const environments: ComplianceEnvironment[] = (
  [
    ['dev', 'nonprod'],
    ['prod', 'prod'],
  ] as const
).map(([id, cluster]) => ({
  id,
  tier: id,
  cluster,
  namespace: `chat2sql-${id}`,
  owner: 'group:default/sre',
}));

/** Both clusters and the repository, all well. */
export const sources = (): SourceState[] => [
  {
    id: 'cluster:nonprod',
    title: 'cluster nonprod',
    condition: 'ok',
    lastSuccess: ago(20),
  },
  {
    id: 'cluster:prod',
    title: 'cluster prod',
    condition: 'ok',
    lastSuccess: ago(20),
  },
  {
    id: 'repository:platform',
    title: 'platform-repo',
    condition: 'ok',
    lastSuccess: ago(40),
  },
];

/** Summaries of the real checks. */
export const checks: CheckSummary[] = createChecks().map(check => ({
  id: check.id,
  version: '1+abcdef012345',
  title: check.title,
  description: check.description,
  doesNotProve: check.doesNotProve,
  remediation: check.remediation,
  link: check.link,
  subjectKind: check.subjectKind,
  counts: check.id === 'PSS-B' ? { fail: 1, pass: 9 } : { pass: 10 },
}));

/** A cell with the given numbers of controls by status. */
export function cell(
  environment: string,
  counts: Partial<Record<ComplianceStatus, number>>,
  rest: Partial<OverviewCell> = {},
): OverviewCell {
  const full = Object.fromEntries(
    COMPLIANCE_STATUSES.map(status => [status, counts[status] ?? 0]),
  ) as OverviewCell['counts'];
  const of = Object.values(full).reduce((a, b) => a + b, 0);
  const unknown = full.stale + full.unreadable + full['not-evidenced'];
  return {
    framework: CIS,
    environment,
    conformance: { count: full.pass, of },
    coverage: { count: of - unknown, of },
    attested: { count: 0, of },
    counts: full,
    capped: 0,
    observedAt: ago(20),
    ...rest,
  };
}

/** The overview: prod fails two controls. */
export function overview(
  rest: Partial<OverviewResponse> = {},
): OverviewResponse {
  return {
    asOf: ago(0),
    access: 'all',
    frameworks: [
      {
        key: CIS,
        id: 'cis-kubernetes',
        version: '1.12',
        title: { en: 'CIS Kubernetes 5.2', zh: 'CIS Kubernetes 第 5.2 节' },
        publisher: 'Center for Internet Security',
        controls: 12,
      },
    ],
    environments,
    cells: [
      cell('dev', { pass: 11, partial: 1 }, { capped: 1 }),
      cell(
        'prod',
        { pass: 9, partial: 1, fail: 2 },
        {
          capped: 1,
          worst: {
            id: '5.2.3',
            subject: { en: 'No process namespace of the node' },
            status: 'fail',
          },
        },
      ),
    ],
    checks,
    sources: sources(),
    problems: [],
    ready: true,
    ...rest,
  };
}

function state(
  environment: string,
  status: ComplianceStatus,
  rest: Partial<ControlState> = {},
): ControlState {
  return {
    environment,
    status,
    covered: true,
    capped: false,
    message: status === 'pass' ? '3 subjects judged, all pass' : '',
    edges: [],
    observedAt: ago(20),
    since: ago(3600),
    ...rest,
  };
}

function control(
  id: string,
  subject: string,
  states: ControlState[],
  rest: Partial<ControlDetail> = {},
): ControlDetail {
  return {
    id,
    subject: { en: subject },
    automatable: 'full',
    publisherAssessment: 'manual',
    doesNotProve: { en: 'Pods of other namespaces.' },
    edges: [
      {
        check: 'PSS-B',
        strength: 'direct',
        required: true,
        select: { controls: ['hostnamespaces'], fields: ['hostPID'] },
      },
      { check: 'PSA-L', strength: 'partial', required: true },
    ],
    states,
    ...rest,
  };
}

/** The framework page of {@link overview}. */
export function framework(
  rest: Partial<FrameworkResponse> = {},
): FrameworkResponse {
  const { frameworks, cells } = overview();
  return {
    asOf: ago(0),
    access: 'all',
    framework: {
      ...frameworks[0],
      source: {
        publisher: 'Center for Internet Security',
        document: 'Benchmark v1.12',
      },
      note: { en: 'CIS marks every control of section 5 Manual.' },
    },
    environments,
    cells,
    controls: [
      control(
        '5.2.1',
        'The cluster refuses unsafe pods',
        [
          state('dev', 'partial', { capped: true }),
          state('prod', 'partial', { capped: true }),
        ],
        { automatable: 'part' },
      ),
      control('5.2.2', 'No privileged containers', [
        state('dev', 'pass'),
        state('prod', 'pass'),
      ]),
      control('5.2.3', 'No process namespace of the node', [
        state('dev', 'pass'),
        state('prod', 'fail', {
          message: 'Deployment chat2sql-backend: hostPID shares the namespace',
        }),
      ]),
      control('5.2.10', 'No Windows host processes', [
        state('dev', 'stale', {
          covered: false,
          message: 'Pod of cluster nonprod: silent since 13:40',
        }),
        state('prod', 'pass'),
      ]),
    ],
    checks: checks.filter(c => ['PSS-B', 'PSA-L'].includes(c.id)),
    sources: sources(),
    ready: true,
    ...rest,
  };
}

/** The result of the failing control. */
export const failingResult = (): ResultItem => ({
  id: 'PSS-B:prod:Deployment.apps:chat2sql-backend',
  check: 'PSS-B',
  environment: 'prod',
  subject: {
    cluster: 'prod',
    group: 'apps',
    kind: 'Deployment',
    namespace: 'chat2sql-prod',
    name: 'chat2sql-backend',
  },
  component: 'chat2sql-backend',
  status: 'fail',
  reason: 'hostnamespaces',
  message: 'hostPID shares the namespace of the node',
  findings: [
    {
      control: 'hostnamespaces',
      severity: 'fail',
      path: 'spec.template.spec.hostPID',
      message: 'hostPID shares the namespace of the node',
    },
  ],
  findingsTotal: 1,
  observedAt: ago(20),
  evaluatedAt: ago(600),
  since: ago(600),
  evidence: 1,
  evidenceReadable: true,
});

/** A list of results. */
export function results(
  items: ResultItem[] = [failingResult()],
  rest: Partial<ResultsResponse> = {},
): ResultsResponse {
  const counts: ResultsResponse['counts'] = {};
  for (const { status } of items) counts[status] = (counts[status] ?? 0) + 1;
  return {
    asOf: ago(0),
    access: 'all',
    items,
    total: items.length,
    counts,
    sources: sources(),
    ready: true,
    ...rest,
  };
}

/** The evidence behind {@link failingResult}. */
export function evidence(): EvidenceResponse {
  const result = failingResult();
  return {
    asOf: ago(0),
    result,
    check: checks[0],
    items: [
      {
        ref: result.subject,
        uid: 'uid-1',
        resourceVersion: '4711',
        generation: 3,
        observedAt: ago(20),
        fields: ['spec.template.spec.hostPID'],
        payload: {
          kind: 'Deployment',
          spec: { template: { spec: { hostPID: true } } },
        },
        sha256: 'ab'.repeat(32),
      },
    ],
    total: 1,
  };
}
