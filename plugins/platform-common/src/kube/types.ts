/** Metadata of a Kubernetes object, as far as the portal reads it. */
export interface KubeMetadata {
  name?: string;
  generateName?: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  finalizers?: string[];
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: Array<{
    apiVersion: string;
    kind: string;
    name: string;
    uid: string;
    controller?: boolean;
  }>;
}

/**
 * A Kubernetes object of any kind. Spec and status stay loosely typed: their
 * shape is the cluster's to choose, so every reader checks what it reads.
 */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: KubeMetadata;
  spec?: any;
  status?: any;
  [key: string]: any;
}

/** Names one object in one cluster. */
export interface ObjectRef {
  cluster?: string;
  /** API group; empty for the core group. */
  group: string;
  kind: string;
  namespace?: string;
  name: string;
  uid?: string;
}

/** A condition of `status.conditions`. */
export interface KubeCondition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  observedGeneration?: number;
}

/** API group of an `apiVersion`: empty for the core group. */
export function apiGroup(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** Reference to an object, for messages and evidence. */
export function refOf(object: KubeObject, cluster?: string): ObjectRef {
  return {
    cluster,
    group: apiGroup(object.apiVersion),
    kind: object.kind,
    namespace: object.metadata?.namespace,
    name: object.metadata?.name ?? object.metadata?.generateName ?? '',
    uid: object.metadata?.uid,
  };
}

/** `kind namespace/name`, the way the portal writes an object in text. */
export function formatRef(ref: ObjectRef): string {
  return `${ref.kind} ${ref.namespace ? `${ref.namespace}/` : ''}${ref.name}`;
}

/** True when a value has the outer shape of a Kubernetes object. */
export function isKubeObject(value: unknown): value is KubeObject {
  if (value === null || typeof value !== 'object') return false;
  const candidate = value as Record<string, unknown>;
  return (
    typeof candidate.apiVersion === 'string' &&
    typeof candidate.kind === 'string'
  );
}

/** Conditions of an object; an empty list when there are none or they are malformed. */
export function conditionsOf(object: KubeObject): KubeCondition[] {
  const conditions = object.status?.conditions;
  if (!Array.isArray(conditions)) return [];
  return conditions.filter(
    (c): c is KubeCondition =>
      c !== null && typeof c === 'object' && typeof c.type === 'string',
  );
}

/** The condition of one type, or undefined. */
export function findCondition(
  object: KubeObject,
  type: string,
): KubeCondition | undefined {
  return conditionsOf(object).find(c => c.type === type);
}
