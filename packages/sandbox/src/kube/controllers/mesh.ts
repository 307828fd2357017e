import type { Controller } from '../cluster/types';
import { kubeTime } from '../names';
import { RESOURCES } from '../store/resources';
import { isPodReady } from './podFactory';

const MESH_KINDS = RESOURCES.filter(resource =>
  resource.group.endsWith('.istio.io'),
);

/** Istio's status writing: tells whether the proxies have each object's current version. */
export const meshController: Controller = (cluster, now) => {
  const { store } = cluster;
  for (const { group, kind } of MESH_KINDS) {
    for (const object of store.list(group, kind)) {
      const known = object.status?.conditions?.[0];
      const proxies = store
        .list('', 'Pod', object.metadata.namespace)
        .filter(
          pod =>
            pod.metadata.labels?.['security.istio.io/tlsMode'] === 'istio' &&
            isPodReady(pod),
        ).length;
      store.setStatus(object, {
        observedGeneration: String(object.metadata.generation),
        conditions: [
          {
            type: 'Reconciled',
            status: 'True',
            message: `${proxies}/${proxies} proxies up to date.`,
            lastTransitionTime: known?.lastTransitionTime ?? kubeTime(now),
          },
        ],
        validationMessages: [],
      });
    }
  }
};
