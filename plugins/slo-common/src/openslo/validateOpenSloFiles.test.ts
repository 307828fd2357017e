import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { validateOpenSloFiles } from './validateOpenSloFiles';

const SLO = `
apiVersion: openslo/v1
kind: SLO
metadata:
  name: web
  annotations:
    chat2sql.io/owner: group:default/sre
    chat2sql.io/runbook: backend-error-rate
    chat2sql.io/environments: dev,prod
spec:
  service: web
  indicator:
    metadata: { name: web-sli }
    spec:
      ratioMetric:
        counter: true
        bad: { metricSource: { type: Prometheus, spec: { query: 'errors_total{namespace="{{.namespace}}"}' } } }
        total: { metricSource: { type: Prometheus, spec: { query: 'requests_total{namespace="{{.namespace}}"}' } } }
  timeWindow: [{ duration: 30d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ targetPercent: 99.9 }]
---
apiVersion: openslo/v1
kind: Service
metadata: { name: web }
spec: {}
`;

function errorsOf(text: string) {
  return validateOpenSloFiles([{ file: 'a.yaml', text }]).documents.flatMap(
    d => d.errors,
  );
}

describe('validateOpenSloFiles', () => {
  it('accepts a good file and expands its environments', () => {
    const result = validateOpenSloFiles([{ file: 'a.yaml', text: SLO }]);
    expect(result.documents).toEqual([
      expect.objectContaining({
        index: 0,
        kind: 'SLO',
        valid: true,
        errors: [],
        warnings: [],
      }),
      expect.objectContaining({ index: 1, kind: 'Service', valid: true }),
    ]);
    expect(result.objectives.map(o => [o.id, o.tier, o.targetPercent])).toEqual(
      [
        ['web.dev', 'dev', '99.9'],
        ['web.prod', 'prod', '99.9'],
      ],
    );
    const { indicator } = result.objectives[1];
    expect(indicator).toMatchObject({
      kind: 'ratio',
      bad: {
        form: 'selector',
        text: 'errors_total{namespace="chat2sql-prod"}',
      },
    });
    expect(result.objectives[0].revision).not.toBe(
      result.objectives[1].revision,
    );
    expect(() => JSON.stringify(result)).not.toThrow();
  });

  it('names every fault of a document at once', () => {
    const paths = errorsOf(
      SLO.replace('name: web\n', 'name: Web Shop\n')
        .replace('duration: 30d', 'duration: -1h')
        .replace('targetPercent: 99.9', 'targetPercent: 100, target: 0.9')
        .replace('  service: web\n', '  service: web\n  slo: x\n'),
    ).map(p => p.path);
    expect(paths).toEqual([
      'metadata.name',
      'spec.slo',
      'spec.timeWindow[0].duration',
      'spec.objectives[0]',
      'spec.objectives[0].targetPercent',
    ]);
  });

  it.each([
    ['duration: 30d', 'duration: Week', 'spec.timeWindow[0].duration'],
    ['duration: 30d', 'duration: 0d', 'spec.timeWindow[0].duration'],
    ['isRolling: true', 'isRolling: false', 'spec.timeWindow[0]'],
    [
      'isRolling: true',
      'isRolling: false, calendar: { startTime: Monday, timeZone: Europe/Berlin }',
      'spec.timeWindow[0].calendar.startTime',
    ],
    [
      'isRolling: true',
      'isRolling: false, calendar: { startTime: 2026-02-30 00:00:00, timeZone: Europe/Berlin }',
      'spec.timeWindow[0].calendar.startTime',
    ],
    [
      'isRolling: true',
      'isRolling: false, calendar: { startTime: 2026-02-28 00:00:00, timeZone: Mars/Base }',
      'spec.timeWindow[0].calendar.timeZone',
    ],
    ['targetPercent: 99.9', 'target: 1', 'spec.objectives[0].target'],
    ['targetPercent: 99.9', 'target: 0.9, op: lte', 'spec.objectives[0].op'],
    [
      'budgetingMethod: Occurrences',
      'budgetingMethod: Timeslices',
      'spec.objectives[0].timeSliceTarget',
    ],
    ['counter: true', 'counter: 1', 'spec.indicator.spec.ratioMetric.counter'],
    ['        bad:', '        good:', undefined],
    [
      'counter: true',
      'counter: true\n        good: { metricSource: { spec: { query: a } } }',
      'spec.indicator.spec.ratioMetric',
    ],
    ['dev,prod', 'dev,Prod', 'metadata.annotations.chat2sql.io/environments'],
    ['dev,prod', 'dev,dev', 'metadata.annotations.chat2sql.io/environments'],
    ['spec: {}', 'spec: { markdown: x }', 'spec.markdown'],
  ])('judges %s -> %s', (from, to, path) => {
    expect(errorsOf(SLO.replace(from, to)).map(p => p.path)[0]).toBe(path);
  });

  it('refuses two conditions and negative look-backs', () => {
    const policy = (lookback: string, copies: number) => `
apiVersion: openslo/v1
kind: AlertPolicy
metadata: { name: p }
spec:
  conditions:
${`    - kind: AlertCondition
      metadata: { name: c }
      spec: { severity: page, condition: { kind: burnrate, op: gt, threshold: 2, lookbackWindow: ${lookback} } }
`.repeat(copies)}  notificationTargets: [{ targetRef: mail }]
`;
    const target = `---\napiVersion: openslo/v1\nkind: AlertNotificationTarget\nmetadata: { name: mail }\nspec: { target: mail }\n`;
    expect(errorsOf(policy('1h', 1) + target)).toEqual([]);
    expect(errorsOf(policy('1h', 2) + target)[0].path).toBe('spec.conditions');
    expect(errorsOf(policy('-1h', 1) + target)[0].path).toBe(
      'spec.conditions[0].spec.condition.lookbackWindow',
    );
    expect(errorsOf(policy('1h', 1))[0]).toMatchObject({
      path: 'spec.notificationTargets[0].targetRef',
      found: '"mail"',
    });
  });

  it('tells what to do about other dialects', () => {
    for (const version of ['openslo/v1alpha', 'openslo.com/v2alpha']) {
      const [problem] = errorsOf(
        `apiVersion: ${version}\nkind: SLO\nmetadata: { name: x }\nspec: {}`,
      );
      expect(problem.path).toBe('apiVersion');
      expect(problem.message).toMatch(/openslo\/v1/);
    }
  });

  it('keeps the good documents of a file with a broken one', () => {
    const result = validateOpenSloFiles([
      { file: 'a.yaml', text: `a: 1\na: 2\n---\n${SLO}` },
      { file: 'b.yaml', text: '' },
      { file: 'c.yaml', text: '- [' },
    ]);
    expect(result.documents.map(d => [d.file, d.index, d.valid])).toEqual([
      ['a.yaml', 0, false],
      ['a.yaml', 1, true],
      ['a.yaml', 2, true],
      ['b.yaml', 0, false],
      ['c.yaml', 0, false],
    ]);
    expect(result.objectives).toHaveLength(2);
  });

  it('resolves references across files and checks the comparison', () => {
    const sli = `apiVersion: openslo/v1\nkind: SLI\nmetadata: { name: lag }\nspec: { thresholdMetric: { metricSource: { spec: { query: 'max(lag)' } } } }`;
    const slo = `apiVersion: openslo/v1\nkind: SLO\nmetadata: { name: x }\nspec:\n  service: web\n  indicatorRef: lag\n  timeWindow: [{ duration: 7d, isRolling: true }]\n  budgetingMethod: Occurrences\n  objectives: [{ target: 0.9, op: lt, value: 5 }]`;
    const files = (text: string) =>
      validateOpenSloFiles([
        { file: 'slo.yaml', text },
        { file: 'sli.yaml', text: sli },
      ]);
    expect(files(slo).objectives[0].indicator).toMatchObject({
      kind: 'threshold',
      op: 'lt',
      value: 5,
    });
    expect(
      files(slo.replace(', op: lt, value: 5', '')).documents[0].errors.map(
        e => e.path,
      ),
    ).toEqual(['spec.objectives[0].op', 'spec.objectives[0].value']);
  });

  it('advises without refusing', () => {
    const text = SLO.replace(/ {4}chat2sql.io\/owner.*\n/, '')
      .replace('targetPercent: 99.9', 'targetPercent: 90')
      .replace('duration: 30d', 'duration: 43200m')
      .replace('requests_total{', 'latency_bucket{')
      .replace('service: web', 'service: shop');
    const [slo] = validateOpenSloFiles([{ file: 'a.yaml', text }]).documents;
    expect(slo.valid).toBe(true);
    expect(slo.warnings.map(w => w.path)).toEqual([
      'metadata.annotations.chat2sql.io/owner',
      'spec.service',
      'spec.timeWindow[0].duration',
      'spec.objectives[0].targetPercent',
      'spec.indicator.spec.ratioMetric.total.metricSource.spec.query',
    ]);
    expect(slo.warnings[3].message).toMatch(/14.4 cannot fire/);
  });

  it('lets single environments have another target', () => {
    const annotate = (targets: string) =>
      validateOpenSloFiles([
        {
          file: 'a.yaml',
          text: SLO.replace(
            'environments: dev,prod',
            `environments: dev,prod\n    chat2sql.io/targets: ${targets}`,
          ),
        },
      ]);
    expect(
      annotate('dev=99.5').objectives.map(o => [o.id, o.targetPercent]),
    ).toEqual([
      ['web.dev', '99.5'],
      ['web.prod', '99.9'],
    ]);
    for (const wrong of ['dev=100', 'test=99', 'dev', 'dev=-1', 'dev=9=9']) {
      const result = annotate(wrong);
      expect(result.objectives).toEqual([]);
      expect(result.documents[0].errors[0].path).toBe(
        'metadata.annotations.chat2sql.io/targets',
      );
    }
  });

  it('says of a name used twice which document counts', () => {
    const result = validateOpenSloFiles([
      { file: 'a.yaml', text: SLO },
      { file: 'b.yaml', text: SLO },
    ]);
    expect(result.objectives).toHaveLength(2);
    expect(result.documents[2].warnings[0].message).toMatch(/a\.yaml/);
  });

  it('gives an opaque indicator with the reason where nothing can be computed', () => {
    for (const [query, reason] of [
      ['sum(rate(errors_total[5m]))', /neither a plain counter/],
      ['errors_total{pod="{{.pod}}"}', /placeholder/],
      ['sum(increase(errors_total[{{.window}}])) or (', /not closed/],
    ] as const) {
      const text = SLO.replace(
        `errors_total{namespace="{{.namespace}}"}`,
        query,
      );
      const result = validateOpenSloFiles([{ file: 'a.yaml', text }]);
      expect(result.documents[0].valid).toBe(true);
      expect(result.objectives[0].indicator).toEqual({
        kind: 'opaque',
        reason: expect.stringMatching(reason),
      });
    }
  });
});

const testdata = resolve(
  process.env.CHAT2SQL_TESTDATA ??
    join(__dirname, '../../../../../shared/testdata'),
  'slo',
);
interface ValidatorCase {
  input: string;
  expect: 'accept' | 'reject';
  message?: string;
  messages?: Array<{ name: string; index: number; property: string }>;
}

const describeWithData = existsSync(testdata) ? describe : describe.skip;

describeWithData(
  'verdicts of the public OpenSLO validators (CHAT2SQL_TESTDATA)',
  () => {
    const cases: ValidatorCase[] = existsSync(testdata)
      ? JSON.parse(
          readFileSync(join(testdata, 'index.json'), 'utf8'),
        ).cases.filter((c: { check: string }) => c.check === 'validate')
      : [];

    it.each(cases)('$expect $input', testCase => {
      const { input, message = '', messages = [] } = testCase;
      const { documents } = validateOpenSloFiles([
        { file: input, text: readFileSync(join(testdata, input), 'utf8') },
      ]);
      const errors = documents.flatMap(d => d.errors);
      expect(errors.length === 0).toBe(testCase.expect === 'accept');
      expect(documents.every(d => d.valid)).toBe(testCase.expect === 'accept');
      for (const { name, index, property } of messages) {
        expect(documents[index].name).toBe(name);
        expect(documents[index].errors.map(e => e.path)).toContain(property);
      }
      const unknown = /unknown field "(\w+)"/.exec(message);
      const paths = errors.map(e => e.path);
      expect(paths).toEqual(
        expect.arrayContaining(unknown ? [`spec.${unknown[1]}`] : []),
      );
      expect(paths).toEqual(
        expect.arrayContaining(
          message.includes('unsupported openslo.Version') ? ['apiVersion'] : [],
        ),
      );
    });
  },
);
