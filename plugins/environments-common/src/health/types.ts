import type { KubeObject, StatusTone } from '@chat2sql/plugin-platform-common';

/** Health of an object, component or environment. */
export const HEALTH_STATUSES = [
  'Degraded',
  'Missing',
  'Unknown',
  'Progressing',
  'Suspended',
  'Healthy',
] as const;

/** One word of health, listed worst first in {@link HEALTH_STATUSES}. */
export type HealthStatus = (typeof HEALTH_STATUSES)[number];

/** Tone of a health word in the portal's status vocabulary. */
export const HEALTH_TONES: Record<HealthStatus, StatusTone> = {
  Degraded: 'failed',
  Missing: 'missing',
  Unknown: 'unknown',
  Progressing: 'progressing',
  Suspended: 'suspended',
  Healthy: 'healthy',
};

/**
 * Verdict about one object. `warning` marks a Healthy object that needs a
 * person soon (a certificate past its renewal time, an HPA at its maximum).
 */
export interface Verdict {
  status: HealthStatus;
  /** Works now, but needs a person: shown as "At risk", never as plain Healthy. */
  warning?: boolean;
  /** Stable id of the rule that decided, for example `deployment.progress-deadline`. */
  rule: string;
  /** Machine word in PascalCase, for example `ProgressDeadlineExceeded`. */
  reason: string;
  /** One sentence for people; text from the cluster stays plain text. */
  message: string;
  /** Field paths that decided, for example `status.readyReplicas`. */
  fields: string[];
}

/** What a rule may look at besides the object itself. */
export interface HealthContext {
  /** Server time of the judgement. */
  now: Date;
  /** Pods below a workload, where they were read. */
  pods?: readonly KubeObject[];
  /** EndpointSlices of a Service, where they were read. */
  endpointSlices?: readonly KubeObject[];
}

/** A health rule: a pure function of object and context. */
export type HealthRule = (
  object: KubeObject,
  context: HealthContext,
) => Verdict;
