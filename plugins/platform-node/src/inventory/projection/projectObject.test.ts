import fc from 'fast-check';
import { OBSERVED_KINDS } from '../kinds';
import { projectObject } from './projectObject';
import { SharedParts } from './SharedParts';

const CANARY = 'canary-7f3a';

const container = {
  name: 'api',
  image: 'chat2sql-backend:1',
  env: [
    { name: 'DB_PASSWORD', value: CANARY },
    { name: 'REF', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
  ],
  securityContext: { runAsNonRoot: true },
  livenessProbe: {
    httpGet: {
      path: '/health',
      httpHeaders: [{ name: 'Authorization', value: CANARY }],
    },
  },
};
const podSpec = {
  hostNetwork: false,
  containers: [container],
  initContainers: [container],
  ephemeralContainers: [container],
};
const template = { metadata: { labels: { a: 'b' } }, spec: podSpec };
const source = {
  repoURL: `https://user:${CANARY}@git.example/platform.git`,
  path: 'environments/prod',
  helm: {
    values: `password: ${CANARY}`,
    valuesObject: { password: CANARY },
    parameters: [{ name: 'password', value: CANARY }],
  },
  plugin: { env: [{ name: 'P', value: CANARY }] },
  kustomize: { patches: [{ patch: CANARY }] },
};

/** Canaries in every place of a kind that may hold a secret. */
const BODIES: Record<string, object> = {
  Pod: { spec: podSpec },
  Deployment: { spec: { replicas: 3, template } },
  StatefulSet: { spec: { template } },
  DaemonSet: { spec: { template } },
  ReplicaSet: { spec: { template } },
  Job: { spec: { template } },
  CronJob: {
    spec: { schedule: '0 0 * * *', jobTemplate: { spec: { template } } },
  },
  Application: {
    spec: { source, sources: [source], destination: { namespace: 'n' } },
    operation: { sync: { source } },
    status: {
      sync: { status: 'Synced', comparedTo: { source } },
      health: { status: 'Healthy' },
      history: [{ id: 1, source, sources: [source] }],
      operationState: {
        phase: 'Succeeded',
        operation: { sync: { source } },
        syncResult: { revision: 'abc', source, resources: [] },
      },
    },
  },
  ExternalSecret: {
    spec: { target: { name: 't', template: { data: { password: CANARY } } } },
  },
  SecretStore: {
    spec: { provider: { fake: { data: [{ key: 'k', value: CANARY }] } } },
  },
  // A kind of unknown shape that hides a pod template.
  Rollout: { spec: { deep: [{ template }], envVars: [{ value: CANARY }] } },
};

const metadata = {
  name: 'x',
  namespace: 'n',
  uid: 'u',
  resourceVersion: '7',
  generation: 2,
  labels: { 'app.kubernetes.io/name': 'chat2sql-backend' },
  managedFields: [{ manager: CANARY }],
  annotations: {
    'kubectl.kubernetes.io/last-applied-configuration': `{"a":"${CANARY}"}`,
    'objectset.rio.cattle.io/applied': CANARY,
    'example.com/spec': `{"env":[{"value":"${CANARY}"}]}`,
    'example.com/long': CANARY.repeat(200),
    'deployment.kubernetes.io/revision': '4',
    'container.apparmor.security.beta.kubernetes.io/api': 'unconfined',
  },
};

let parts = SharedParts.create();
beforeEach(() => {
  parts = SharedParts.create();
});

const project = (kind: string, body: object, group?: string) =>
  projectObject(
    { metadata, data: { k: CANARY }, stringData: { k: CANARY }, ...body },
    {
      apiVersion: 'v1',
      kind,
      group: group ?? OBSERVED_KINDS.find(k => k.kind === kind)?.group ?? 'x.y',
    },
    parts,
  );

describe('projectObject', () => {
  it.each([
    ...new Set([...OBSERVED_KINDS.map(k => k.kind), ...Object.keys(BODIES)]),
  ])('lets no value of a %s through', kind => {
    const kept = project(kind, BODIES[kind] ?? { spec: {} });
    expect(JSON.stringify(kept)).not.toContain(CANARY);
    expect(kept.metadata).toMatchObject({
      name: 'x',
      resourceVersion: '7',
      annotations: {
        'deployment.kubernetes.io/revision': '4',
        'container.apparmor.security.beta.kubernetes.io/api': 'unconfined',
      },
    });
  });

  it('keeps what rules read: names, references, contexts', () => {
    const pod = project('Pod', BODIES.Pod);
    expect(pod).toMatchObject({ apiVersion: 'v1', kind: 'Pod' });
    expect(pod.spec.containers[0]).toMatchObject({
      image: 'chat2sql-backend:1',
      securityContext: { runAsNonRoot: true },
      env: [
        { name: 'DB_PASSWORD' },
        { name: 'REF', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
      ],
      livenessProbe: { httpGet: { path: '/health' } },
    });
    const application = project('Application', BODIES.Application);
    expect(application.spec.source).toMatchObject({
      repoURL: 'https://git.example/platform.git',
      path: 'environments/prod',
    });
    expect(application.status).toMatchObject({
      health: { status: 'Healthy' },
      operationState: { phase: 'Succeeded' },
    });
  });

  it('keeps the findings of reports that rules ask for', () => {
    const report = project('VulnerabilityReport', {
      report: {
        summary: { criticalCount: 1, lowCount: 900 },
        vulnerabilities: [
          { vulnerabilityID: 'CVE-1', severity: 'CRITICAL', description: 'd' },
          { vulnerabilityID: 'CVE-2', severity: 'LOW', description: 'd' },
        ],
      },
    });
    expect(report.report.summary.lowCount).toBe(900);
    expect(report.report.vulnerabilities).toEqual([
      { vulnerabilityID: 'CVE-1', severity: 'CRITICAL' },
    ]);
    const audit = project('ConfigAuditReport', {
      report: {
        checks: [
          { checkID: 'KSV001', success: false, description: 'd' },
          { checkID: 'KSV002', success: true },
        ],
      },
    });
    expect(audit.report.checks).toEqual([
      { checkID: 'KSV001', success: false },
    ]);
    const policy = project('PolicyReport', {
      results: [{ policy: 'p', result: 'fail', message: 'm'.repeat(2_000) }],
    });
    expect(policy.results[0].message.length).toBeLessThan(400);
  });

  it('never throws and never keeps an env value, whatever the shape', () => {
    const leaf = fc.constantFrom(null, undefined, 0, '', [], {}, CANARY);
    const body = fc.record(
      {
        spec: fc.oneof(
          leaf,
          fc.record({
            template: fc.oneof(leaf, fc.constant(template)),
            jobTemplate: fc.oneof(leaf, fc.constant({ spec: { template } })),
            containers: fc.oneof(leaf, fc.constant([container, null])),
            target: leaf,
            provider: leaf,
            source: leaf,
          }),
        ),
        status: leaf,
        report: leaf,
        results: leaf,
        message: leaf,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...OBSERVED_KINDS.map(k => k.kind), 'Unheard'),
        body,
        (kind, shape) => {
          const kept = project(kind, shape);
          expect(JSON.stringify(kept)).not.toContain(`"value":"${CANARY}"`);
          return kept.metadata.name === 'x';
        },
      ),
      { numRuns: 500 },
    );
  });

  it('does not change what it was given', () => {
    const raw = JSON.parse(
      JSON.stringify({ metadata, ...BODIES.Deployment, data: {} }),
    );
    const before = JSON.stringify(raw);
    projectObject(
      raw,
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        group: 'apps',
      },
      parts,
    );
    expect(JSON.stringify(raw)).toBe(before);
  });

  it('keeps one copy of what the pods of a workload repeat', () => {
    const pod = (suffix: string) =>
      project('Pod', {
        spec: {
          nodeName: `n-${suffix}`,
          volumes: [{ name: `kube-api-access-${suffix}`, projected: {} }],
          containers: [
            {
              ...container,
              volumeMounts: [{ name: `kube-api-access-${suffix}` }],
            },
          ],
        },
        status: { podIP: suffix },
      });
    const [a, b] = [pod('x7k2p'), pod('9mzq4')];
    expect(a.spec.containers).toBe(b.spec.containers);
    expect(a.spec.volumes).toBe(b.spec.volumes);
    expect(a.metadata.labels).toBe(b.metadata.labels);
    expect(a.spec.containers[0].volumeMounts[0].name).toBe(
      a.spec.volumes[0].name,
    );
    expect([a.spec.nodeName, b.spec.nodeName]).toEqual(['n-x7k2p', 'n-9mzq4']);
    expect(a.status).not.toEqual(b.status);
  });

  it('forgets parts that are no longer met', () => {
    const first = parts.share({ n: -1 });
    for (let n = 0; n < 12_000; n += 1) parts.share({ n });
    expect(parts.share({ n: -1 })).not.toBe(first);
    expect(parts.share({ n: 11_999 })).toBe(parts.share({ n: 11_999 }));
  });
});
