import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { quotaUse } from './quotaUse';

function workload(kind: string, spec: object, podSpec: object): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'w' },
    spec: { ...spec, template: { spec: podSpec } },
  };
}

const resources = (cpu: string, memory: string) => ({
  requests: { cpu, memory },
  limits: { cpu, memory },
});

describe('quotaUse', () => {
  it('adds containers and sidecars, and takes the larger init container', () => {
    const pod = {
      initContainers: [
        {
          name: 'sidecar',
          restartPolicy: 'Always',
          resources: resources('100m', '1Gi'),
        },
        { name: 'migrate', resources: resources('2', '512Mi') },
      ],
      containers: [{ name: 'main', resources: resources('500m', '1Gi') }],
    };
    const use = quotaUse([workload('Deployment', { replicas: 3 }, pod)], {
      peak: false,
    });
    expect(use['requests.cpu']).toBeCloseTo(6);
    expect(use['limits.memory']).toBeCloseTo(6 * 2 ** 30);
    expect(use.pods).toBe(3);
  });

  it('gives containers without amounts the defaults of the LimitRange', () => {
    const use = quotaUse(
      [
        workload('Deployment', {}, { containers: [{ name: 'a' }] }),
        {
          apiVersion: 'v1',
          kind: 'LimitRange',
          metadata: { name: 'l' },
          spec: {
            limits: [
              {
                type: 'Container',
                default: { cpu: '1' },
                defaultRequest: { cpu: '50m' },
              },
            ],
          },
        },
      ],
      { peak: false },
    );
    expect(use['requests.cpu']).toBeCloseTo(0.05);
    expect(use['limits.cpu']).toBeCloseTo(1);
  });

  it('counts volume claims of every replica, and scaled workloads at their peak', () => {
    const objects: KubeObject[] = [
      workload(
        'StatefulSet',
        { replicas: 2, volumeClaimTemplates: [{}, {}] },
        { containers: [{ name: 'a' }] },
      ),
      {
        apiVersion: 'keda.sh/v1alpha1',
        kind: 'ScaledObject',
        metadata: { name: 's' },
        spec: {
          maxReplicaCount: 9,
          scaleTargetRef: { kind: 'StatefulSet', name: 'w' },
        },
      },
    ];
    expect(quotaUse(objects, { peak: false })).toMatchObject({
      pods: 2,
      persistentvolumeclaims: 4,
    });
    expect(quotaUse(objects, { peak: true }).pods).toBe(9);
  });

  it('reads malformed workloads as taking nothing', () => {
    const use = quotaUse(
      [
        workload('Deployment', { replicas: 'x' }, { containers: 'none' }),
        {
          apiVersion: 'v1',
          kind: 'LimitRange',
          metadata: {},
          spec: { limits: 3 },
        },
      ],
      { peak: true },
    );
    expect(use.pods).toBe(0);
  });
});
