import { safeSpec } from '../__fixtures__/pods';
import { fixtureReader, object } from '../__fixtures__/reader';
import { workloadKeyOf, workloadsOf } from './workloads';

const pod = (name: string, owner?: any, status = { phase: 'Running' }) =>
  object('v1', 'Pod', name, { spec: safeSpec(), status }, owner);

describe('workloadsOf', () => {
  it('folds pods, ReplicaSets and Jobs into what owns them', () => {
    const deployment = object('apps/v1', 'Deployment', 'web', {
      metadata: { labels: { 'app.kubernetes.io/name': 'chat2sql-backend' } },
    });
    const replicaSet = object('apps/v1', 'ReplicaSet', 'web-1', {}, deployment);
    const cronJob = object('batch/v1', 'CronJob', 'backup');
    const job = object('batch/v1', 'Job', 'backup-1', {}, cronJob);
    const lone = pod('lone');
    const running = pod('web-1-a', replicaSet);
    const orphan = pod('gone-7-x', object('apps/v1', 'ReplicaSet', 'gone-7'));
    const ended = pod('backup-1-a', job, { phase: 'Succeeded' });
    const done = object('batch/v1', 'Job', 'migrate', {
      status: { conditions: [{ type: 'Complete', status: 'True' }] },
    });
    const reader = fixtureReader([
      deployment,
      replicaSet,
      cronJob,
      job,
      lone,
      running,
      orphan,
      ended,
      done,
    ]);
    const found = workloadsOf(reader);
    expect([...found.keys()].sort()).toEqual([
      'CronJob.batch:backup',
      'Deployment.apps:web',
      'Pod:lone',
      'ReplicaSet.apps:gone-7',
    ]);
    expect(found.get('Deployment.apps:web')).toMatchObject({
      component: 'chat2sql-backend',
      pods: [running],
      root: deployment,
    });
    expect(found.get('CronJob.batch:backup')?.pods).toEqual([]);
    expect(found.get('ReplicaSet.apps:gone-7')?.root).toBeUndefined();
    expect(workloadKeyOf(running, reader)).toBe('Deployment.apps:web');
    expect(workloadKeyOf(ended, reader)).toBe('CronJob.batch:backup');
    expect(
      workloadKeyOf(object('v1', 'ConfigMap', 'x'), reader),
    ).toBeUndefined();
  });

  it('survives owners that form a ring', () => {
    const a = object('apps/v1', 'ReplicaSet', 'a');
    const b = object('apps/v1', 'ReplicaSet', 'b', {}, a);
    a.metadata.ownerReferences = [
      {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        name: 'b',
        uid: b.metadata.uid!,
        controller: true,
      },
    ];
    expect(() => workloadsOf(fixtureReader([a, b, pod('p', b)]))).not.toThrow();
  });
});
