import {
  HEALTH_STATUSES,
  healthRank,
  type MatrixComponent,
} from '@chat2sql/plugin-environments-common';
import type { EnvironmentRecord } from '@chat2sql/plugin-platform-common';
import fc from 'fast-check';
import { FakeInventory } from '../__testUtils__/FakeInventory';
import {
  application,
  COMPONENTS,
  deployAll,
  workload,
} from '../__testUtils__/objects';
import { buildEnvironment } from './buildEnvironment';
import { NEEDED_KINDS } from './collectObjects';

const NOW = new Date('2026-11-25T10:00:05Z');
const NAMESPACE = 'chat2sql-prod';
const BACKEND = 'chat2sql-backend';

const record: EnvironmentRecord = {
  apiVersion: 'portal.chat2sql.io/v1',
  kind: 'EnvironmentRecord',
  name: 'prod',
  tier: 'prod',
  cluster: 'prod',
  owner: 'group:default/sre',
  purpose: 'Serves customers',
};
const configured: MatrixComponent[] = COMPONENTS.map(id => ({
  id,
  title: id.replace('chat2sql-', ''),
}));

let inventory: FakeInventory;
beforeEach(() => {
  inventory = new FakeInventory(['nonprod', 'prod']);
  deployAll(inventory, 'prod', NAMESPACE);
});

function build(more: Partial<Parameters<typeof buildEnvironment>[0]> = {}) {
  const built = buildEnvironment({
    record,
    inventory,
    configured,
    elsewhere: [],
    partOf: 'chat2sql',
    now: NOW,
    ...more,
  });
  const cells = built.cells.map(b => b.cell);
  const cell = (id: string) => cells.find(c => c.component === id)!;
  return { ...built, environment: built.environment, cells, cell };
}

describe('a column', () => {
  it('is healthy when all that was observed is', () => {
    inventory.put('prod', application(NAMESPACE, { components: COMPONENTS }));
    const { environment, cells, cell } = build({ firingAlerts: 0 });
    expect(environment).toMatchObject({
      id: 'prod',
      namespace: NAMESPACE,
      entityRef: 'resource:default/environment-prod',
      status: 'Healthy',
      summary: 'All 5 components are healthy.',
      firingAlerts: 0,
      observedAt: '2026-11-25T10:00:00.000Z',
      gitops: {
        tool: 'argocd',
        application: NAMESPACE,
        sync: 'Synced',
        reportedHealth: 'Healthy',
        operation: 'Succeeded',
        suspended: false,
      },
    });
    expect(environment.staleReason).toBeUndefined();
    expect(cells.map(c => c.status)).toEqual(Array(5).fill('Healthy'));
    expect(cell(BACKEND)).toMatchObject({
      version: { label: '1.4.0' },
      replicas: { ready: 2, wanted: 2 },
      sync: 'Synced',
    });
  });

  it('names the component, the pod and the cause of a fault', () => {
    inventory.put(
      'prod',
      ...workload({ namespace: NAMESPACE, component: BACKEND, broken: 1 }),
    );
    const { environment, cell } = build();
    expect(cell(BACKEND)).toMatchObject({
      status: 'Degraded',
      replicas: { ready: 1, wanted: 2 },
    });
    expect(environment.status).toBe('Degraded');
    expect(environment.summary).toMatch(/^backend: 1 of 2 pods ready; /);
    expect(environment.summary).toContain('restarting failed container');
  });

  it('calls a component missing after a complete answer only', () => {
    const empty = new FakeInventory(['prod']);
    expect(build({ inventory: empty }).environment).toMatchObject({
      status: 'Missing',
    });
    empty.condition('prod', 'connecting', {
      reason: 'the first list is under way',
      lastSign: undefined,
    });
    const { environment, cells } = build({ inventory: empty });
    expect(cells.map(c => c.status)).toEqual(Array(5).fill('Unknown'));
    expect(environment).toMatchObject({
      status: 'Unknown',
      summary: 'The first list is under way.',
      observedAt: undefined,
    });
  });

  it('has no cell for what its application does not ask for', () => {
    const [first, ...others] = COMPONENTS;
    const small = new FakeInventory(['prod']);
    small.put('prod', ...workload({ namespace: NAMESPACE, component: first }));
    small.put('prod', application(NAMESPACE, { components: [first] }));
    const { cells, environment } = build({ inventory: small });
    expect(cells.map(c => c.component)).toEqual([first]);
    expect(environment.status).toBe('Healthy');
    // Asked for and not there is a fault.
    small.put(
      'prod',
      application(NAMESPACE, { components: [first, others[0]] }),
    );
    expect(build({ inventory: small }).cell(others[0]).status).toBe('Missing');
  });

  it('finds components that nobody configured, here and elsewhere', () => {
    inventory.put(
      'prod',
      ...workload({ namespace: NAMESPACE, component: 'chat2sql-qdrant' }),
    );
    const { discovered, cell } = build({ elsewhere: ['chat2sql-worker'] });
    expect(discovered).toEqual(['chat2sql-qdrant']);
    expect(cell('chat2sql-qdrant').status).toBe('Healthy');
    expect(cell('chat2sql-worker').status).toBe('Missing');
  });
});

describe('a cluster out of sight', () => {
  const silent = {
    reason: 'cluster prod does not answer in time',
    since: '2026-11-25T09:59:58.000Z',
  };

  it('makes its cells unknown, with why, since when and the last version', () => {
    inventory.condition('prod', 'stale', silent);
    const { environment, cell } = build();
    expect(environment).toMatchObject({
      status: 'Unknown',
      summary: 'Cluster prod does not answer in time.',
      staleReason: silent.reason,
      observedAt: '2026-11-25T10:00:00.000Z',
    });
    expect(cell(BACKEND)).toMatchObject({
      status: 'Unknown',
      summary: 'Cluster prod does not answer in time; last known Healthy.',
      staleReason: silent.reason,
      version: { label: '1.4.0' },
      observedAt: '2026-11-25T10:00:00.000Z',
    });
  });

  it.each([
    ['forbidden', 'cluster prod does not allow this request (403)'],
    ['failed', 'cluster prod refuses the connection'],
  ] as const)('tells %s from nothing there', (condition, reason) => {
    inventory = new FakeInventory(['prod']);
    inventory.condition('prod', condition, { reason, lastSign: undefined });
    const { environment, cell } = build();
    expect(environment).toMatchObject({
      status: 'Unknown',
      staleReason: reason,
    });
    expect(cell(BACKEND).status).toBe('Unknown');
    expect(cell(BACKEND).observedAt).toBeUndefined();
  });

  it('is unknown as a whole when it is not configured', () => {
    const { environment, cells } = build({
      record: { ...record, cluster: 'moon' },
    });
    expect(environment).toMatchObject({
      status: 'Unknown',
      staleReason: 'cluster moon is not among the configured clusters',
    });
    expect(new Set(cells.map(c => c.status))).toEqual(new Set(['Unknown']));
  });

  it('hides no proven fault behind one unreadable kind, and shows no good', () => {
    inventory.put(
      'prod',
      ...workload({ namespace: NAMESPACE, component: BACKEND, broken: 2 }),
    );
    inventory.condition('prod', 'forbidden', { reason: 'no list' }, [
      'ReplicaSet',
    ]);
    const { cell, environment } = build();
    expect(cell(BACKEND).status).toBe('Degraded');
    expect(cell('chat2sql-redis')).toMatchObject({
      status: 'Unknown',
      staleReason: 'no list',
    });
    expect(environment.status).toBe('Degraded');
  });

  it('does not need kinds that the cluster does not serve, or that it has no object of', () => {
    inventory.condition('prod', 'absent', {}, ['ScaledObject', 'Certificate']);
    inventory.condition('prod', 'forbidden', { reason: 'no' }, ['HTTPRoute']);
    expect(build().environment.status).toBe('Healthy');
  });
});

describe('what belongs to no component', () => {
  const certificate = (status: object) => ({
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: 'chat2sql-tls', namespace: NAMESPACE, uid: 'cert' },
    spec: { secretName: 'chat2sql-tls' },
    status,
  });
  const ready = [{ type: 'Ready', status: 'True', reason: 'Ready' }];

  it('puts the environment at risk, or breaks it', () => {
    inventory.put(
      'prod',
      certificate({
        conditions: ready,
        notAfter: '2026-11-27T10:00:00Z',
        renewalTime: '2026-11-20T10:00:00Z',
      }),
    );
    const risk = build().environment;
    expect(risk).toMatchObject({ status: 'Healthy', warning: true });
    expect(risk.summary).toMatch(
      /^All 5 components are healthy; Certificate chat2sql-tls: /,
    );
    expect(risk.causes).toHaveLength(1);
    inventory.put(
      'prod',
      certificate({ conditions: ready, notAfter: '2026-11-24T10:00:00Z' }),
    );
    expect(build().environment.status).toBe('Degraded');
  });

  const schedule = {
    apiVersion: 'velero.io/v1',
    kind: 'Schedule',
    metadata: {
      name: 'prod-daily',
      namespace: 'velero',
      uid: 's',
      creationTimestamp: '2026-01-01T00:00:00Z',
    },
    spec: {
      schedule: '0 1 * * *',
      template: { includedNamespaces: [NAMESPACE] },
    },
    status: { phase: 'Enabled', lastBackup: '2026-11-25T01:00:00Z' },
  };
  const run = (day: number, phase: string) => ({
    apiVersion: 'velero.io/v1',
    kind: 'Backup',
    metadata: {
      name: `prod-daily-${day}`,
      namespace: 'velero',
      uid: `b${day}`,
      labels: { 'velero.io/schedule-name': 'prod-daily' },
    },
    status: { phase, startTimestamp: `2026-11-${day}T01:00:00Z` },
  });

  it('counts a missed backup as a risk, not as an outage', () => {
    inventory.put('prod', {
      ...schedule,
      status: { ...schedule.status, lastBackup: '2026-11-20T01:00:00Z' },
    });
    const { environment } = build();
    expect(environment).toMatchObject({ status: 'Healthy', warning: true });
    expect(environment.summary).toContain('Schedule prod-daily: ');
  });

  it('looks at the last finished run of each schedule', () => {
    inventory.put(
      'prod',
      schedule,
      run(23, 'Failed'),
      run(24, 'Completed'),
      run(25, 'InProgress'),
    );
    expect(build().environment.warning).toBeUndefined();
    inventory.put('prod', run(25, 'PartiallyFailed'));
    const { environment } = build();
    expect(environment).toMatchObject({ status: 'Healthy', warning: true });
    expect(environment.summary).toContain('Backup prod-daily-25: ');
  });
});

describe('any column', () => {
  const conditions = [
    'synced',
    'stale',
    'forbidden',
    'failed',
    'connecting',
  ] as const;

  it('is never better than what was observed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...conditions), {
          minLength: NEEDED_KINDS.length,
          maxLength: NEEDED_KINDS.length,
        }),
        fc.array(fc.nat(2), { minLength: 5, maxLength: 5 }),
        (states, broken) => {
          const world = new FakeInventory(['prod']);
          COMPONENTS.forEach((component, i) =>
            world.put(
              'prod',
              ...workload({
                namespace: NAMESPACE,
                component,
                broken: broken[i],
              }),
            ),
          );
          NEEDED_KINDS.forEach(({ kind }, i) =>
            world.condition('prod', states[i], { reason: 'why' }, [kind]),
          );
          const { cells, environment } = build({ inventory: world });
          const gap = states.some(state => state !== 'synced');
          const allowed = gap
            ? ['Degraded', 'Missing', 'Unknown']
            : HEALTH_STATUSES;
          for (const cell of cells) {
            expect(allowed).toContain(cell.status);
            expect(cell.staleReason).toBe(
              gap ? cell.staleReason ?? 'set' : undefined,
            );
            expect(healthRank(environment.status)).toBeLessThanOrEqual(
              healthRank(cell.status),
            );
          }
          broken.forEach((pods, i) => {
            if (pods === 0) return;
            expect(cells[i].status).toBe('Degraded');
          });
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('GitOps state', () => {
  it('is found in another cluster, by name or by namespace', () => {
    inventory.put('nonprod', application(NAMESPACE));
    expect(build().environment.gitops?.application).toBe(NAMESPACE);
    inventory = new FakeInventory(['nonprod', 'prod']);
    inventory.put('nonprod', {
      ...application('anything'),
      spec: { destination: { namespace: NAMESPACE } },
    });
    expect(build().environment.gitops).toMatchObject({
      application: 'anything',
      suspended: true,
    });
  });

  it('never moves health, and stands beside it', () => {
    inventory.put(
      'prod',
      application(NAMESPACE, {
        status: {
          sync: { status: 'OutOfSync' },
          operationState: { phase: 'Failed', message: 'one sync failed' },
        },
      }),
    );
    const { environment, cell } = build();
    expect(environment).toMatchObject({
      status: 'Healthy',
      gitops: {
        sync: 'OutOfSync',
        operation: 'Failed',
        operationMessage: 'one sync failed',
      },
    });
    expect(cell(BACKEND).sync).toBe('OutOfSync');
  });

  it('tells the sync of each component where it is listed', () => {
    const app = application(NAMESPACE, { components: COMPONENTS });
    app.status.sync.status = 'OutOfSync';
    app.status.resources[0].status = 'OutOfSync';
    inventory.put('prod', app);
    const { cell } = build();
    expect(cell(COMPONENTS[0]).sync).toBe('OutOfSync');
    expect(cell(COMPONENTS[1]).sync).toBe('Synced');
  });

  it('is unknown while its own cluster is out of sight', () => {
    inventory.put(
      'nonprod',
      application(NAMESPACE, { components: COMPONENTS }),
    );
    inventory.condition('nonprod', 'stale', { reason: 'silent' });
    const { environment, cell } = build();
    expect(environment.gitops?.sync).toBe('Unknown');
    expect(cell(BACKEND)).toMatchObject({ sync: 'Unknown', status: 'Healthy' });
  });

  it('says so when there is none', () => {
    expect(build().environment.gitops).toEqual({
      tool: 'none',
      sync: 'Unknown',
    });
  });
});
