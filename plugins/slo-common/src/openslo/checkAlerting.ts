import { describeFound } from '@chat2sql/plugin-platform-common';
import { joinPath, type Checker, type Fields } from './Checker';
import { checkMetadata, checkName } from './checkMetadata';
import { DURATION_ALLOWED, parseDuration } from './duration';

/** A length of time in the shorthand. */
export function checkDuration(
  check: Checker,
  path: string,
  value: unknown,
): void {
  if (parseDuration(value)) return;
  check.refuse(
    path,
    value === undefined || value === null
      ? 'this field is required'
      : 'this is not a length of time',
    { found: describeFound(value ?? undefined), allowed: DURATION_ALLOWED },
  );
}

/** Values of `op`. */
export const OPERATORS = ['lte', 'gte', 'lt', 'gt'] as const;

/** The `spec` of an AlertCondition. */
export function checkAlertConditionSpec(
  check: Checker,
  path: string,
  value: unknown,
): void {
  const spec = check.object(path, value, [
    'description',
    'severity',
    'condition',
  ]);
  if (!spec) return;
  check.optionalText(joinPath(path, 'description'), spec.description, 1050);
  check.text(joinPath(path, 'severity'), spec.severity);
  const at = joinPath(path, 'condition');
  const condition = check.object(at, spec.condition, [
    'kind',
    'op',
    'threshold',
    'lookbackWindow',
    'alertAfter',
  ]);
  if (!condition) return;
  check.oneOf(joinPath(at, 'kind'), condition.kind, ['burnrate'] as const);
  check.oneOf(joinPath(at, 'op'), condition.op, OPERATORS);
  check.number(joinPath(at, 'threshold'), condition.threshold);
  checkDuration(
    check,
    joinPath(at, 'lookbackWindow'),
    condition.lookbackWindow,
  );
  if (condition.alertAfter !== undefined && condition.alertAfter !== null) {
    checkDuration(check, joinPath(at, 'alertAfter'), condition.alertAfter);
  }
}

/** The `spec` of an AlertNotificationTarget. */
export function checkNotificationTargetSpec(
  check: Checker,
  path: string,
  value: unknown,
): void {
  const spec = check.object(path, value, ['description', 'target']);
  if (!spec) return;
  check.optionalText(joinPath(path, 'description'), spec.description, 1050);
  check.text(joinPath(path, 'target'), spec.target);
}

/** An entry that is either a reference or an object written in place. */
function checkRefOrInline(
  check: Checker,
  path: string,
  value: unknown,
  form: {
    ref: string;
    kind: string;
    spec: (check: Checker, path: string, value: unknown) => void;
  },
): void {
  const fields = check.object(path, value, [
    form.ref,
    'kind',
    'metadata',
    'spec',
  ]);
  if (!fields) return;
  const given = (key: string) =>
    fields[key] !== undefined && fields[key] !== null;
  const inline = given('spec') || given('kind') || given('metadata');
  if (given(form.ref) === inline) {
    check.refuse(path, 'an entry is a reference or written here', {
      found: inline ? `${form.ref} and spec` : 'none of them',
      allowed: `${form.ref}, or kind, metadata and spec`,
    });
    return;
  }
  if (!inline) {
    checkName(check, joinPath(path, form.ref), fields[form.ref]);
    return;
  }
  check.oneOf(joinPath(path, 'kind'), fields.kind, [form.kind]);
  checkMetadata(check, joinPath(path, 'metadata'), fields.metadata);
  form.spec(check, joinPath(path, 'spec'), fields.spec);
}

/** The `spec` of an AlertPolicy. */
export function checkAlertPolicySpec(
  check: Checker,
  path: string,
  value: unknown,
): void {
  const spec = check.object(path, value, [
    'description',
    'alertWhenNoData',
    'alertWhenResolved',
    'alertWhenBreaching',
    'conditions',
    'notificationTargets',
  ]);
  if (!spec) return;
  check.optionalText(joinPath(path, 'description'), spec.description, 1050);
  for (const key of [
    'alertWhenNoData',
    'alertWhenResolved',
    'alertWhenBreaching',
  ]) {
    if (spec[key] !== undefined && spec[key] !== null) {
      check.boolean(joinPath(path, key), spec[key]);
    }
  }
  const conditions = joinPath(path, 'conditions');
  const targets = joinPath(path, 'notificationTargets');
  const list = check.list(conditions, spec.conditions, { min: 1, max: 1 });
  for (const [i, entry] of (list ?? []).entries()) {
    checkRefOrInline(check, joinPath(conditions, i), entry, {
      ref: 'conditionRef',
      kind: 'AlertCondition',
      spec: checkAlertConditionSpec,
    });
  }
  const targetList = check.list(targets, spec.notificationTargets, { min: 1 });
  for (const [i, entry] of (targetList ?? []).entries()) {
    checkRefOrInline(check, joinPath(targets, i), entry, {
      ref: 'targetRef',
      kind: 'AlertNotificationTarget',
      spec: checkNotificationTargetSpec,
    });
  }
}

/** `spec.alertPolicies` of an SLO. */
export function checkAlertPolicies(
  check: Checker,
  path: string,
  spec: Fields,
): void {
  if (spec.alertPolicies === undefined || spec.alertPolicies === null) return;
  const at = joinPath(path, 'alertPolicies');
  const list = check.list(at, spec.alertPolicies, { min: 0 });
  for (const [i, entry] of (list ?? []).entries()) {
    checkRefOrInline(check, joinPath(at, i), entry, {
      ref: 'alertPolicyRef',
      kind: 'AlertPolicy',
      spec: checkAlertPolicySpec,
    });
  }
}
