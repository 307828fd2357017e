import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { shortText } from '../../http/UpstreamError';
import { projectApplication } from './projectApplication';
import { projectMetadata } from './projectMetadata';
import { projectPodStatus } from './projectPodStatus';
import {
  projectConfigAuditReport,
  projectPolicyReport,
  projectVulnerabilityReport,
} from './projectReports';
import type { SharedParts } from './SharedParts';
import { withoutValues } from './withoutValues';

type Projection = (object: any, parts: SharedParts) => any;

const MAX_MESSAGE = 1_000;

/** What some kinds lose besides values. */
const PROJECTIONS: Record<string, Projection> = {
  Pod: (object, parts) => ({
    ...object,
    status: projectPodStatus(object.status, parts),
  }),
  Event: object => ({
    ...object,
    message:
      typeof object.message === 'string'
        ? shortText(object.message, MAX_MESSAGE)
        : undefined,
  }),
  Node: object => {
    // Image lists are the bulk of a node, and nothing reads them.
    const { images: _images, ...status } = object.status ?? {};
    return { ...object, status };
  },
  'ExternalSecret.external-secrets.io': object => {
    const { template: _template, ...target } = object.spec?.target ?? {};
    return { ...object, spec: { ...object.spec, target } };
  },
  'SecretStore.external-secrets.io': object => ({
    ...object,
    spec: {
      ...object.spec,
      // Which provider, not its settings: some kinds of provider hold values.
      provider: Object.fromEntries(
        Object.keys(object.spec?.provider ?? {}).map(name => [name, {}]),
      ),
    },
  }),
  'Application.argoproj.io': projectApplication,
  'VulnerabilityReport.aquasecurity.github.io': projectVulnerabilityReport,
  'ConfigAuditReport.aquasecurity.github.io': projectConfigAuditReport,
  'PolicyReport.wgpolicyk8s.io': projectPolicyReport,
};

/** Fields that hold values in Secrets, ConfigMaps and objects shaped like them. */
const NEVER = ['data', 'stringData', 'binaryData'] as const;

/**
 * What the portal keeps of an object. It runs on everything that comes through
 * the door, so that no cache, page or log can hold what was never kept.
 *
 * @param raw - object as the API server sent it; items of lists lack apiVersion and kind
 * @param type - apiVersion and kind of the list
 * @param parts - where equal parts of other objects are found
 */
export function projectObject(
  raw: any,
  type: { apiVersion: string; kind: string; group: string },
  parts: SharedParts,
): KubeObject {
  const { group, kind } = type;
  const project = PROJECTIONS[group ? `${kind}.${group}` : kind];
  const { metadata, ...rest } = raw;
  for (const field of NEVER) delete rest[field];
  const cleaned = withoutValues(rest);
  const kept = project ? project(cleaned, parts) : cleaned;
  if (kept.spec) kept.spec = parts.shareFields(kept.spec);
  const { labels, annotations, ownerReferences, ...own } =
    projectMetadata(metadata);
  return {
    ...kept,
    apiVersion: type.apiVersion,
    kind: type.kind,
    metadata: {
      ...own,
      ...(labels && { labels: parts.share(labels) }),
      ...(annotations && { annotations: parts.share(annotations) }),
      ...(ownerReferences && {
        ownerReferences: parts.share(ownerReferences),
      }),
    },
  };
}
