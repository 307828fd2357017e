import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { currentConditions, conditionIn, fromCondition } from '../conditions';
import { isStatusEmpty, read, readRecords, readString } from '../read';
import type { Verdict } from '../types';
import { NOT_JUDGED, degraded, healthy, unknown } from '../verdict';
import { judgeByPhase } from '../phases';

type Level = 'ERROR' | 'WARNING' | 'INFO';

/** Levels of Istio's analysis as numbers; the API writes either form. */
const LEVELS: Record<string, Level> = {
  '3': 'ERROR',
  ERROR: 'ERROR',
  '8': 'WARNING',
  WARNING: 'WARNING',
  '12': 'INFO',
  INFO: 'INFO',
};

function describe(message: Record<string, unknown>): string {
  const code =
    readString(message, 'type.code') ?? readString(message, 'type.name');
  const link = readString(message, 'documentationUrl');
  return [code ?? 'analysis message', link ? `(${link})` : '']
    .filter(Boolean)
    .join(' ');
}

/**
 * Health of an Istio networking or security object from the findings of Istio's
 * analysis. They are written only while status writing is switched on, so an
 * object without any is not judged.
 */
export function istioRule(object: KubeObject): Verdict {
  const found = readRecords(object, 'status.validationMessages').map(m => ({
    level: LEVELS[String(m.level)],
    text: describe(m),
  }));
  const at = (level: Level) => found.filter(f => f.level === level);
  const fields = ['status.validationMessages'];
  const list = (items: typeof found) => items.map(i => i.text).join(', ');
  if (at('ERROR').length > 0) {
    return degraded({
      rule: 'istio.analysis-error',
      reason: 'AnalysisError',
      message: `Istio's analysis found errors: ${list(at('ERROR'))}.`,
      fields,
    });
  }
  const reconciled = conditionIn(currentConditions(object), 'Reconciled');
  if (reconciled && reconciled.status !== 'True') {
    return fromCondition('Progressing', 'istio.reconciled', reconciled, {
      fallback: 'Not every proxy has the current version.',
    });
  }
  if (at('WARNING').length > 0) {
    return healthy({
      rule: 'istio.analysis-warning',
      reason: 'AnalysisWarning',
      message: `Istio's analysis warns: ${list(at('WARNING'))}.`,
      fields,
      warning: true,
    });
  }
  if (
    reconciled ||
    (!isStatusEmpty(object) &&
      read(object, 'status.validationMessages') !== undefined)
  ) {
    return healthy({
      rule: 'istio.reconciled',
      reason: 'Reconciled',
      message: "Istio's analysis found no fault.",
      fields: [...fields, 'status.conditions[Reconciled]'],
    });
  }
  return unknown({
    rule: 'istio.not-analysed',
    reason: NOT_JUDGED,
    message:
      'Not judged: Istio writes no status for this object unless its analysis is switched on.',
    fields: ['status'],
  });
}

const OPERATOR_WORDS = [
  'NONE',
  'UPDATING',
  'RECONCILING',
  'HEALTHY',
  'ERROR',
] as const;

/** Health of an IstioOperator, whose status is a word or its number. */
export function istioOperatorRule(object: KubeObject): Verdict {
  const raw = read(object, 'status.status');
  const word = typeof raw === 'number' ? OPERATOR_WORDS[raw] : raw;
  return judgeByPhase(
    { ...object, status: { ...object.status, status: word } },
    {
      id: 'istiooperator',
      what: 'The Istio control plane',
      path: 'status.status',
      table: {
        NONE: 'Unknown',
        UPDATING: 'Progressing',
        RECONCILING: 'Progressing',
        HEALTHY: 'Healthy',
        ERROR: 'Degraded',
      },
    },
  );
}
