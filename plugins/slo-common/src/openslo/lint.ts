import {
  ANNOTATIONS,
  describeFound,
  type Problem,
} from '@chat2sql/plugin-platform-common';
import { alertTiers, burnCeiling } from '../numbers/alertTiers';
import { budgetOf } from '../numbers/budget';
import { fractionFromDecimal } from '../numbers/fraction';
import { isCatalogRef, isRunbookPage } from '../objective/annotations';
import { readEnvironments } from '../objective/environments';
import { readIndicator } from '../objective/readIndicator';
import { parseDuration } from './duration';
import type { DocumentIndex, PlacedDocument } from './references';
import { sliAdvice, type Advice } from './lintSli';
import type { BurnCondition, SliSpec, SloSpec } from './types';

/** Operators for which a higher burn rate is worse. */
const ABOVE = ['gt', 'gte'];

function annotationAdvice(placed: PlacedDocument): Advice[] {
  const annotations = placed.document.metadata.annotations ?? {};
  const wanted = [
    {
      key: ANNOTATIONS.owner,
      what: 'the owner',
      valid: isCatalogRef,
      allowed: 'a catalog reference such as group:default/sre',
    },
    {
      key: ANNOTATIONS.runbook,
      what: 'the runbook',
      valid: isRunbookPage,
      allowed: 'the name of a runbook page such as backend-error-rate',
    },
  ];
  const advice: Advice[] = [];
  for (const { key, what, valid, allowed } of wanted) {
    const value = annotations[key];
    if (value !== undefined && valid(value)) continue;
    advice.push({
      path: `metadata.annotations.${key}`,
      message:
        value === undefined
          ? `nobody is told ${what} of this objective`
          : 'this value cannot be used',
      found: describeFound(value),
      allowed,
    });
  }
  return advice;
}

/** Burn conditions of an SLO's policies that a total outage would not reach. */
function conditionAdvice(spec: SloSpec, index: DocumentIndex): Advice[] {
  const ceilings = spec.objectives.map(objective => {
    const target = fractionFromDecimal(
      objective.target ?? objective.targetPercent ?? 0,
      objective.target === undefined,
    );
    return target ? burnCeiling(budgetOf(target)) : Infinity;
  });
  const lowest = Math.min(...ceilings);
  const advice: Advice[] = [];
  for (const [i, entry] of (spec.alertPolicies ?? []).entries()) {
    const policy =
      typeof entry.alertPolicyRef === 'string'
        ? index.get('AlertPolicy', entry.alertPolicyRef)?.document.spec
        : entry.spec;
    const conditions = (policy as { conditions?: unknown[] } | undefined)
      ?.conditions;
    for (const item of conditions ?? []) {
      const { conditionRef, spec: inline } = item as {
        conditionRef?: string;
        spec?: unknown;
      };
      const held = conditionRef
        ? index.get('AlertCondition', conditionRef)?.document.spec
        : inline;
      const condition = (held as { condition?: BurnCondition } | undefined)
        ?.condition;
      if (!condition || !ABOVE.includes(condition.op)) continue;
      if (condition.threshold < lowest) continue;
      advice.push({
        path: `spec.alertPolicies[${i}]`,
        message: 'this alert cannot fire even in a total outage',
        found: `burn rate ${condition.threshold}`,
        allowed: `below ${lowest}, the burn rate of a total outage`,
      });
    }
  }
  return advice;
}

/** Alert tiers of the period that the target leaves out of reach. */
function tierAdvice(spec: SloSpec): Advice[] {
  const period = parseDuration(spec.timeWindow[0].duration)?.seconds ?? 0;
  return spec.objectives.flatMap((objective, i) => {
    const percent = objective.target === undefined;
    const target = fractionFromDecimal(
      objective.target ?? objective.targetPercent ?? 0,
      percent,
    );
    if (!target) return [];
    const budget = budgetOf(target);
    return alertTiers(period, budget)
      .filter(tier => tier.disabled === 'unreachable')
      .map(tier => ({
        path: `spec.objectives[${i}].${percent ? 'targetPercent' : 'target'}`,
        message: `a ${tier.severity} at burn rate ${tier.factor} cannot fire even in a total outage`,
        found: `a total outage burns ${burnCeiling(budget)}`,
        allowed: `a target above ${(100 * (1 - 1 / tier.factor)).toFixed(2)} %`,
      }));
  });
}

function windowAdvice(spec: SloSpec): Advice[] {
  const { duration } = spec.timeWindow[0];
  if (!duration.endsWith('m')) return [];
  return [
    {
      path: 'spec.timeWindow[0].duration',
      message: 'm is minutes; a month is M',
      found: describeFound(duration),
      allowed: `${duration.slice(0, -1)}M for months`,
    },
  ];
}

function computableAdvice(
  placed: PlacedDocument,
  index: DocumentIndex,
): Advice[] {
  const spec = placed.document.spec as SloSpec;
  const { environments } = readEnvironments(
    placed.document.metadata.annotations,
  );
  const [environment] = environments;
  return spec.objectives.flatMap((objective, i) => {
    const ref = objective.indicatorRef ?? spec.indicatorRef;
    const inline = objective.indicator ?? spec.indicator;
    const sli =
      inline?.spec ??
      (index.get('SLI', ref ?? '')?.document.spec as SliSpec | undefined);
    if (!sli) return [];
    const { indicator } = readIndicator({
      sli,
      spec,
      objective,
      bindings: {
        environment: environment?.id,
        namespace: environment?.namespace,
      },
      absentErrors: 'unproven',
    });
    if (indicator.kind !== 'opaque') return [];
    return [
      {
        path: `spec.objectives[${i}]`,
        message: `the portal cannot evaluate this: ${indicator.reason}`,
      },
    ];
  });
}

function referenceAdvice(spec: SloSpec, index: DocumentIndex): Advice[] {
  if (index.get('Service', spec.service)) return [];
  return [
    {
      path: 'spec.service',
      message: 'there is no Service of this name among the files',
      found: describeFound(spec.service),
    },
  ];
}

/**
 * Advice on a valid document: what works, but probably not as its author
 * thinks. Never makes a document invalid.
 */
export function lintDocument(
  placed: PlacedDocument,
  index: DocumentIndex,
): Problem[] {
  const { document } = placed;
  let advice: Advice[] = [];
  if (document.kind === 'SLI') {
    advice = sliAdvice('spec', document.spec as SliSpec);
  }
  if (document.kind === 'SLO') {
    const spec = document.spec as SloSpec;
    advice = [
      ...annotationAdvice(placed),
      ...referenceAdvice(spec, index),
      ...windowAdvice(spec),
      ...tierAdvice(spec),
      ...conditionAdvice(spec, index),
      ...(spec.indicator
        ? sliAdvice('spec.indicator.spec', spec.indicator.spec)
        : []),
      ...spec.objectives.flatMap((o, i) =>
        o.indicator
          ? sliAdvice(`spec.objectives[${i}].indicator.spec`, o.indicator.spec)
          : [],
      ),
      ...computableAdvice(placed, index),
    ];
  }
  return advice.map(entry => ({
    file: placed.file,
    line: placed.line,
    document: placed.index,
    ...entry,
  }));
}
