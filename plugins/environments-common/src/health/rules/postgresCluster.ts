import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { conditionIn, currentConditions, fromCondition } from '../conditions';
import { judgeByPhase } from '../phases';
import { annotation } from '../read';
import type { HealthStatus, Verdict } from '../types';
import { suspended } from '../verdict';

/** Phases of a CloudNativePG cluster: its sentences, and what each means for its users. */
const PHASES: Record<string, HealthStatus> = {
  'Cluster in healthy state': 'Healthy',
  'Setting up primary': 'Progressing',
  'Creating a new replica': 'Progressing',
  'Upgrading cluster': 'Progressing',
  'Waiting for the instances to become active': 'Progressing',
  'Promoting to primary cluster': 'Progressing',
  'Applying configuration': 'Degraded',
  'Switchover in progress': 'Degraded',
  'Failing over': 'Degraded',
  'Upgrading Postgres major version': 'Degraded',
  'Cluster upgrade delayed': 'Degraded',
  'Waiting for user action': 'Degraded',
  'Primary instance is being restarted in-place': 'Degraded',
  'Primary instance is being restarted without a switchover': 'Degraded',
  'Cluster cannot execute instance online upgrade due to missing architecture binary':
    'Degraded',
  'Online upgrade in progress': 'Degraded',
  'Unable to create required cluster objects': 'Degraded',
  'Cluster cannot proceed to reconciliation due to an unknown plugin being required':
    'Degraded',
  'Cluster has incomplete or invalid image catalog': 'Degraded',
  'Cluster is unrecoverable and needs manual intervention': 'Degraded',
};

/** A CloudNativePG cluster whose reconciliation is switched off. */
export function postgresClusterSuspended(
  object: KubeObject,
): Verdict | undefined {
  if (annotation(object, 'cnpg.io/reconciliationLoop') !== 'disabled')
    return undefined;
  return suspended({
    rule: 'postgrescluster.reconciliation-off',
    reason: 'ReconciliationDisabled',
    message: 'The operator leaves this cluster alone.',
    fields: ['metadata.annotations'],
  });
}

/** Health of a CloudNativePG Cluster. */
export function postgresClusterRule(object: KubeObject): Verdict {
  const hibernation = conditionIn(
    currentConditions(object),
    'cnpg.io/hibernation',
  );
  if (hibernation) {
    return fromCondition(
      hibernation.status === 'True' ? 'Suspended' : 'Degraded',
      'postgrescluster.hibernation',
      hibernation,
    );
  }
  return judgeByPhase(object, {
    id: 'postgrescluster',
    what: 'The database cluster',
    messagePath: 'status.phaseReason',
    table: PHASES,
  });
}
