import fc from 'fast-check';
import type { KubeObject, SourceState } from '@chat2sql/plugin-platform-common';
import {
  NOW,
  ago,
  condition,
  deployment,
  object,
  ownedBy,
  pod,
  stuckStatus,
} from '../__fixtures__/objects';
import { healthRank } from './foldVerdicts';
import { assessComponent } from './assessComponent';
import type { ComponentInput } from './types';

const OK: SourceState = {
  id: 'cluster:nonprod/pods',
  title: 'cluster nonprod, pods',
  condition: 'ok',
  lastSuccess: ago(1),
};

const DEPLOYMENT = deployment({}, {}, { name: 'chat2sql-backend', uid: 'dep' });

function replicaSet(uid: string, replicas: number): KubeObject {
  return object('apps/v1', 'ReplicaSet', {
    metadata: { name: uid, uid, ...ownedBy('Deployment', 'dep') },
    spec: { replicas },
    status: {
      observedGeneration: 1,
      replicas,
      fullyLabeledReplicas: replicas,
      availableReplicas: replicas,
      readyReplicas: replicas,
    },
  });
}

function myPod(
  name: string,
  status: object = {},
  image = 'registry/chat2sql:1.4.0',
): KubeObject {
  return pod(
    name,
    status,
    { containers: [{ name: 'app', image }] },
    {
      labels: { 'app.kubernetes.io/name': 'chat2sql-backend' },
      ...ownedBy('ReplicaSet', 'rs-new'),
    },
  );
}

function assess(parts: Partial<ComponentInput> = {}) {
  return assessComponent({
    component: 'chat2sql-backend',
    cluster: 'nonprod',
    workloads: [DEPLOYMENT],
    intermediates: [replicaSet('rs-new', 3), replicaSet('rs-old', 0)],
    pods: ['a', 'b', 'c'].map(n => myPod(n)),
    sourceStates: [OK],
    now: NOW,
    ...parts,
  });
}

describe('assessComponent', () => {
  it('is healthy when everything is, with replicas and version', () => {
    const result = assess();
    expect(result).toMatchObject({
      status: 'Healthy',
      summary: '3 of 3 pods ready.',
      causes: [],
      replicas: { ready: 3, wanted: 3 },
      version: {
        label: '1.4.0',
        wanted: ['registry/chat2sql:1.4.0'],
        running: ['registry/chat2sql:1.4.0'],
      },
      suspended: [],
      orphans: [],
      unreadable: [],
    });
    expect(result.warning).toBeUndefined();
  });

  it('links pods over the replica set to the deployment and leaves old revisions out', () => {
    const tree = assess().objects.map(o => [
      o.ref.kind,
      o.ref.name,
      o.ref.cluster,
      o.parentUid,
    ]);
    expect(tree).toEqual([
      ['Deployment', 'chat2sql-backend', 'nonprod', undefined],
      ['ReplicaSet', 'rs-new', 'nonprod', 'dep'],
      ['Pod', 'a', 'nonprod', 'rs-new'],
      ['Pod', 'b', 'nonprod', 'rs-new'],
      ['Pod', 'c', 'nonprod', 'rs-new'],
    ]);
  });

  it('lets a pod in a crash loop speak for the component', () => {
    const result = assess({
      workloads: [
        deployment(
          { readyReplicas: 2, availableReplicas: 2 },
          {},
          { name: 'chat2sql-backend', uid: 'dep' },
        ),
      ],
      pods: [
        myPod('a'),
        myPod('b'),
        myPod('c', stuckStatus('CrashLoopBackOff')),
      ],
    });
    expect(result.status).toBe('Degraded');
    expect(result.summary).toBe(
      '2 of 3 pods ready; Deployment chat2sql-backend: c: Container app: CrashLoopBackOff: see the log.',
    );
    expect(result.causes).toHaveLength(1);
  });

  it('lists orphans of the component, ignores pods of others, counts neither', () => {
    const orphan = pod(
      'lost',
      stuckStatus('CrashLoopBackOff'),
      {},
      {
        labels: { 'app.kubernetes.io/name': 'chat2sql-backend' },
      },
    );
    const stranger = pod('other', stuckStatus('CrashLoopBackOff'));
    const result = assess({ pods: [myPod('a'), orphan, stranger] });
    expect(result.status).toBe('Healthy');
    expect(result.orphans).toEqual(['uid-lost']);
    expect(result.objects.map(o => o.ref.name)).not.toContain('other');
    expect(result.objects.at(-1)).toMatchObject({
      ref: { name: 'lost' },
      verdict: { status: 'Degraded' },
    });
  });

  const source = (state: SourceState['condition']): SourceState => ({
    id: 'cluster:nonprod/events',
    title: 'cluster nonprod, pods',
    condition: state,
    reason: 'no answer since 12:00.',
    since: ago(30),
  });

  it.each(['forbidden', 'failed', 'unknown', 'stale'] as const)(
    'with a source that is %s it is Unknown, and says why',
    state => {
      const result = assess({ sourceStates: [OK, source(state)] });
      expect(result.status).toBe('Unknown');
      expect(result.summary).toBe(
        'cluster nonprod, pods not readable: no answer since 12:00.',
      );
      expect(result.unreadable).toMatchObject([
        { condition: state, since: ago(30) },
      ]);
      expect(result.causes[0].ref).toMatchObject({ kind: 'Source' });
    },
  );

  it('does not miss a kind that the cluster does not have', () => {
    const result = assess({ sourceStates: [OK, source('absent')] });
    expect(result).toMatchObject({ status: 'Healthy', unreadable: [] });
  });

  it('keeps a proven fault while a source is not readable', () => {
    expect(
      assess({
        pods: [myPod('a', stuckStatus('CrashLoopBackOff'))],
        sourceStates: [{ ...OK, condition: 'failed' }],
      }).status,
    ).toBe('Degraded');
  });

  it('tells missing, not wanted and not readable apart', () => {
    const nothing = { workloads: [], intermediates: [], pods: [] };
    expect(assess(nothing)).toMatchObject({
      status: 'Missing',
      summary: 'No workload of this component was found.',
    });
    expect(assess({ ...nothing, wanted: false }).status).toBe('Unknown');
    expect(
      assess({ ...nothing, sourceStates: [{ ...OK, condition: 'forbidden' }] }),
    ).toMatchObject({
      status: 'Unknown',
      summary: 'cluster nonprod, pods not readable: access was refused.',
    });
  });

  it('is missing although its service is still there', () => {
    const service = object('v1', 'Service', { spec: {} });
    expect(
      assess({ workloads: [], intermediates: [], pods: [], others: [service] })
        .status,
    ).toBe('Missing');
  });

  it('names what is switched off and does not blame its service', () => {
    const service = object('v1', 'Service', {
      spec: { selector: { app: 'backend' } },
    });
    const result = assess({
      workloads: [
        deployment(
          { replicas: 0, readyReplicas: 0 },
          { replicas: 0 },
          { uid: 'dep' },
        ),
      ],
      pods: [],
      others: [service],
      endpointSlices: [],
    });
    expect(result.status).toBe('Suspended');
    expect(result.suspended).toMatchObject([{ kind: 'Deployment' }]);
  });

  it('keeps a warning below a healthy status', () => {
    const certificate = object('cert-manager.io/v1', 'Certificate', {
      status: {
        conditions: [condition('Ready', 'True')],
        renewalTime: ago(1),
        notAfter: ago(-86_400),
      },
    });
    const result = assess({ others: [certificate] });
    expect(result).toMatchObject({ status: 'Healthy', warning: true });
    expect(result.causes).toMatchObject([{ reason: 'RenewalOverdue' }]);
    expect(result.summary).toMatch(/^3 of 3 pods ready; Certificate app: /);
  });

  it('says mixed while ready pods run different versions', () => {
    const result = assess({
      pods: [myPod('a'), myPod('b', {}, 'registry/chat2sql:1.3.9')],
    });
    expect(result.version?.label).toBe('mixed');
    expect(result.version?.running).toHaveLength(2);
  });

  it('does not count pods that are not ready as running', () => {
    const result = assess({
      pods: [
        myPod(
          'a',
          { conditions: [condition('Ready', 'False')] },
          'registry/chat2sql:2.0.0',
        ),
      ],
    });
    expect(result.version?.running).toEqual([]);
  });

  it('survives owner references that run in a circle', () => {
    const a = pod('a', {}, {}, ownedBy('Pod', 'uid-b'));
    const b = pod('b', {}, {}, ownedBy('Pod', 'uid-a'));
    expect(assess({ component: undefined, pods: [a, b] }).orphans).toEqual([
      'uid-a',
      'uid-b',
    ]);
  });

  it('is never improved by a worse object', () => {
    const worse: KubeObject[] = [
      deployment({}, { paused: true }, { uid: 'p' }),
      deployment({ updatedReplicas: 0 }, {}, { uid: 'q' }),
      deployment(
        { conditions: [condition('ReplicaFailure', 'True')] },
        {},
        { uid: 'r' },
      ),
      object('v1', 'ConfigMap', { metadata: { uid: 's' } }),
      object('example.org/v1', 'Thing', { metadata: { uid: 't' } }),
    ];
    fc.assert(
      fc.property(
        fc.subarray(worse),
        fc.constantFrom(...worse),
        fc.constantFrom('ok', 'failed', 'absent' as const),
        (others, extra, state) => {
          const sourceStates = [{ ...OK, condition: state as 'ok' }];
          const before = assess({ others, sourceStates });
          const after = assess({ others: [...others, extra], sourceStates });
          expect(healthRank(after.status)).toBeLessThanOrEqual(
            healthRank(before.status),
          );
        },
      ),
    );
  });
});
