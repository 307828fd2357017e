import {
  parseDocuments,
  parseEnvironmentRecord,
} from '@chat2sql/plugin-platform-common';
import { platformFiles, snapshotOf } from '../__fixtures__/platformRepository';
import { isBlocked } from '../checks/checkEnvironment';
import { composeKustomization } from '../compose';
import type { Check, PlanBody } from '../plan/types';
import { readCreateEnvironmentAnswers } from './answers';
import {
  planCreateEnvironment,
  type PlanContext,
} from './planCreateEnvironment';

const NOW = new Date('2026-11-25T08:30:15.250Z');

function plan(
  answers: object = {},
  options: Partial<PlanContext> & { files?: Map<string, string> } = {},
): PlanBody {
  const read = readCreateEnvironmentAnswers({
    tier: 'dev',
    name: 'join-hints',
    owner: 'group:default/chat2sql-dev',
    purpose: 'Try join hints: "quoted", # and more',
    ...answers,
  });
  if (!read.answers) throw new Error(JSON.stringify(read.problems));
  const { files = platformFiles(), ...context } = options;
  return planCreateEnvironment(read.answers, {
    snapshot: snapshotOf(files),
    baseBranch: 'main',
    now: NOW,
    openClaims: [],
    ...context,
  });
}

function statuses(body: PlanBody): Record<string, Check['status']> {
  return Object.fromEntries(body.checks.map(c => [c.id, c.status]));
}

function failing(body: PlanBody): string[] {
  return body.checks
    .filter(c => c.status === 'fail' || c.status === 'not-verified')
    .flatMap(c =>
      c.findings.map(f => `${c.id}: ${f.object ?? ''} ${f.message}`),
    );
}

describe('planCreateEnvironment on the platform repository', () => {
  it.each([
    ['dev', 'small'],
    ['dev', 'medium'],
    ['test', 'small'],
    ['test', 'medium'],
    ['staging', 'medium'],
    ['staging', 'large'],
    ['prod', 'large'],
  ])(
    'makes a %s environment of size %s that passes every check',
    (tier, size) => {
      const body = plan({ tier, size });
      expect(failing(body).filter(f => !f.startsWith('admission'))).toEqual([]);
      expect(isBlocked(body.checks)).toBe(false);
      expect(statuses(body)).toEqual({
        name: 'pass',
        record: 'pass',
        compose: 'pass',
        scope: 'pass',
        'quota-tier': 'pass',
        'quota-fit': expect.stringMatching(/pass|warn/),
        images: 'pass',
        secrets: 'pass',
        'namespace-security': 'pass',
        'pod-security': 'pass',
        'admission-policies': 'not-verified',
      });
    },
  );

  it('only adds files, in one new directory, with deterministic bytes', () => {
    const body = plan();
    expect(body.edits.map(e => e.path)).toEqual(
      [
        'environment.yaml',
        'external-secrets.yaml',
        'kustomization.yaml',
        'namespace.yaml',
        'quota.yaml',
        'version.patch.yaml',
      ].map(name => `environments/dev/join-hints/${name}`),
    );
    for (const edit of body.edits) {
      expect(edit.content).toMatch(/[^\n]\n$/);
      expect(edit.content).not.toContain('\r');
      expect(parseDocuments(edit.content, edit.path).problems).toEqual([]);
    }
    expect(plan()).toEqual(body);
  });

  it('writes a record that the portal reads, with the lease of the tier', () => {
    const body = plan({ days: 7 });
    const file = body.edits[0];
    const { record } = parseEnvironmentRecord(file.content, file.path);
    expect(record).toMatchObject({
      cluster: 'nonprod',
      purpose: 'Try join hints: "quoted", # and more',
      answers: { hostname: 'dev-join-hints.chat2sql.example.com' },
      lease: {
        createdAt: '2026-11-25T08:30:15Z',
        expiresAt: '2026-12-02T08:30:15Z',
        maxDays: 30,
        extensions: 0,
      },
    });
    expect(body.consequences).toMatchObject({
      environment: 'dev-join-hints',
      namespace: 'chat2sql-dev-join-hints',
      cluster: 'nonprod',
      expiresAt: '2026-12-02T08:30:15Z',
    });
    const prod = plan({ tier: 'prod' });
    expect(prod.consequences).toMatchObject({ cluster: 'prod' });
    expect(prod.consequences?.expiresAt).toBeUndefined();
    expect(prod.edits[0].content).not.toContain('lease');
  });

  it('keeps the lease of an earlier plan, so planning again changes nothing', () => {
    const first = plan();
    const { record } = parseEnvironmentRecord(
      first.edits[0].content,
      first.edits[0].path,
    );
    const later = plan(
      {},
      {
        now: new Date('2026-11-26T00:00:00Z'),
        lease: record!.lease,
      },
    );
    expect(later.edits).toEqual(first.edits);
  });

  it('gives the environment its own secret paths, names, host and images', () => {
    const body = plan({ tier: 'test', name: 'load' });
    const files = platformFiles();
    for (const edit of body.edits) files.set(edit.path, edit.content);
    const { objects, problems } = composeKustomization(
      files,
      'environments/test/load',
    );
    expect(problems).toEqual([]);
    const keys = objects
      .filter(o => o.kind === 'ExternalSecret')
      .flatMap(o => o.spec.data.map((d: any) => d.remoteRef.key));
    expect(keys.length).toBeGreaterThan(3);
    for (const key of keys) expect(key).toMatch(/^chat2sql\/test\/load\//);
    const store = objects.find(o => o.kind === 'SecretStore');
    expect(store?.spec.provider.vault.auth.kubernetes.role).toBe(
      'chat2sql-test',
    );
    const backend = objects.find(
      o => o.kind === 'Deployment' && o.metadata.name === 'chat2sql-backend',
    )!;
    const model = composeKustomization(files, 'environments/test/test').objects;
    expect(backend.spec.template.spec.containers[0].image).toBe(
      model.find(
        o => o.kind === 'Deployment' && o.metadata.name === 'chat2sql-backend',
      )!.spec.template.spec.containers[0].image,
    );
    expect(backend.metadata.labels).toMatchObject({
      'chat2sql.io/tier': 'test',
      'chat2sql.io/environment': 'test-load',
    });
    const route = objects.find(o => o.kind === 'HTTPRoute');
    expect(route?.spec.hostnames).toEqual(['test-load.chat2sql.example.com']);
  });

  it('reads what decides the files and the checks, not its neighbours', () => {
    const { reads } = plan();
    expect(reads).toContain('environments/dev/dev/kustomization.yaml');
    expect(reads).toContain('environments/dev/dev/quota.yaml');
    expect(reads).toContain('apps/chat2sql/base/backend.yaml');
    expect(reads).toContain(
      'apps/chat2sql/components/ephemeral/small.patch.yaml',
    );
    expect(reads.some(path => path.includes('join-hints'))).toBe(false);
    expect(reads.some(path => path.startsWith('environments/test'))).toBe(
      false,
    );
  });
});

describe('planCreateEnvironment refuses', () => {
  it('a name that main holds, even by a directory whose record is broken', () => {
    const files = platformFiles();
    files.set('environments/dev/join-hints/environment.yaml', 'kind: [');
    const body = plan({}, { files });
    expect(isBlocked(body.checks)).toBe(true);
    expect(body.checks[0]).toMatchObject({
      id: 'name',
      status: 'fail',
      message: 'Taken by dev/join-hints on main.',
    });
  });

  it('a name that an open change holds, and names the holder', () => {
    const body = plan(
      {},
      {
        openClaims: [
          {
            holder: 'change 7 of user:default/jonas',
            keys: ['environment:dev/join-hints'],
          },
        ],
      },
    );
    expect(body.checks[0].findings).toEqual([
      {
        message:
          'environment dev/join-hints is held by change 7 of user:default/jonas',
      },
    ]);
    expect(isBlocked(body.checks)).toBe(true);
  });

  it('a host name that another environment serves', () => {
    const files = platformFiles();
    const path = 'environments/test/test/environment.yaml';
    files.set(
      path,
      files
        .get(path)!
        .replace(
          'test.chat2sql.example.com',
          'dev-join-hints.chat2sql.example.com',
        ),
    );
    const body = plan({}, { files });
    expect(body.checks[0].message).toBe('Taken by test/test on main.');
  });

  it('a base with an image that is not pinned, naming object and field', () => {
    const files = platformFiles();
    const path = 'apps/chat2sql/base/redis.yaml';
    files.set(
      path,
      files.get(path)!.replace(/(redis:[^@\n]*)@sha256:\w+/, '$1'),
    );
    const images = plan({}, { files }).checks.find(c => c.id === 'images');
    expect(images).toMatchObject({
      status: 'fail',
      findings: [
        {
          object: expect.stringMatching(
            /(Deployment|StatefulSet) chat2sql-redis/,
          ),
          path: expect.stringMatching(/containers\[0\]\.image$/),
        },
      ],
    });
  });

  it('a base with a privileged container or a Secret with values', () => {
    const files = platformFiles();
    const path = 'apps/chat2sql/base/redis.yaml';
    files.set(
      path,
      `${files
        .get(path)!
        .replace('allowPrivilegeEscalation: false', 'privileged: true')}
---
apiVersion: v1
kind: Secret
metadata: {name: leaked}
stringData: {password: hunter2}
`,
    );
    const body = plan({}, { files });
    expect(statuses(body)).toMatchObject({
      'pod-security': 'fail',
      secrets: 'fail',
    });
    expect(JSON.stringify(body.checks)).not.toContain('hunter2');
  });

  it('a quota larger than the tier has', () => {
    const files = platformFiles();
    const path = 'environments/dev/dev/quota.yaml';
    files.set(
      path,
      files.get(path)!.replace('requests.cpu: "12"', 'requests.cpu: "8"'),
    );
    const body = plan({ size: 'medium' }, { files });
    expect(body.checks.find(c => c.id === 'quota-tier')).toMatchObject({
      status: 'fail',
      findings: [
        { message: 'requests.cpu 12 is more than the tier allows, 8' },
      ],
    });
  });

  it('workloads larger than the quota', () => {
    const files = platformFiles();
    const path = 'apps/chat2sql/base/frontend.yaml';
    files.set(path, files.get(path)!.replace(/replicas: \d+/, 'replicas: 40'));
    const fit = plan({}, { files }).checks.find(c => c.id === 'quota-fit');
    expect(fit).toMatchObject({ status: 'fail' });
    expect(fit?.findings.some(f => f.message.startsWith('pods:'))).toBe(true);
  });

  it('cluster-wide objects', () => {
    const files = platformFiles();
    const path = 'apps/chat2sql/base/redis.yaml';
    files.set(
      path,
      `${files.get(path)}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: everything}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
subjects: []
`,
    );
    expect(
      plan({}, { files }).checks.find(c => c.id === 'scope')?.findings,
    ).toEqual([
      {
        object: 'ClusterRoleBinding everything',
        message: 'the object belongs to the whole cluster',
      },
    ]);
  });

  it('a base that does not compose, and claims nothing about the rest', () => {
    const files = platformFiles();
    files.delete('apps/chat2sql/base/redis.yaml');
    const body = plan({}, { files });
    expect(statuses(body)).toMatchObject({
      record: 'pass',
      compose: 'fail',
      images: 'not-verified',
      'pod-security': 'not-verified',
    });
    expect(isBlocked(body.checks)).toBe(true);
  });

  it('a repository without a model, telling what is missing', () => {
    const files = platformFiles();
    files.delete('environments/dev/dev/external-secrets.yaml');
    files.delete('clusters/nonprod/applicationset-dev.yaml');
    const body = plan({}, { files });
    expect(body.edits).toEqual([]);
    expect(isBlocked(body.checks)).toBe(true);
    expect(body.checks[0].findings.map(f => f.message)).toEqual([
      'exactly one clusters/<cluster>/applicationset-dev.yaml, which tells the cluster',
      'environments/dev/dev/external-secrets.yaml',
    ]);
  });
});

it('is not stopped by the unreadable record of another environment', () => {
  const files = platformFiles();
  files.set('environments/test/broken/environment.yaml', 'tier: nowhere\n');
  const body = plan({}, { files });
  expect(isBlocked(body.checks)).toBe(false);
  expect(body.checks.find(c => c.id === 'other-records')).toMatchObject({
    status: 'warn',
    findings: expect.arrayContaining([
      expect.objectContaining({
        file: 'environments/test/broken/environment.yaml',
        path: 'tier',
      }),
    ]),
  });
});
