import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import {
  ANNOTATIONS,
  environmentId,
  environmentNamespace,
  LABELS,
  type EnvironmentRecord,
} from '@chat2sql/plugin-platform-common';

/** Name of an environment's Resource entity. */
export function environmentEntityName(record: EnvironmentRecord): string {
  return `environment-${environmentId(record)}`;
}

/**
 * The catalog entity of an environment: a Resource of type `environment` that
 * the stock Kubernetes tab and our own pages can be opened from.
 *
 * @param record - the record in git
 * @param file - its path in the platform repository
 * @param repository - title of the repository, part of the managed-by location
 */
export function environmentEntity(
  record: EnvironmentRecord,
  file: string,
  repository: string,
): Entity {
  const id = environmentId(record);
  const location = `gitops:${repository}/${file}`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: environmentEntityName(record),
      title: id,
      description: record.purpose,
      labels: { [LABELS.tier]: record.tier },
      tags: ['environment', record.tier],
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        [ANNOTATIONS.environment]: id,
        [ANNOTATIONS.tier]: record.tier,
        [ANNOTATIONS.cluster]: record.cluster,
        [ANNOTATIONS.namespace]: environmentNamespace(record),
        'backstage.io/kubernetes-namespace': environmentNamespace(record),
        'backstage.io/kubernetes-cluster': record.cluster,
        'backstage.io/kubernetes-label-selector': `${LABELS.partOf}=chat2sql`,
        'backstage.io/techdocs-entity': 'system:default/chat2sql',
        'backstage.io/techdocs-entity-path': '/clusters/',
      },
      links: [
        { url: `/environments/${id}`, title: 'Live state' },
        { url: `/slo?environment=${id}`, title: 'SLOs' },
        { url: `/compliance?environment=${id}`, title: 'Compliance' },
      ],
    },
    spec: {
      type: 'environment',
      lifecycle: record.state === 'retiring' ? 'retiring' : 'production',
      owner: record.owner,
      system: 'chat2sql',
      dependsOn: [`resource:default/cluster-${record.cluster}`],
    },
  };
}
