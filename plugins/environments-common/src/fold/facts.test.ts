import { deployment, object, pod } from '../__fixtures__/objects';
import { factsOf, replicasOf } from './facts';

describe('factsOf', () => {
  it('tells of a pod whether it is ready, its restarts and its node', () => {
    const facts = factsOf(
      pod(
        'p',
        { containerStatuses: [{ restartCount: 2 }, { restartCount: 1 }] },
        { nodeName: 'node-1' },
      ),
    );
    expect(facts).toEqual({
      ready: 'yes',
      phase: 'Running',
      restarts: '3',
      node: 'node-1',
      image: '1.4.0',
    });
  });

  it('tells of a workload its pods and its version', () => {
    expect(factsOf(deployment({ readyReplicas: 2 }))).toEqual({
      ready: '2/3',
      image: '1.4.0',
    });
  });

  it('tells of an autoscaler where it stands between its limits', () => {
    expect(
      factsOf(
        object('autoscaling/v2', 'HorizontalPodAutoscaler', {
          spec: { maxReplicas: 6 },
          status: { currentReplicas: 4 },
        }),
      ),
    ).toEqual({ replicas: '4 of 1–6' });
  });

  it('leaves out what the object does not tell', () => {
    expect(factsOf(object('batch/v1', 'CronJob'))).toEqual({});
    expect(factsOf(object('v1', 'ConfigMap'))).toEqual({});
  });
});

describe('replicasOf', () => {
  it('counts one pod where a spec names none, and nodes of a DaemonSet', () => {
    expect(replicasOf(object('apps/v1', 'Deployment'))).toEqual({
      ready: 0,
      wanted: 1,
    });
    expect(
      replicasOf(
        object('apps/v1', 'DaemonSet', {
          status: { desiredNumberScheduled: 3, numberReady: 2 },
        }),
      ),
    ).toEqual({ ready: 2, wanted: 3 });
    expect(replicasOf(object('batch/v1', 'CronJob'))).toBeUndefined();
  });
});
