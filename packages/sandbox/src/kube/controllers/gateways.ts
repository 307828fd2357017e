import type { KubeObject } from '@chat2sql/plugin-platform-common';
import type { Controller } from '../cluster/types';
import { kubeTime } from '../names';

/** Reports routes and gateways as accepted by the mesh once their parts exist. */
export const gatewayController: Controller = (cluster, now) => {
  const { store } = cluster;
  const condition = (
    object: KubeObject,
    previous: any[] | undefined,
    type: string,
    holds: boolean,
    reason: string,
    message: string,
  ) => {
    const status = holds ? 'True' : 'False';
    const known = previous?.find(c => c.type === type);
    return {
      type,
      status,
      reason,
      message,
      observedGeneration: object.metadata.generation,
      lastTransitionTime:
        known?.status === status ? known.lastTransitionTime : kubeTime(now),
    };
  };
  for (const gateway of store.list('gateway.networking.k8s.io', 'Gateway')) {
    const routes = store
      .list(
        'gateway.networking.k8s.io',
        'HTTPRoute',
        gateway.metadata.namespace,
      )
      .filter(route =>
        route.spec.parentRefs?.some(
          (ref: { name: string }) => ref.name === gateway.metadata.name,
        ),
      );
    const old = gateway.status;
    const certificateReady = (listener: any) =>
      (listener.tls?.certificateRefs ?? []).every((ref: { name: string }) =>
        store
          .list('cert-manager.io', 'Certificate', gateway.metadata.namespace)
          .some(
            c =>
              c.spec.secretName === ref.name &&
              c.status?.notAfter !== undefined,
          ),
      );
    store.setStatus(gateway, {
      addresses: gateway.spec.addresses,
      conditions: [
        condition(
          gateway,
          old?.conditions,
          'Accepted',
          true,
          'Accepted',
          'Resource accepted',
        ),
        condition(
          gateway,
          old?.conditions,
          'Programmed',
          true,
          'Programmed',
          'Resource programmed, assigned to service(s) istio-ingressgateway.istio-system.svc.cluster.local',
        ),
      ],
      listeners: gateway.spec.listeners.map((listener: any, index: number) => {
        const before = old?.listeners?.[index]?.conditions;
        const resolved = certificateReady(listener);
        return {
          name: listener.name,
          supportedKinds: [
            { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' },
          ],
          attachedRoutes: routes.filter(route =>
            route.spec.parentRefs.some(
              (ref: any) =>
                ref.name === gateway.metadata.name &&
                (ref.sectionName === undefined ||
                  ref.sectionName === listener.name),
            ),
          ).length,
          conditions: [
            condition(
              gateway,
              before,
              'Accepted',
              true,
              'Accepted',
              'No errors found',
            ),
            condition(
              gateway,
              before,
              'Conflicted',
              false,
              'NoConflicts',
              'No errors found',
            ),
            condition(
              gateway,
              before,
              'Programmed',
              resolved,
              resolved ? 'Programmed' : 'Pending',
              'No errors found',
            ),
            condition(
              gateway,
              before,
              'ResolvedRefs',
              resolved,
              resolved ? 'ResolvedRefs' : 'InvalidCertificateRef',
              resolved
                ? 'No errors found'
                : 'The referenced certificate does not exist yet',
            ),
          ],
        };
      }),
    });
    for (const route of routes) {
      const missing = (route.spec.rules ?? [])
        .flatMap((rule: any) => rule.backendRefs ?? [])
        .find(
          (ref: any) =>
            !store.get('', 'Service', route.metadata.namespace, ref.name),
        );
      const before = route.status?.parents?.[0]?.conditions;
      store.setStatus(route, {
        parents: route.spec.parentRefs.map((parentRef: any) => ({
          parentRef: {
            group: 'gateway.networking.k8s.io',
            kind: 'Gateway',
            ...parentRef,
          },
          controllerName: 'istio.io/gateway-controller',
          conditions: [
            condition(
              route,
              before,
              'Accepted',
              true,
              'Accepted',
              'Route was valid',
            ),
            condition(
              route,
              before,
              'ResolvedRefs',
              !missing,
              missing ? 'BackendNotFound' : 'ResolvedRefs',
              missing
                ? `backend(${missing.name}) not found`
                : 'All references resolved',
            ),
          ],
        })),
      });
    }
  }
};
