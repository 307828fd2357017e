/** Annotations the portal reads on catalog entities and on objects in git and clusters. */
export const ANNOTATIONS = {
  /** Entity ref of the owner, on SLO documents and manifests. */
  owner: 'chat2sql.io/owner',
  /** Path of a runbook below the runbooks documentation, for example `backend-error-rate`. */
  runbook: 'chat2sql.io/runbook',
  /** Catalog entity an SLO or an object belongs to. */
  entity: 'chat2sql.io/entity',
  /** Name of the environment an entity stands for. */
  environment: 'chat2sql.io/environment',
  /** Namespace of an environment when it is not derived from tier and name. */
  namespace: 'chat2sql.io/namespace',
  /** Tier of an environment: dev, test, staging or prod. */
  tier: 'chat2sql.io/tier',
  /** Cluster of an environment. */
  cluster: 'chat2sql.io/cluster',
} as const;

/** Labels the portal reads on Kubernetes objects. */
export const LABELS = {
  name: 'app.kubernetes.io/name',
  partOf: 'app.kubernetes.io/part-of',
  component: 'app.kubernetes.io/component',
  version: 'app.kubernetes.io/version',
  managedBy: 'app.kubernetes.io/managed-by',
  tier: 'chat2sql.io/tier',
  environment: 'chat2sql.io/environment',
} as const;
