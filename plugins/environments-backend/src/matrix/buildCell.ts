import {
  assessComponent,
  type ComponentAssessment,
  type MatrixCell,
  type MatrixComponent,
} from '@chat2sql/plugin-environments-common';
import {
  apiGroup,
  type KubeObject,
  type SourceState,
} from '@chat2sql/plugin-platform-common';
import { NEEDED_KINDS, type CollectedObjects } from './collectObjects';
import { isAskedFor, syncOf, type FoundApplication } from './gitops';
import { ageOfSources, type SourceAge } from './sources';

/** A cell with the evidence behind it. */
export interface BuiltCell {
  cell: MatrixCell;
  assessment: ComponentAssessment;
  sources: SourceState[];
  age: SourceAge;
}

const startUpper = (sentence: string) =>
  sentence.charAt(0).toUpperCase() + sentence.slice(1);

/** Sources a component needs: the kinds all need, and the kinds of its own objects. */
function sourcesOf(
  collected: CollectedObjects,
  objects: readonly KubeObject[],
): SourceState[] {
  const names = new Map(NEEDED_KINDS.map(n => [`${n.group}/${n.kind}`, n]));
  for (const { apiVersion, kind } of objects) {
    const group = apiGroup(apiVersion);
    names.set(`${group}/${kind}`, { group, kind });
  }
  const sources = [...names.values()].map(name => collected.source(name));
  // Kinds of a cluster that is not configured share one source.
  return [...new Map(sources.map(source => [source.id, source])).values()];
}

/**
 * Judges one component in one environment.
 *
 * @returns undefined when nothing is there and nothing asks for it
 */
export function buildCell(options: {
  environment: { id: string; cluster: string };
  component: MatrixComponent;
  collected: CollectedObjects;
  application: FoundApplication | undefined;
  now: Date;
}): BuiltCell | undefined {
  const { environment, component, collected, application, now } = options;
  const mine = (object: KubeObject) =>
    collected.componentOf(object) === component.id;
  const workloads = collected.workloads.filter(mine);
  const others = collected.others.filter(mine);
  const wanted = isAskedFor(application, component.id) ?? true;
  if (workloads.length === 0 && others.length === 0 && !wanted) {
    return undefined;
  }
  const sources = sourcesOf(collected, [...workloads, ...others]);
  const input = {
    component: component.id,
    cluster: environment.cluster,
    workloads,
    intermediates: collected.intermediates,
    pods: collected.pods,
    others,
    endpointSlices: collected.endpointSlices,
    wanted,
    now,
  };
  const assessment = assessComponent({ ...input, sourceStates: sources });
  const age = ageOfSources(sources);
  let { summary } = assessment;
  if (age.staleReason !== undefined && assessment.status === 'Unknown') {
    const known = assessComponent({ ...input, sourceStates: [] });
    const last = workloads.length > 0 ? `; last known ${known.status}` : '';
    summary = `${startUpper(age.staleReason)}${last}.`;
  }
  const cell: MatrixCell = {
    environment: environment.id,
    component: component.id,
    status: assessment.status,
    warning: assessment.warning,
    summary,
    causes: assessment.causes,
    version: assessment.version,
    sync: syncOf(application, workloads),
    replicas: assessment.replicas,
    observedAt: age.observedAt,
    staleReason: age.staleReason,
  };
  return { cell, assessment, sources, age };
}
