import { describeFound } from '@chat2sql/plugin-platform-common';
import { checkAlertPolicies, checkDuration, OPERATORS } from './checkAlerting';
import { joinPath, type Checker, type Fields } from './Checker';
import { checkIndicator, forbid } from './checkSli';

function has(fields: Fields, key: string): boolean {
  return fields[key] !== undefined && fields[key] !== null;
}

/** True for a name of the IANA time zone database that this runtime knows. */
function isTimeZone(name: unknown): boolean {
  if (typeof name !== 'string' || !/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) {
    return false;
  }
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/** True for `YYYY-MM-DD HH:MM:SS` that names a real date. */
function isStartTime(text: unknown): boolean {
  const match =
    typeof text === 'string' &&
    /^(\d{4})-(\d{2})-(\d{2}) ([01]\d|2[0-3]):([0-5]\d):([0-5]\d)$/.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1, 4).map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function checkTimeWindow(check: Checker, path: string, value: unknown): void {
  const window = check.object(path, value, [
    'duration',
    'isRolling',
    'calendar',
  ]);
  if (!window) return;
  checkDuration(check, joinPath(path, 'duration'), window.duration);
  const rolling = has(window, 'isRolling')
    ? check.boolean(joinPath(path, 'isRolling'), window.isRolling)
    : false;
  if (rolling !== undefined && rolling === has(window, 'calendar')) {
    check.refuse(
      path,
      rolling
        ? 'a rolling window has no calendar'
        : 'a window that does not roll needs a calendar',
      {
        found: rolling ? 'isRolling: true and calendar' : 'no calendar',
        allowed: 'isRolling: true, or calendar',
      },
    );
  }
  if (!has(window, 'calendar')) return;
  const at = joinPath(path, 'calendar');
  const calendar = check.object(at, window.calendar, ['startTime', 'timeZone']);
  if (!calendar) return;
  if (!isStartTime(calendar.startTime)) {
    check.refuse(joinPath(at, 'startTime'), 'this is not a start time', {
      found: describeFound(calendar.startTime),
      allowed: 'YYYY-MM-DD HH:MM:SS',
    });
  }
  if (!isTimeZone(calendar.timeZone)) {
    check.refuse(joinPath(at, 'timeZone'), 'this is not a time zone', {
      found: describeFound(calendar.timeZone),
      allowed: 'an IANA name such as Europe/Berlin',
    });
  }
}

function checkTarget(check: Checker, path: string, objective: Fields): void {
  const share = has(objective, 'target');
  const percent = has(objective, 'targetPercent');
  if (share === percent) {
    check.refuse(path, 'an objective has exactly one target', {
      found: share ? 'target and targetPercent' : 'none of them',
      allowed: 'target or targetPercent',
    });
  }
  if (share) {
    check.number(joinPath(path, 'target'), objective.target, {
      holds: n => n >= 0 && n < 1,
      allowed: 'a number from 0 up to, not including, 1',
    });
  }
  if (percent) {
    check.number(joinPath(path, 'targetPercent'), objective.targetPercent, {
      holds: n => n >= 0 && n < 100,
      allowed: 'a number from 0 up to, not including, 100',
    });
  }
}

function checkObjective(
  check: Checker,
  path: string,
  value: unknown,
  context: { spec: Fields; composite: boolean },
): void {
  const objective = check.object(path, value, [
    'displayName',
    'op',
    'value',
    'target',
    'targetPercent',
    'timeSliceTarget',
    'timeSliceWindow',
    'indicator',
    'indicatorRef',
    'compositeWeight',
  ]);
  if (!objective) return;
  const { spec, composite } = context;
  check.optionalText(
    joinPath(path, 'displayName'),
    objective.displayName,
    1050,
  );
  checkTarget(check, path, objective);
  if (composite && checkIndicator(check, path, objective) === 0) {
    check.refuse(path, 'each objective of a composite needs an indicator', {
      found: 'none',
      allowed: 'indicator or indicatorRef',
    });
  }
  if (has(objective, 'compositeWeight')) {
    check.number(joinPath(path, 'compositeWeight'), objective.compositeWeight, {
      holds: n => n > 0,
      allowed: 'a number above 0',
    });
  }
  checkSlices(check, path, objective, spec.budgetingMethod);
  const holder = composite ? objective : spec;
  const inline = (holder.indicator as Fields | undefined)?.spec as
    | Fields
    | undefined;
  checkComparison(check, path, objective, {
    threshold: Boolean(inline && has(inline, 'thresholdMetric')),
    ratio: Boolean(inline && has(inline, 'ratioMetric')),
  });
}

function checkSlices(
  check: Checker,
  path: string,
  objective: Fields,
  method: unknown,
): void {
  const needsTarget = method === 'Timeslices';
  if (needsTarget || has(objective, 'timeSliceTarget')) {
    check.number(joinPath(path, 'timeSliceTarget'), objective.timeSliceTarget, {
      holds: n => n > 0 && n <= 1,
      allowed: 'a number above 0, at most 1',
    });
  }
  const needsWindow = needsTarget || method === 'RatioTimeslices';
  if (needsWindow || has(objective, 'timeSliceWindow')) {
    checkDuration(
      check,
      joinPath(path, 'timeSliceWindow'),
      objective.timeSliceWindow,
    );
  }
}

function checkComparison(
  check: Checker,
  path: string,
  objective: Fields,
  metric: { threshold: boolean; ratio: boolean },
): void {
  if (metric.ratio) {
    const because = 'a ratio has no threshold';
    forbid(check, path, objective, 'op', because);
    forbid(check, path, objective, 'value', because);
    return;
  }
  if (metric.threshold || has(objective, 'op')) {
    check.oneOf(joinPath(path, 'op'), objective.op, OPERATORS);
  }
  if (metric.threshold || has(objective, 'value')) {
    check.number(joinPath(path, 'value'), objective.value);
  }
}

/** The `spec` of an SLO. */
export function checkSloSpec(
  check: Checker,
  path: string,
  value: unknown,
): void {
  const spec = check.object(path, value, [
    'description',
    'service',
    'indicator',
    'indicatorRef',
    'timeWindow',
    'budgetingMethod',
    'objectives',
    'alertPolicies',
  ]);
  if (!spec) return;
  check.optionalText(joinPath(path, 'description'), spec.description, 1050);
  check.text(joinPath(path, 'service'), spec.service);
  const objectives = check.list(joinPath(path, 'objectives'), spec.objectives, {
    min: 1,
  });
  const composite = (objectives ?? []).some(
    o =>
      o !== null &&
      typeof o === 'object' &&
      (has(o as Fields, 'indicator') || has(o as Fields, 'indicatorRef')),
  );
  const own = checkIndicator(check, path, spec);
  if (own > 0 === composite) {
    check.refuse(path, 'the indicator stands in one place', {
      found: composite ? 'both places' : 'none',
      allowed:
        'indicator or indicatorRef in spec, or in every entry of spec.objectives',
    });
  }
  const windows = check.list(joinPath(path, 'timeWindow'), spec.timeWindow, {
    min: 1,
    max: 1,
  });
  for (const [i, window] of (windows ?? []).entries()) {
    checkTimeWindow(check, joinPath(joinPath(path, 'timeWindow'), i), window);
  }
  check.oneOf(joinPath(path, 'budgetingMethod'), spec.budgetingMethod, [
    'Occurrences',
    'Timeslices',
    'RatioTimeslices',
  ] as const);
  for (const [i, objective] of (objectives ?? []).entries()) {
    checkObjective(
      check,
      joinPath(joinPath(path, 'objectives'), i),
      objective,
      { spec, composite },
    );
  }
  checkAlertPolicies(check, path, spec);
}
