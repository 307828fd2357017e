import { describeFound, type Problem } from '@chat2sql/plugin-platform-common';
import {
  checkAlertConditionSpec,
  checkAlertPolicySpec,
  checkNotificationTargetSpec,
} from './checkAlerting';
import { Checker, joinPath } from './Checker';
import { checkMetadata } from './checkMetadata';
import { checkSliSpec } from './checkSli';
import { checkSloSpec } from './checkSlo';
import {
  OPENSLO_KINDS,
  OPENSLO_V1,
  type OpenSloDocument,
  type OpenSloKind,
} from './types';

const SPEC_CHECKS: Record<
  OpenSloKind,
  (check: Checker, path: string, value: unknown) => void
> = {
  SLO: checkSloSpec,
  SLI: checkSliSpec,
  AlertPolicy: checkAlertPolicySpec,
  AlertCondition: checkAlertConditionSpec,
  AlertNotificationTarget: checkNotificationTargetSpec,
  DataSource: (check, path, value) => {
    const spec = check.object(path, value, [
      'description',
      'type',
      'connectionDetails',
    ]);
    if (!spec) return;
    check.optionalText(joinPath(path, 'description'), spec.description, 1050);
    check.text(joinPath(path, 'type'), spec.type);
    if (spec.connectionDetails === undefined) {
      check.refuse(
        joinPath(path, 'connectionDetails'),
        'this field is required',
        { found: 'nothing', allowed: 'any value' },
      );
    }
  },
  Service: (check, path, value) => {
    const spec = check.object(path, value ?? {}, ['description']);
    if (!spec) return;
    check.optionalText(joinPath(path, 'description'), spec.description, 1050);
  },
};

/** What the older and newer dialects are called, and what to do about them. */
const OTHER_DIALECTS: Record<string, string> = {
  'openslo/v1alpha':
    'OpenSLO v1alpha is not read: rewrite the document as openslo/v1 (timeWindows becomes timeWindow, ratioMetrics becomes an indicator)',
  'openslo.com/v2alpha':
    'OpenSLO v2alpha is not supported: it may still change; write the document as openslo/v1',
};

/** Result of checking one document. */
export type DocumentCheck =
  | { document: OpenSloDocument; problems: [] }
  | { document: undefined; problems: Problem[] };

/**
 * Checks one document against OpenSLO v1, field by field. Unknown fields are
 * refused: a misspelt one would otherwise silently mean something else.
 *
 * @param value - plain data as read from YAML or JSON
 * @param at - file, line and index, copied into every problem
 */
export function checkDocument(
  value: unknown,
  at: Pick<Problem, 'file' | 'line' | 'document'>,
): DocumentCheck {
  const check = Checker.create(at);
  const refused = (): DocumentCheck => ({
    document: undefined,
    problems: check.problems,
  });
  const root = check.object('', value);
  if (!root) return refused();
  if (root.apiVersion !== OPENSLO_V1) {
    const other =
      typeof root.apiVersion === 'string'
        ? OTHER_DIALECTS[root.apiVersion]
        : undefined;
    check.refuse(
      'apiVersion',
      other ??
        (root.apiVersion === undefined
          ? 'this field is required'
          : 'this version is not known'),
      { found: describeFound(root.apiVersion), allowed: OPENSLO_V1 },
    );
    return refused();
  }
  const kind = check.oneOf('kind', root.kind, OPENSLO_KINDS);
  if (!kind) return refused();
  check.object('', root, ['apiVersion', 'kind', 'metadata', 'spec']);
  const metadata = checkMetadata(check, 'metadata', root.metadata);
  SPEC_CHECKS[kind](check, 'spec', root.spec);
  if (check.problems.length > 0 || !metadata) return refused();
  return {
    document: { apiVersion: OPENSLO_V1, kind, metadata, spec: root.spec ?? {} },
    problems: [],
  };
}
