import type { KubeObject } from '@chat2sql/plugin-platform-common';
import {
  conditionIn,
  currentConditions,
  fromCondition,
  waiting,
} from '../conditions';
import { readFlag, readString } from '../read';
import type { Verdict } from '../types';
import { healthy, suspended } from '../verdict';

/** A Flux object that is switched off by its spec. */
export function fluxSuspended(object: KubeObject): Verdict | undefined {
  if (!readFlag(object, 'spec.suspend')) return undefined;
  return suspended({
    rule: 'flux.suspended',
    reason: 'Suspended',
    message: 'Reconciliation is suspended: changes in git are not applied.',
    fields: ['spec.suspend'],
  });
}

/** Kinds that may wait for others by `spec.dependsOn`. */
const WITH_DEPENDENCIES = new Set(['Kustomization', 'HelmRelease']);

/**
 * Health of a Flux object. Ready decides; a Kustomization or HelmRelease whose
 * dependency is not ready yet while Flux keeps working is on its way, not broken.
 */
export function fluxRule(object: KubeObject): Verdict {
  const conditions = currentConditions(object);
  const ready = conditionIn(conditions, 'Ready');
  const reconciling = conditionIn(conditions, 'Reconciling');
  const stalled = conditionIn(conditions, 'Stalled');
  const artifact = conditionIn(conditions, 'ArtifactInStorage');

  if (stalled?.status === 'True')
    return fromCondition('Degraded', 'flux.stalled', stalled);
  if (ready?.status === 'False') {
    const waits =
      WITH_DEPENDENCIES.has(object.kind) &&
      reconciling?.status === 'True' &&
      ready.reason === 'DependencyNotReady';
    return fromCondition(
      waits ? 'Progressing' : 'Degraded',
      waits ? 'flux.waits-for-dependency' : 'flux.ready',
      ready,
    );
  }
  if (ready?.status === 'True') {
    if (artifact?.status === 'False')
      return fromCondition('Degraded', 'flux.no-artifact', artifact);
    return fromCondition('Healthy', 'flux.ready', ready);
  }
  const moving = ready ?? reconciling;
  return moving
    ? fromCondition('Progressing', 'flux.reconciling', moving)
    : waiting('flux', 'The object');
}

/** Health of a Flux HelmRelease: Ready decides, drift and remediation are shown. */
export function helmReleaseRule(object: KubeObject): Verdict {
  const verdict = fluxRule(object);
  const conditions = currentConditions(object);
  const drifted = conditionIn(conditions, 'Drifted');
  if (verdict.status === 'Healthy' && drifted?.status === 'True') {
    return fromCondition('Healthy', 'helmrelease.drifted', drifted, {
      warning: true,
      fallback: 'The cluster differs from the release.',
    });
  }
  const remediated = conditionIn(conditions, 'Remediated');
  if (verdict.status === 'Degraded' && remediated?.status === 'True') {
    return {
      ...verdict,
      message: `${verdict.message.replace(
        /\.$/,
        '',
      )}. Rolled back or uninstalled: ${String(
        remediated.reason ?? 'Remediated',
      )}.`,
      fields: [...verdict.fields, 'status.conditions[Remediated]'],
    };
  }
  return verdict;
}

/** Health of a Flux HelmRepository; one of type `oci` has no status by design. */
export function helmRepositoryRule(object: KubeObject): Verdict {
  if (readString(object, 'spec.type') === 'oci') {
    return healthy({
      rule: 'static.exists',
      reason: 'Exists',
      message: 'An OCI repository has no status of its own.',
      fields: ['spec.type'],
    });
  }
  return fluxRule(object);
}
