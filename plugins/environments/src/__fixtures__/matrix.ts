import type {
  Cause,
  CellDetail,
  HealthStatus,
  JudgedObject,
  MatrixCell,
  MatrixEnvironment,
  MatrixSnapshot,
} from '@chat2sql/plugin-environments-common';
import type { Tier } from '@chat2sql/plugin-platform-common';

const AS_OF = '2026-11-25T12:00:00Z';

const COMPONENTS = [
  {
    id: 'chat2sql-backend',
    title: 'Backend',
    entityRef: 'component:default/chat2sql-backend',
    runbook: 'pod-crash-loop',
  },
  { id: 'chat2sql-frontend', title: 'Frontend' },
  {
    id: 'chat2sql-redis',
    title: 'Redis',
    entityRef: 'resource:default/chat2sql-redis',
  },
];

export function environment(
  tier: Tier,
  change: Partial<MatrixEnvironment> = {},
): MatrixEnvironment {
  return {
    id: tier,
    name: tier,
    tier,
    cluster: tier === 'prod' ? 'prod' : 'nonprod',
    namespace: `chat2sql-${tier}`,
    owner: 'group:default/sre',
    purpose: `The ${tier} environment.`,
    entityRef: `resource:default/chat2sql-${tier}`,
    status: 'Healthy',
    summary: 'All objects are healthy.',
    firingAlerts: 0,
    observedAt: AS_OF,
    gitops: { tool: 'argocd', sync: 'Synced', application: `chat2sql-${tier}` },
    canReadDetail: true,
    ...change,
  };
}

function cell(
  env: string,
  component: string,
  status: HealthStatus = 'Healthy',
  change: Partial<MatrixCell> = {},
): MatrixCell {
  return {
    environment: env,
    component,
    status,
    summary: status === 'Healthy' ? 'All objects are healthy.' : 'Something.',
    causes: [],
    version: { label: '1.4.2', wanted: ['a:1.4.2'], running: ['a:1.4.2'] },
    sync: 'Synced',
    replicas: { ready: 2, wanted: 2 },
    observedAt: AS_OF,
    ...change,
  };
}

/** A certificate of an environment that was not renewed in time. */
export function dueCertificate(env: string): Cause {
  return {
    ref: {
      group: 'cert-manager.io',
      kind: 'Certificate',
      namespace: `chat2sql-${env}`,
      name: 'chat2sql-tls',
    },
    status: 'Healthy',
    reason: 'RenewalOverdue',
    message: 'Valid until 2026-11-27, but it was to be renewed on 2026-11-20.',
  };
}

/** A backup schedule of an environment that misses its backups. */
export function missedBackup(env: string): Cause {
  return {
    ref: { group: 'velero.io', kind: 'Schedule', name: `chat2sql-${env}` },
    status: 'Degraded',
    reason: 'BackupOverdue',
    message: 'The last backup is of 2026-11-21.',
  };
}

/** All components are healthy; prod's certificate ends soon and its backups are missed. */
export function riskyMatrix(): MatrixSnapshot {
  const base = healthyMatrix();
  return {
    ...base,
    environments: base.environments.map(env =>
      env.id === 'prod'
        ? {
            ...env,
            warning: true,
            summary: 'All 3 components are healthy; Certificate and more.',
            causes: [missedBackup('prod'), dueCertificate('prod')],
          }
        : env,
    ),
  };
}

/** Four healthy environments; `change` replaces parts. */
export function healthyMatrix(
  change: Partial<MatrixSnapshot> = {},
): MatrixSnapshot {
  const environments = (['dev', 'test', 'staging', 'prod'] as const).map(tier =>
    environment(tier),
  );
  return {
    version: 1,
    asOf: AS_OF,
    environments,
    components: [...COMPONENTS],
    cells: environments.flatMap(env =>
      COMPONENTS.map(component => cell(env.id, component.id)),
    ),
    sources: [],
    problems: [],
    ...change,
  };
}

/** prod's backend crashes, staging is rolling out, test was not observed. */
export function troubledMatrix(): MatrixSnapshot {
  const base = healthyMatrix();
  const crash = {
    summary: 'Deployment chat2sql-backend: 2 of 3 pods crash.',
    since: '2026-11-25T11:56:00Z',
    replicas: { ready: 1, wanted: 3 },
    sync: 'OutOfSync' as const,
    causes: [
      {
        ref: {
          group: 'apps',
          kind: 'Deployment',
          namespace: 'chat2sql-prod',
          name: 'chat2sql-backend',
        },
        status: 'Degraded' as const,
        reason: 'CrashLoopBackOff',
        message: '2 of 3 pods crash.',
      },
    ],
  };
  const replace = (c: MatrixCell): MatrixCell => {
    if (c.environment === 'prod' && c.component === 'chat2sql-backend') {
      return { ...c, status: 'Degraded', ...crash };
    }
    if (c.environment === 'prod' && c.component === 'chat2sql-redis') {
      return { ...c, warning: true, summary: 'Certificate: 5 days left.' };
    }
    if (c.environment === 'staging' && c.component === 'chat2sql-frontend') {
      return { ...c, status: 'Progressing' };
    }
    if (c.environment === 'test') {
      return {
        ...c,
        status: 'Unknown',
        observedAt: '2026-11-25T11:40:00Z',
        staleReason: 'cluster nonprod does not answer',
      };
    }
    return c;
  };
  return {
    ...base,
    version: 2,
    environments: [
      environment('dev', { lease: { expiresAt: '2026-12-01T12:00:00Z' } }),
      environment('test', {
        status: 'Unknown',
        summary: 'cluster nonprod does not answer.',
        observedAt: '2026-11-25T11:40:00Z',
        staleReason: 'cluster nonprod does not answer',
        firingAlerts: undefined,
      }),
      environment('staging', {
        status: 'Progressing',
        summary: 'Rolling out.',
      }),
      environment('prod', {
        status: 'Degraded',
        summary: 'Backend: 2 of 3 pods crash.',
        firingAlerts: 2,
        gitops: { tool: 'argocd', sync: 'OutOfSync' },
      }),
    ],
    cells: base.cells.map(replace),
    sources: [
      {
        id: 'cluster:nonprod',
        title: 'cluster nonprod',
        condition: 'failed',
        reason: 'connection refused',
        since: '2026-11-25T11:40:00Z',
      },
    ],
    problems: [
      {
        file: 'environments/dev/broken/environment.yaml',
        path: 'tier',
        message: 'this field is required',
      },
    ],
  };
}

/** Detail of prod's crashing backend. */
export function crashDetail(): CellDetail {
  const matrix = troubledMatrix();
  const pod = (n: number, ok: boolean): JudgedObject => ({
    ref: {
      group: '',
      kind: 'Pod',
      namespace: 'chat2sql-prod',
      name: `chat2sql-backend-${n}`,
      uid: `pod-${n}`,
    },
    verdict: ok
      ? {
          status: 'Healthy',
          rule: 'pod.ready',
          reason: 'Ready',
          message: 'Ready.',
          fields: ['status.conditions'],
        }
      : {
          status: 'Degraded',
          rule: 'pod.crash-loop',
          reason: 'CrashLoopBackOff',
          message: 'Container backend restarts again and again.',
          fields: ['status.containerStatuses[0].state.waiting.reason'],
        },
    facts: ok ? { restarts: '0' } : { restarts: '7', node: 'prod-2' },
    parentUid: 'deploy',
  });
  return {
    asOf: AS_OF,
    environment: matrix.environments[3],
    component: matrix.components[0],
    cell: matrix.cells.find(
      c => c.environment === 'prod' && c.component === 'chat2sql-backend',
    )!,
    objects: [
      {
        ref: {
          group: 'apps',
          kind: 'Deployment',
          namespace: 'chat2sql-prod',
          name: 'chat2sql-backend',
          uid: 'deploy',
        },
        verdict: {
          status: 'Degraded',
          rule: 'deployment.pods',
          reason: 'CrashLoopBackOff',
          message: '2 of 3 pods crash.',
          fields: ['status.readyReplicas'],
        },
        facts: { ready: '1 of 3' },
      },
      pod(1, true),
      pod(2, false),
    ],
    events: [
      {
        at: '2026-11-25T11:58:00Z',
        type: 'Warning',
        reason: 'BackOff',
        message: 'Back-off restarting failed container',
        ref: { group: '', kind: 'Pod', name: 'chat2sql-backend-2' },
        count: 12,
      },
    ],
    sources: [],
  };
}
