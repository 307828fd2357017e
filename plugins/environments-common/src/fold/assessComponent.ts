import {
  refOf,
  type KubeObject,
  type SourceState,
} from '@chat2sql/plugin-platform-common';
import { assessHealth } from '../health/assessHealth';
import type { HealthContext, Verdict } from '../health/types';
import type { Cause, JudgedObject } from '../matrix/types';
import { factsOf, replicasOf } from './facts';
import { MAX_CAUSES, foldVerdicts, healthRank } from './foldVerdicts';
import { componentVersion } from './imageVersion';
import { ownerUid, resolveOwnership } from './ownership';
import type {
  ComponentAssessment,
  ComponentInput,
  UnreadableSource,
} from './types';

const WORDS: Record<string, string> = {
  stale: 'the last answer is too old',
  unknown: 'it has not answered so far',
  forbidden: 'access was refused',
  failed: 'it could not be read',
};

/** A kind the cluster does not have holds no objects; every other fault leaves a gap. */
function unreadableOf(states: readonly SourceState[]): UnreadableSource[] {
  return states
    .filter(state => state.condition !== 'ok' && state.condition !== 'absent')
    .map(({ id, title, condition, reason, since }) => ({
      id,
      title,
      condition,
      reason: reason ?? WORDS[condition],
      ...(since === undefined ? {} : { since }),
    }));
}

function sumReplicas(workloads: readonly KubeObject[]) {
  const counts = workloads.map(replicasOf).filter(count => count !== undefined);
  if (counts.length === 0) return undefined;
  return {
    ready: counts.reduce((sum, c) => sum + c.ready, 0),
    wanted: counts.reduce((sum, c) => sum + c.wanted, 0),
  };
}

function judged(
  object: KubeObject,
  verdict: Verdict,
  cluster: string | undefined,
  known: ReadonlySet<string>,
): JudgedObject {
  const parent = ownerUid(object);
  return {
    ref: refOf(object, cluster),
    verdict,
    ...(object.metadata?.creationTimestamp === undefined
      ? {}
      : { createdAt: object.metadata.creationTimestamp }),
    facts: factsOf(object),
    ...(parent !== undefined && known.has(parent) ? { parentUid: parent } : {}),
  };
}

/** Old revisions that want nothing are noise in the tree. */
function isOldRevision(object: KubeObject): boolean {
  return object.kind === 'ReplicaSet' && object.spec?.replicas === 0;
}

function summarise(parts: ComponentAssessment): string {
  const { replicas, causes, summary } = parts;
  if (replicas === undefined) return summary;
  const count = `${replicas.ready} of ${replicas.wanted} pods ready`;
  return causes.length === 0 ? `${count}.` : `${count}; ${summary}`;
}

/**
 * Judges one component in one environment from everything that was read about it.
 *
 * Pods are linked to workloads by owner references and speak through them;
 * orphans are listed and never counted. While a needed source is not readable
 * the status is never better than Unknown, however good the rest looks; a
 * proven fault stays a fault. Nothing found where all could be read is Missing.
 *
 * @returns status, causes and summary, with every object's verdict; never throws
 */
export function assessComponent(input: ComponentInput): ComponentAssessment {
  const { cluster, workloads, pods, others = [], endpointSlices, now } = input;
  const intermediates = input.intermediates ?? [];
  const { rootOf, orphans } = resolveOwnership(
    workloads,
    intermediates,
    pods,
    input.component,
  );
  const orphanSet = new Set(orphans);
  const known = new Set(
    [...workloads, ...intermediates, ...pods, ...others]
      .map(o => o.metadata?.uid)
      .filter(uid => uid !== undefined),
  );
  const belongsTo = (uid: string | undefined) => (object: KubeObject) =>
    uid !== undefined &&
    object.metadata?.uid !== undefined &&
    rootOf.get(object.metadata.uid) === uid;
  const judge = (object: KubeObject, context: Omit<HealthContext, 'now'>) =>
    judged(object, assessHealth(object, { ...context, now }), cluster, known);

  const objects: JudgedObject[] = [];
  const counted: JudgedObject[] = [];
  for (const workload of workloads) {
    const mine = belongsTo(workload.metadata?.uid);
    const myPods = pods.filter(mine);
    const top = judge(workload, { pods: myPods });
    counted.push(top);
    objects.push(top);
    for (const between of intermediates.filter(mine)) {
      const itsPods = myPods.filter(
        pod => ownerUid(pod) === between.metadata?.uid,
      );
      if (isOldRevision(between) && itsPods.length === 0) continue;
      objects.push(judge(between, { pods: itsPods }));
    }
    objects.push(...myPods.map(pod => judge(pod, {})));
  }
  // A workload that is switched off has no endpoints on purpose.
  const allOff =
    counted.length > 0 && counted.every(o => o.verdict.status === 'Suspended');
  for (const other of others) {
    const verdict = judge(other, allOff ? {} : { endpointSlices });
    counted.push(verdict);
    objects.push(verdict);
  }
  objects.push(...pods.filter(p => orphanSet.has(p)).map(p => judge(p, {})));

  const unreadable = unreadableOf(input.sourceStates);
  const folded = foldVerdicts(counted);
  const replicas = sumReplicas(workloads);
  const version = componentVersion(
    workloads,
    pods.filter(pod => rootOf.has(pod.metadata?.uid ?? '')),
  );
  const base: ComponentAssessment = {
    ...folded,
    objects,
    ...(replicas ? { replicas } : {}),
    ...(version ? { version } : {}),
    suspended: counted
      .filter(o => o.verdict.status === 'Suspended')
      .map(o => o.ref),
    orphans: orphans.map(o => o.metadata?.uid).filter(uid => uid !== undefined),
    unreadable,
  };
  return finish(base, input);
}

function sourceCause(source: UnreadableSource): Cause {
  return {
    ref: { group: '', kind: 'Source', name: source.title },
    status: 'Unknown',
    reason: `Source${source.condition[0].toUpperCase()}${source.condition.slice(
      1,
    )}`,
    message: source.reason,
  };
}

/** Applies what is not there, or could not be read, to what was found. */
function finish(
  base: ComponentAssessment,
  input: ComponentInput,
): ComponentAssessment {
  const { unreadable } = base;
  const isFault = healthRank(base.status) < healthRank('Unknown');
  if (unreadable.length > 0 && !isFault) {
    const [first] = unreadable;
    const more =
      unreadable.length > 1 ? ` and ${unreadable.length - 1} more` : '';
    return {
      ...base,
      status: 'Unknown',
      summary: `${first.title}${more} not readable: ${first.reason.replace(
        /\.$/,
        '',
      )}.`,
      causes: [sourceCause(first), ...base.causes].slice(0, MAX_CAUSES),
    };
  }
  if (input.workloads.length === 0 && !isFault) {
    return input.wanted === false
      ? {
          ...base,
          status: 'Unknown',
          summary: 'The environment does not ask for this component.',
        }
      : {
          ...base,
          status: 'Missing',
          summary: 'No workload of this component was found.',
        };
  }
  return { ...base, summary: summarise(base) };
}
