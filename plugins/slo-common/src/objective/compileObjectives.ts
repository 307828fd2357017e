import {
  ANNOTATIONS,
  describeFound,
  type Problem,
} from '@chat2sql/plugin-platform-common';
import { alertTiers } from '../numbers/alertTiers';
import { budgetOf } from '../numbers/budget';
import {
  fractionFromDecimal,
  fractionToPercentText,
  type ExactFraction,
} from '../numbers/fraction';
import { parseDuration } from '../openslo/duration';
import type { DocumentIndex, PlacedDocument } from '../openslo/references';
import type {
  SliSpec,
  SloObjectiveSpec,
  SloSpec,
  TimeWindowSpec,
} from '../openslo/types';
import { isCatalogRef, isRunbookPage } from './annotations';
import {
  readEnvironments,
  readTargets,
  type ObjectiveEnvironment,
} from './environments';
import { fingerprint } from './fingerprint';
import { readIndicator } from './readIndicator';
import {
  nominalPeriodSeconds,
  SLO_ANNOTATIONS,
  type Objective,
  type ObjectiveWindow,
} from './types';

function windowOf(spec: TimeWindowSpec): ObjectiveWindow {
  const duration = parseDuration(spec.duration);
  if (!duration) throw new Error(`not a duration: ${spec.duration}`);
  const { count, unit, seconds } = duration;
  if (!spec.calendar) {
    return { kind: 'rolling', seconds, text: spec.duration };
  }
  return {
    kind: 'calendar',
    text: spec.duration,
    count,
    unit,
    ...spec.calendar,
  };
}

function targetOf(objective: SloObjectiveSpec): ExactFraction {
  const target =
    objective.target !== undefined
      ? fractionFromDecimal(objective.target)
      : fractionFromDecimal(objective.targetPercent ?? NaN, true);
  if (!target) throw new Error('the target is not a decimal');
  return target;
}

function sliOf(
  spec: SloSpec,
  objective: SloObjectiveSpec,
  index: DocumentIndex,
): SliSpec {
  const inline = objective.indicator ?? spec.indicator;
  if (inline) return inline.spec;
  const ref = objective.indicatorRef ?? spec.indicatorRef ?? '';
  return (index.get('SLI', ref)?.document.spec as SliSpec | undefined) ?? {};
}

function labelsOf(
  labels: Record<string, string | string[]> | undefined,
): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(labels ?? {}).map(([key, value]) => [
      key,
      Array.isArray(value) ? value : [value],
    ]),
  );
}

/** An annotation that becomes a link is used only when it has the right form. */
function usable(
  value: string | undefined,
  valid: (text: string) => boolean,
): string | undefined {
  return value !== undefined && valid(value) ? value : undefined;
}

interface ObjectiveContext {
  placed: PlacedDocument;
  index: DocumentIndex;
  environment?: ObjectiveEnvironment;
  position: number;
  absentErrors: 'zero' | 'unproven';
  /** Target of this environment, when it differs from the document's. */
  target?: ExactFraction;
}

function compileObjective(context: ObjectiveContext): Objective {
  const { placed, index, environment, position, absentErrors } = context;
  const { metadata } = placed.document;
  const spec = placed.document.spec as SloSpec;
  const objective = spec.objectives[position];
  const annotations = metadata.annotations ?? {};
  const read = readIndicator({
    sli: sliOf(spec, objective, index),
    spec,
    objective,
    bindings: {
      environment: environment?.id,
      namespace: environment?.namespace,
    },
    absentErrors,
  });
  const target = context.target ?? targetOf(objective);
  const window = windowOf(spec.timeWindow[0]);
  const several = spec.objectives.length > 1;
  const title = metadata.displayName ?? metadata.name;
  return {
    id: [metadata.name, environment?.id, several ? position : undefined]
      .filter(part => part !== undefined)
      .join('.'),
    slo: metadata.name,
    position,
    displayName:
      several && objective.displayName
        ? `${title}: ${objective.displayName}`
        : title,
    description: spec.description,
    service: spec.service,
    environment: environment?.id,
    namespace: environment?.namespace,
    tier: environment?.tier,
    entityRef: usable(annotations[ANNOTATIONS.entity], isCatalogRef),
    owner: usable(annotations[ANNOTATIONS.owner], isCatalogRef),
    runbook: usable(annotations[ANNOTATIONS.runbook], isRunbookPage),
    labels: labelsOf(metadata.labels),
    alertNames: (annotations[SLO_ANNOTATIONS.alerts] ?? '')
      .split(',')
      .map(name => name.trim())
      .filter(name => name !== ''),
    source: { file: placed.file, index: placed.index },
    target,
    targetPercent: fractionToPercentText(target),
    window,
    method: spec.budgetingMethod,
    slice: read.slice,
    metricSource: read.metricSource,
    indicator: read.indicator,
    tiers: alertTiers(nominalPeriodSeconds(window), budgetOf(target)),
    revision: fingerprint([
      read.indicator,
      read.metricSource,
      read.slice,
      spec.budgetingMethod,
    ]),
  };
}

function readAbsentErrors(annotations: Record<string, string>): {
  value: 'zero' | 'unproven';
  problems: Array<Omit<Problem, 'file'>>;
} {
  const text = annotations[SLO_ANNOTATIONS.absentErrors] ?? 'unproven';
  if (text === 'zero' || text === 'unproven') {
    return { value: text, problems: [] };
  }
  return {
    value: 'unproven',
    problems: [
      {
        path: `metadata.annotations.${SLO_ANNOTATIONS.absentErrors}`,
        message: 'this value is not allowed',
        found: describeFound(text),
        allowed: 'zero, unproven',
      },
    ],
  };
}

/**
 * Turns valid SLO documents into objectives: one per entry of
 * `spec.objectives` and environment.
 *
 * @param documents - documents whose references are resolved
 * @returns the objectives, and the documents whose portal annotations are wrong:
 * those give none
 */
export function compileObjectives(
  documents: readonly PlacedDocument[],
  index: DocumentIndex,
): { objectives: Objective[]; problems: Map<PlacedDocument, Problem[]> } {
  const objectives: Objective[] = [];
  const problems = new Map<PlacedDocument, Problem[]>();
  for (const placed of documents) {
    if (placed.document.kind !== 'SLO') continue;
    const annotations = placed.document.metadata.annotations ?? {};
    const environments = readEnvironments(annotations);
    const absent = readAbsentErrors(annotations);
    const targets = readTargets(
      annotations,
      environments.environments.map(e => e.id),
    );
    const faults = [
      ...environments.problems,
      ...absent.problems,
      ...targets.problems,
    ];
    if (faults.length > 0) {
      const at = { file: placed.file, line: placed.line };
      problems.set(
        placed,
        faults.map(p => ({ ...at, document: placed.index, ...p })),
      );
      continue;
    }
    const wanted: Array<ObjectiveEnvironment | undefined> =
      environments.environments.length > 0
        ? environments.environments
        : [undefined];
    const { spec } = placed.document as { spec: SloSpec };
    for (const environment of wanted) {
      for (const position of spec.objectives.keys()) {
        objectives.push(
          compileObjective({
            placed,
            index,
            environment,
            position,
            absentErrors: absent.value,
            target: environment && targets.targets.get(environment.id),
          }),
        );
      }
    }
  }
  return { objectives, problems };
}
