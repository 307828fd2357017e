import type { ClusterName, ClusterView, Controller } from '../cluster/types';
import { fraction, kubeTime, uuid } from '../names';

/** Version of both clusters. */
export const KUBERNETES_VERSION = 'v1.31.2';

const ZONES = ['us-west-2a', 'us-west-2b', 'us-west-2c'];
const WORKERS: Record<ClusterName, number> = { nonprod: 3, prod: 6 };

function conditionsAt(created: string, beat: string) {
  const condition = (
    type: string,
    status: string,
    reason: string,
    message: string,
  ) => ({
    type,
    status,
    reason,
    message,
    lastHeartbeatTime: beat,
    lastTransitionTime: created,
  });
  return [
    condition(
      'MemoryPressure',
      'False',
      'KubeletHasSufficientMemory',
      'kubelet has sufficient memory available',
    ),
    condition(
      'DiskPressure',
      'False',
      'KubeletHasNoDiskPressure',
      'kubelet has no disk pressure',
    ),
    condition(
      'PIDPressure',
      'False',
      'KubeletHasSufficientPID',
      'kubelet has sufficient PID available',
    ),
    condition(
      'Ready',
      'True',
      'KubeletReady',
      'kubelet is posting ready status',
    ),
  ];
}

/** The workers of a cluster, over three zones. */
export function createNodes(cluster: ClusterView, now: Date): void {
  const { seed } = cluster.context;
  for (let index = 0; index < WORKERS[cluster.name]; index += 1) {
    const zone = ZONES[index % ZONES.length];
    const network = cluster.name === 'prod' ? 20 : 10;
    const host = 10 + Math.floor(fraction(seed, cluster.name, index) * 200);
    const address = `10.${network}.${(index % 3) * 16 + 1}.${host + index}`;
    const name = `ip-${address.replace(/\./g, '-')}.us-west-2.compute.internal`;
    const capacity = {
      cpu: '16',
      memory: '65536Mi',
      'ephemeral-storage': '209702892Ki',
      pods: '110',
    };
    const node = cluster.store.create(
      {
        apiVersion: 'v1',
        kind: 'Node',
        metadata: {
          name,
          labels: {
            'kubernetes.io/hostname': name,
            'kubernetes.io/os': 'linux',
            'kubernetes.io/arch': 'amd64',
            'node.kubernetes.io/instance-type': 'm6i.4xlarge',
            'topology.kubernetes.io/region': 'us-west-2',
            'topology.kubernetes.io/zone': zone,
            'node-role.kubernetes.io/worker': '',
          },
        },
        spec: {
          podCIDR: `10.244.${index}.0/24`,
          providerID: `aws:///${zone}/i-${uuid(seed, name).slice(0, 8)}`,
        },
      },
      now,
    );
    cluster.store.setStatus(node, {
      capacity,
      allocatable: { ...capacity, cpu: '15800m', memory: '63488Mi' },
      addresses: [
        { type: 'InternalIP', address },
        { type: 'Hostname', address: name },
      ],
      conditions: conditionsAt(kubeTime(now), kubeTime(now)),
      nodeInfo: {
        architecture: 'amd64',
        containerRuntimeVersion: 'containerd://1.7.23',
        kernelVersion: '6.1.115',
        kubeProxyVersion: KUBERNETES_VERSION,
        kubeletVersion: KUBERNETES_VERSION,
        operatingSystem: 'linux',
        osImage: 'Ubuntu 24.04.1 LTS',
        machineID: uuid(seed, name, 'machine').replace(/-/g, ''),
        systemUUID: uuid(seed, name, 'system'),
        bootID: uuid(seed, name, 'boot'),
      },
    });
  }
}

/** Node heartbeats: the kubelet reports an unchanged status every five minutes. */
export const nodeController: Controller = (cluster, now) => {
  const beat = kubeTime(Math.floor(now.getTime() / 300_000) * 300_000);
  for (const node of cluster.store.list('', 'Node')) {
    if (beat < node.metadata.creationTimestamp!) continue;
    cluster.store.setStatus(node, {
      ...node.status,
      conditions: conditionsAt(node.metadata.creationTimestamp!, beat),
    });
  }
};
