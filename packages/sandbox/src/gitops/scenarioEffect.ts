import { parseImage } from '@chat2sql/plugin-gitops-common';
import type { KubeObject } from '@chat2sql/plugin-platform-common';
import {
  CRASHING_RELEASE,
  HAND_SET_RELEASE,
  UNPUSHED_RELEASE,
} from '../scenario/releases';
import type { ScenarioName } from '../scenario/types';

/** What a scenario does to one environment. */
export interface ScenarioEffect {
  /** Images set on the application itself, as `argocd app set --kustomize-image` does. */
  images: string[];
  /** Somebody switched automatic sync off and edited the live objects. */
  editedByHand: boolean;
}

const NONE: ScenarioEffect = { images: [], editedByHand: false };

/** Effect of a scenario on an environment; most scenarios leave deployments alone. */
export function scenarioEffect(
  environment: string,
  scenario: ScenarioName,
): ScenarioEffect {
  if (scenario === 'prod-incident' && environment === 'prod')
    return { ...NONE, images: [CRASHING_RELEASE] };
  if (scenario === 'rollout-stuck' && environment === 'staging')
    return { ...NONE, images: [UNPUSHED_RELEASE] };
  return scenario === 'drift' && environment === 'prod'
    ? { ...NONE, editedByHand: true }
    : NONE;
}

function withImage(object: KubeObject, image: string): KubeObject {
  const containers = object.spec?.template?.spec?.containers;
  if (!Array.isArray(containers)) return object;
  const { name } = parseImage(image);
  if (!containers.some((c: any) => parseImage(c.image).name === name))
    return object;
  return {
    ...object,
    spec: {
      ...object.spec,
      template: {
        ...object.spec.template,
        spec: {
          ...object.spec.template.spec,
          containers: containers.map((c: any) =>
            parseImage(c.image).name === name ? { ...c, image } : c,
          ),
        },
      },
    },
  };
}

/** Replaces images by repository name, as Argo CD's image overrides do. */
export function overrideImages(
  objects: readonly KubeObject[],
  images: readonly string[],
): KubeObject[] {
  return objects.map(object => images.reduce(withImage, object));
}

/**
 * The live edits of the scenario "drift".
 *
 * @returns the edited object, or undefined for one that nobody touched
 */
export function editByHand(
  object: KubeObject,
  at: string,
): KubeObject | undefined {
  if (object.kind !== 'Deployment') return undefined;
  const { name } = object.metadata;
  const metadata = {
    ...object.metadata,
    managedFields: [
      {
        manager: 'kubectl-edit',
        operation: 'Update',
        apiVersion: 'apps/v1',
        time: at,
        fieldsType: 'FieldsV1',
        fieldsV1:
          name === 'chat2sql-frontend'
            ? { 'f:spec': { 'f:replicas': {} } }
            : { 'f:spec': { 'f:template': {} } },
      },
    ],
  } as KubeObject['metadata'];
  if (name === 'chat2sql-backend')
    return { ...withImage(object, HAND_SET_RELEASE), metadata };
  return name === 'chat2sql-frontend'
    ? {
        ...object,
        metadata,
        spec: { ...object.spec, replicas: (object.spec.replicas ?? 1) + 1 },
      }
    : undefined;
}
