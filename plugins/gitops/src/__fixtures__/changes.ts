import {
  diffFile,
  type ChangeDetail,
  type ChangeSummary,
  type Check,
  type Plan,
} from '@chat2sql/plugin-gitops-common';

const HEAD = 'b'.repeat(40);

export function check(overrides: Partial<Check> = {}): Check {
  return {
    id: 'name',
    title: 'The name is free',
    status: 'pass',
    message: 'No environment and no open change uses it.',
    blocking: true,
    findings: [],
    ...overrides,
  };
}

const consequences = {
  environment: 'dev-feat-x',
  namespace: 'chat2sql-dev-feat-x',
  cluster: 'nonprod',
  hostname: 'dev-feat-x.chat2sql.example.com',
  quota: { 'requests.cpu': '6', 'requests.memory': '16Gi', pods: '15' },
  expiresAt: new Date(Date.now() + 14 * 86_400_000).toISOString(),
  images: [{ name: 'ghcr.io/chat2sql/chat2sql-backend', tag: '0.2.0' }],
};

const files = [
  diffFile(
    'environments/dev/feat-x/environment.yaml',
    undefined,
    'name: feat-x\ntier: dev\n',
  ),
  diffFile(
    'environments/dev/feat-x/quota.yaml',
    'a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\npods: "15"\n',
    'a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\npods: "14"\n',
  ),
];

export function summary(overrides: Partial<ChangeSummary> = {}): ChangeSummary {
  const requested = new Date(Date.now() - 300_000).toISOString();
  return {
    number: 7,
    op: 'create-environment',
    tier: 'dev',
    name: 'feat-x',
    title: 'Create environment dev/feat-x',
    state: 'open',
    author: 'user:default/mei',
    headBranch: 'portal-create-environment-dev-feat-x-12345678',
    baseBranch: 'main',
    stages: { requested },
    progress: { waitingFor: 'reviewer', since: requested, stuck: false },
    updatedAt: requested,
    waitsForMe: false,
    ...overrides,
  };
}

export function detail(overrides: Partial<ChangeDetail> = {}): ChangeDetail {
  return {
    ...summary(),
    purpose: 'Try join hints',
    planId: 'a'.repeat(64),
    baseSha: 'c'.repeat(40),
    headSha: HEAD,
    files,
    checks: [
      check(),
      check({
        id: 'admission-policies',
        title: 'Admission policies of the repository',
        status: 'not-verified',
        message: '4 policy files are enforced by the cluster.',
        blocking: false,
        findings: [{ message: 'not evaluated', file: 'policies/owner.yaml' }],
      }),
    ],
    consequences,
    asPlanned: true,
    events: [
      {
        id: 1,
        type: 'requested',
        at: new Date(Date.now() - 300_000).toISOString(),
        actor: 'user:default/mei',
      },
      {
        id: 2,
        type: 'comment',
        at: new Date(Date.now() - 60_000).toISOString(),
        actor: 'user:default/jonas',
        text: 'Looks good',
      },
    ],
    allowedActions: [],
    ...overrides,
  };
}

export function plan(overrides: Partial<Plan> = {}): Plan {
  return {
    id: 'a'.repeat(64),
    op: 'create-environment',
    tier: 'dev',
    name: 'feat-x',
    title: 'Create environment dev/feat-x',
    baseBranch: 'main',
    baseSha: 'c'.repeat(40),
    edits: [],
    reads: [],
    answers: {},
    checks: [check()],
    reservations: [],
    consequences,
    contentHash: 'sha256:x',
    createdBy: 'user:default/mei',
    createdAt: new Date().toISOString(),
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    blocked: false,
    files,
    ...overrides,
  };
}
