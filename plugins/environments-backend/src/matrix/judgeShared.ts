import {
  assessHealth,
  isNotJudged,
  resolveOwnership,
  type FoldItem,
} from '@chat2sql/plugin-environments-common';
import { refOf, type KubeObject } from '@chat2sql/plugin-platform-common';
import type { CollectedObjects } from './collectObjects';

/** What belongs to no component: certificates, secrets, gateways, backups, odd workloads. */
export interface SharedObjects {
  /** Objects whose verdict is the environment's too. */
  counted: FoldItem[];
  /** Objects that can only put it at risk: a missed backup breaks nothing today. */
  risks: FoldItem[];
  objects: KubeObject[];
}

/** Judges the objects of an environment that belong to none of its components. */
export function judgeShared(options: {
  cluster: string;
  collected: CollectedObjects;
  now: Date;
}): SharedObjects {
  const { cluster, collected, now } = options;
  const isShared = (object: KubeObject) =>
    collected.componentOf(object) === undefined;
  const workloads = collected.workloads.filter(isShared);
  const others = collected.others.filter(isShared);
  const { rootOf } = resolveOwnership(
    workloads,
    collected.intermediates,
    collected.pods,
  );
  const judge = (object: KubeObject, context: object): FoldItem => ({
    ref: refOf(object, cluster),
    verdict: assessHealth(object, { now, ...context }),
  });
  const { endpointSlices } = collected;
  const counted = [
    ...workloads.map(workload =>
      judge(workload, {
        pods: collected.pods.filter(
          pod => rootOf.get(pod.metadata.uid ?? '') === workload.metadata.uid,
        ),
      }),
    ),
    ...others.map(object => judge(object, { endpointSlices })),
  ].filter(item => !isNotJudged(item.verdict));
  const risks = collected.backups
    .map(object => judge(object, {}))
    .filter(item => !isNotJudged(item.verdict));
  return { counted, risks, objects: [...workloads, ...others] };
}
