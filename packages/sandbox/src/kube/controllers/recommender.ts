import type { Controller } from '../cluster/types';
import { condition } from './autoscaling';

/** The vertical autoscaler's recommender; it never changes a pod here. */
export const recommenderController: Controller = (cluster, now) => {
  const { store } = cluster;
  for (const vpa of store.list('autoscaling.k8s.io', 'VerticalPodAutoscaler')) {
    const target = store.get(
      'apps',
      vpa.spec.targetRef.kind,
      vpa.metadata.namespace,
      vpa.spec.targetRef.name,
    );
    const age = now.getTime() - Date.parse(vpa.metadata.creationTimestamp!);
    const enough = age > 60_000 && target !== undefined;
    const reason = target ? 'FetchingHistory' : 'NoPodsMatched';
    store.setStatus(vpa, {
      conditions: [
        condition(
          vpa.status?.conditions,
          now,
          'RecommendationProvided',
          enough ? 'True' : 'False',
          enough ? '' : reason,
          '',
        ),
      ],
      ...(enough
        ? {
            recommendation: {
              containerRecommendations: target.spec.template.spec.containers
                .filter((c: any) =>
                  vpa.spec.resourcePolicy?.containerPolicies?.some(
                    (p: any) => p.containerName === c.name,
                  ),
                )
                .map((c: any) => ({
                  containerName: c.name,
                  lowerBound: { cpu: '200m', memory: '512Mi' },
                  target: { cpu: '380m', memory: '900Mi' },
                  upperBound: { cpu: '1', memory: '2Gi' },
                  uncappedTarget: { cpu: '380m', memory: '900Mi' },
                })),
            },
          }
        : {}),
    });
  }
};
