/** Levels of the Pod Security Standards, least strict first. */
export const POD_SECURITY_LEVELS = [
  'privileged',
  'baseline',
  'restricted',
] as const;

/** A level of the Pod Security Standards. */
export type PodSecurityLevel = (typeof POD_SECURITY_LEVELS)[number];

/** One field of a pod that a control refuses. */
export interface PodSecurityViolation {
  /** Id of the control, for example `capabilities_baseline`; `podspec` for a pod that cannot be read. */
  control: string;
  /** Path from the object's root, for example `spec.template.spec.containers[0].securityContext.privileged`. */
  path: string;
  /** One sentence: what is wrong and what would be allowed. */
  message: string;
}

/** A container of any of the three lists, with its place in the object. */
export interface PodContainer {
  path: string;
  value: Record<string, unknown>;
  security: Record<string, unknown>;
}

/** What the controls look at. */
export interface PodView {
  /** Path of the pod's metadata, for example `spec.template.metadata`. */
  metadataPath: string;
  annotations: Record<string, unknown>;
  /** Path of the pod spec, for example `spec.template.spec`. */
  path: string;
  spec: Record<string, unknown>;
  security: Record<string, unknown>;
  /** Init, normal and ephemeral containers. */
  containers: PodContainer[];
  volumes: Array<{ path: string; value: Record<string, unknown> }>;
  /** `spec.os.name` is `windows`. */
  windows: boolean;
  /** `spec.hostUsers` is false: the pod has a user namespace of its own. */
  ownUserNamespace: boolean;
}

/** A refused field before the control's id is put to it. */
export type Finding = Omit<PodSecurityViolation, 'control'>;

/** A control of the Pod Security Standards with the rules of its versions. */
export interface PodSecurityControl {
  /** Id as in the upstream test data: lower case. */
  id: string;
  /** Subject for people. */
  title: string;
  level: 'baseline' | 'restricted';
  /** Baseline controls that this one replaces at level restricted. */
  overrides?: readonly string[];
  /** Rules, oldest first; the newest one not above the wanted version applies. */
  versions: ReadonlyArray<{
    /** First minor version of Kubernetes 1 with this rule. */
    from: number;
    check: (pod: PodView) => Finding[];
  }>;
}
