import {
  type Cause,
  type HealthStatus,
  type MatrixEnvironment,
} from '@chat2sql/plugin-environments-common';
import type { ObjectRef } from '@chat2sql/plugin-platform-common';
import type { Text } from '../hooks/useText';
import { readableTimes } from './readableTimes';
import { severityOf } from './severity';

/** What an environment suffers from outside its components. */
export interface OutsideState {
  /** The worst of its causes. */
  cause: Cause;
  /** What that makes of the environment; a missed backup, for example, only puts it at risk. */
  status: HealthStatus;
  warning: boolean;
}

const RUNBOOKS: Record<string, string | undefined> = {
  'cert-manager.io/Certificate': 'certificate-expiring',
  'velero.io/Backup': 'restore-from-backup',
  'velero.io/Schedule': 'restore-from-backup',
};

/** Page of the runbook that fits an object outside the components, where there is one. */
export function runbookOf(ref: ObjectRef): string | undefined {
  return RUNBOOKS[`${ref.group}/${ref.kind}`];
}

/** State of a cause on its own: it is only named when it is not healthy or at risk. */
export function stateOfCause(cause: Cause) {
  return { status: cause.status, warning: cause.status === 'Healthy' };
}

/**
 * The worst cause outside the components, with what it means for the
 * environment; undefined when nothing there moves its word. A cause never makes
 * an environment look worse than its own status says.
 */
export function outsideOf(env: MatrixEnvironment): OutsideState | undefined {
  const [cause] = [...(env.causes ?? [])].sort(
    (a, b) => severityOf(stateOfCause(a)) - severityOf(stateOfCause(b)),
  );
  if (!cause) return undefined;
  const own = stateOfCause(cause);
  if (own.warning || severityOf(own) >= severityOf({ status: env.status })) {
    return { cause, ...own };
  }
  return env.warning ? { cause, status: 'Healthy', warning: true } : undefined;
}

/** A cause in one line: which object, and what is wrong with it. */
export function causeText(cause: Cause, t: Text): string {
  return t('environment.cause', {
    kind: cause.ref.kind,
    name: cause.ref.name,
    message: clause(cause.message, t),
  });
}

/** A sentence to be built into another one, with times for people. */
export function clause(text: string, t: Text): string {
  return readableTimes(text.replace(/[.。]\s*$/, ''), t('locale'));
}
