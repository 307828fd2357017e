import { describeFound } from '@chat2sql/plugin-platform-common';
import { joinPath, type Checker, type Fields } from './Checker';
import { checkMetadata, checkName } from './checkMetadata';

function has(fields: Fields, key: string): boolean {
  return fields[key] !== undefined && fields[key] !== null;
}

function present(fields: Fields, keys: string[]): string {
  const found = keys.filter(key => has(fields, key));
  return found.length === 0 ? 'none of them' : found.join(' and ');
}

function checkMetricSpec(check: Checker, path: string, value: unknown): void {
  const spec = check.object(path, value, ['metricSource']);
  if (!spec) return;
  const at = joinPath(path, 'metricSource');
  const source = check.object(at, spec.metricSource, [
    'metricSourceRef',
    'type',
    'spec',
  ]);
  if (!source) return;
  if (has(source, 'metricSourceRef') && source.metricSourceRef !== '') {
    checkName(check, joinPath(at, 'metricSourceRef'), source.metricSourceRef);
  }
  check.optionalText(joinPath(at, 'type'), source.type, 1050);
  const free = check.object(joinPath(at, 'spec'), source.spec);
  if (free && Object.keys(free).length === 0) {
    check.refuse(joinPath(at, 'spec'), 'this field must not be empty', {
      found: '{}',
      allowed: 'at least one key',
    });
  }
}

function checkRatioMetric(check: Checker, path: string, value: unknown): void {
  const ratio = check.object(path, value, [
    'counter',
    'good',
    'bad',
    'total',
    'raw',
    'rawType',
  ]);
  if (!ratio) return;
  if (has(ratio, 'counter')) {
    check.boolean(joinPath(path, 'counter'), ratio.counter);
  }
  for (const key of ['good', 'bad', 'total', 'raw']) {
    if (has(ratio, key))
      checkMetricSpec(check, joinPath(path, key), ratio[key]);
  }
  if (has(ratio, 'rawType') || has(ratio, 'raw')) {
    check.oneOf(joinPath(path, 'rawType'), ratio.rawType, [
      'success',
      'failure',
    ] as const);
  }
  const raw = has(ratio, 'raw');
  const good = has(ratio, 'good');
  const bad = has(ratio, 'bad');
  const total = has(ratio, 'total');
  const classic = total && good !== bad && !raw;
  const direct = raw && !total && !good && !bad;
  if (!classic && !direct) {
    check.refuse(path, 'a ratio needs one way of counting', {
      found: present(ratio, ['good', 'bad', 'total', 'raw']),
      allowed: 'total with either good or bad, or raw alone',
    });
  }
}

/** The `spec` of an SLI, on its own or written inside an SLO. */
export function checkSliSpec(
  check: Checker,
  path: string,
  value: unknown,
): void {
  const spec = check.object(path, value, [
    'description',
    'thresholdMetric',
    'ratioMetric',
  ]);
  if (!spec) return;
  check.optionalText(joinPath(path, 'description'), spec.description, 1050);
  if (has(spec, 'thresholdMetric') === has(spec, 'ratioMetric')) {
    check.refuse(path, 'an indicator has exactly one kind of metric', {
      found: present(spec, ['thresholdMetric', 'ratioMetric']),
      allowed: 'thresholdMetric or ratioMetric',
    });
  }
  if (has(spec, 'thresholdMetric')) {
    checkMetricSpec(
      check,
      joinPath(path, 'thresholdMetric'),
      spec.thresholdMetric,
    );
  }
  if (has(spec, 'ratioMetric')) {
    checkRatioMetric(check, joinPath(path, 'ratioMetric'), spec.ratioMetric);
  }
}

/**
 * `indicator` and `indicatorRef` of an SLO or of one of its objectives.
 *
 * @returns how many of the two are there
 */
export function checkIndicator(
  check: Checker,
  path: string,
  owner: Fields,
): number {
  const inline = has(owner, 'indicator');
  const ref = has(owner, 'indicatorRef');
  if (inline && ref) {
    check.refuse(
      path,
      'an indicator is written here or referred to, not both',
      {
        found: 'indicator and indicatorRef',
        allowed: 'indicator or indicatorRef',
      },
    );
  }
  if (inline) {
    const at = joinPath(path, 'indicator');
    const indicator = check.object(at, owner.indicator, ['metadata', 'spec']);
    if (indicator) {
      checkMetadata(check, joinPath(at, 'metadata'), indicator.metadata);
      checkSliSpec(check, joinPath(at, 'spec'), indicator.spec);
    }
  }
  if (ref) {
    checkName(check, joinPath(path, 'indicatorRef'), owner.indicatorRef);
  }
  return Number(inline) + Number(ref);
}

/** Refuses a field that has no meaning where it stands. */
export function forbid(
  check: Checker,
  path: string,
  fields: Fields,
  key: string,
  because: string,
): void {
  if (!has(fields, key)) return;
  check.refuse(
    joinPath(path, key),
    `this field is not allowed here: ${because}`,
    {
      found: describeFound(fields[key]),
    },
  );
}
