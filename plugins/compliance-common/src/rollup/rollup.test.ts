import fc from 'fast-check';
import type { Control, Edge, Framework } from '../framework/types';
import { COMPLIANCE_STATUSES, type ComplianceStatus } from '../status/status';
import { rollUpControl } from './control';
import { rollUpEdge, type RollupResult } from './edge';
import { rollUpFramework } from './framework';

function result(
  status: ComplianceStatus,
  check = 'A',
  rest: Partial<RollupResult> = {},
): RollupResult {
  const observed =
    status === 'pass' || status === 'fail' || status === 'partial';
  return {
    id: `${check}:${status}`,
    check,
    status,
    look: {
      status: observed ? 'observed' : (status as 'stale'),
      observedAt: '2026-11-25T10:00:00Z',
    },
    findings:
      status === 'fail' || status === 'partial'
        ? [
            {
              control: 'x',
              severity: status,
              path: 'spec.hostPID',
              message: '',
            },
          ]
        : [],
    findingsTotal: 0,
    ...rest,
  };
}

const edge = (check: string, rest: Partial<Edge> = {}): Edge => ({
  check,
  strength: 'direct',
  required: true,
  ...rest,
});
const control = (edges: Edge[], rest: Partial<Control> = {}): Control => ({
  id: '1',
  subject: { en: 'x' },
  automatable: 'full',
  edges,
  doesNotProve: { en: 'y' },
  ...rest,
});
const from = (results: RollupResult[]) => (check: string) =>
  results.filter(r => r.check === check);

describe('rollUpEdge', () => {
  it('looks only at the selected findings', () => {
    const failing = result('fail');
    const status = (controls: string[], fields?: string[]) =>
      rollUpEdge({ select: { controls, fields } }, [failing]).status;
    expect(status(['x'])).toBe('fail');
    expect(status(['y'])).toBe('pass');
    expect(status(['x'], ['hostPID'])).toBe('fail');
    expect(status(['x'], ['hostIPC'])).toBe('pass');
  });

  it('never passes over an unreadable pod or over findings that were cut', () => {
    const select = { controls: ['y'] };
    const podspec = result('fail', 'A', {
      findings: [
        { control: 'podspec', severity: 'fail', path: 'spec', message: '' },
      ],
    });
    expect(rollUpEdge({ select }, [podspec]).status).toBe('fail');
    const cut = result('fail', 'A', { findingsTotal: 60 });
    expect(rollUpEdge({ select }, [cut]).status).toBe('partial');
    const old = result('stale', 'A', {
      findings: [
        {
          control: 'y',
          severity: 'fail',
          path: '',
          message: '',
          outdated: true,
        },
      ],
    });
    expect(rollUpEdge({ select }, [old]).status).toBe('stale');
  });

  it('is not observed when one subject is not, or when there is none', () => {
    expect(rollUpEdge({}, [])).toMatchObject({
      status: 'not-evidenced',
      observed: false,
    });
    expect(rollUpEdge({}, [result('pass'), result('stale')])).toMatchObject({
      status: 'stale',
      observed: false,
      subjects: { pass: 1, stale: 1 },
    });
    expect(rollUpEdge({}, [result('pass'), result('fail')]).observed).toBe(
      true,
    );
  });
});

describe('rollUpControl', () => {
  it.each<[string, Control, RollupResult[], ComplianceStatus]>([
    ['direct and passing', control([edge('A')]), [result('pass')], 'pass'],
    [
      'only partial edges',
      control([edge('A', { strength: 'partial' })]),
      [result('pass')],
      'partial',
    ],
    [
      'only indicative edges',
      control([edge('A', { strength: 'indicative' })]),
      [result('pass')],
      'not-evidenced',
    ],
    [
      'a machine can prove it in part',
      control([edge('A')], { automatable: 'part' }),
      [result('pass')],
      'partial',
    ],
    [
      'the worst required edge',
      control([edge('A'), edge('B')]),
      [result('pass'), result('stale', 'B')],
      'stale',
    ],
    [
      'an optional edge fails',
      control([edge('A'), edge('B', { required: false })]),
      [result('pass'), result('fail', 'B')],
      'pass',
    ],
    [
      'an indicative edge fails',
      control([edge('A'), edge('B', { strength: 'indicative' })]),
      [result('pass'), result('fail', 'B')],
      'pass',
    ],
    ['no results at all', control([edge('A')]), [], 'not-evidenced'],
    [
      'nothing applies',
      control([edge('A')]),
      [
        result('not-applicable', 'A', {
          look: { status: 'not-applicable' },
        }),
      ],
      'not-applicable',
    ],
    [
      'a broken mapping',
      control([edge('A')], { fault: 'no such check' }),
      [result('pass')],
      'error',
    ],
    [
      'a missing signature',
      control([edge('A')], {
        attestation: { statement: { en: 's' }, validFor: 'P365D' },
      }),
      [result('pass')],
      'manual-due',
    ],
  ])('%s', (_name, subject, results, expected) => {
    expect(rollUpControl(subject, from(results)).status).toBe(expected);
  });

  it('tells a ceiling from a finding', () => {
    const part = control([edge('A')], { automatable: 'part' });
    expect(rollUpControl(part, from([result('pass')]))).toMatchObject({
      status: 'partial',
      capped: true,
    });
    expect(rollUpControl(part, from([result('partial')]))).toMatchObject({
      status: 'partial',
      capped: false,
    });
  });

  it('lets a valid signature cover what a machine cannot prove, and no violation', () => {
    const signed = control([edge('A', { strength: 'partial' })], {
      automatable: 'part',
      attestation: { statement: { en: 's' }, validFor: 'P365D' },
    });
    expect(rollUpControl(signed, from([result('pass')]), 'valid').status).toBe(
      'attested',
    );
    expect(rollUpControl(signed, from([result('fail')]), 'valid').status).toBe(
      'fail',
    );
  });
});

describe('rollUpFramework', () => {
  const framework = (controls: Control[]): Framework => ({
    id: 'f',
    version: '1',
    title: { en: 'F' },
    source: { publisher: 'p', document: 'd' },
    controls: controls.map((c, i) => ({ ...c, id: String(i + 1) })),
    file: 'f.yaml',
  });

  it('tells shares with what they are shares of', () => {
    const rollup = rollUpFramework(
      framework([
        control([edge('A')]),
        control([edge('B')]),
        control([edge('C')]),
      ]),
      from([result('pass'), result('fail', 'B'), result('stale', 'C')]),
    );
    expect(rollup).toMatchObject({
      conformance: { count: 1, of: 3 },
      coverage: { count: 2, of: 3 },
      worst: { id: '2', status: 'fail' },
      observedAt: '2026-11-25T10:00:00Z',
    });
    expect(rollup.counts).toMatchObject({ pass: 1, fail: 1, stale: 1 });
    expect(Object.keys(rollup.counts)).toHaveLength(COMPLIANCE_STATUSES.length);
  });

  const observable = fc.constantFrom<ComplianceStatus>(
    'pass',
    'fail',
    'partial',
    'stale',
    'unreadable',
  );
  const checks = ['A', 'B', 'C'];
  const results = fc.array(
    fc
      .tuple(observable, fc.constantFrom(...checks))
      .map(([s, c]) => result(s, c)),
    { maxLength: 8 },
  );
  const edges = fc.array(
    fc.record({
      check: fc.constantFrom(...checks),
      strength: fc.constantFrom<Edge['strength']>(
        'direct',
        'partial',
        'indicative',
      ),
      required: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  );
  const controls = fc.array(
    fc
      .tuple(
        edges,
        fc.constantFrom<Control['automatable']>('full', 'part', 'none'),
      )
      .map(([e, automatable]) => control(e, { automatable })),
    { minLength: 1, maxLength: 5 },
  );

  it('never gains when a source is taken away', () => {
    fc.assert(
      fc.property(
        controls,
        results,
        fc.constantFrom(...checks),
        fc.constantFrom<ComplianceStatus>(
          'stale',
          'unreadable',
          'not-evidenced',
        ),
        (list, all, gone, hole) => {
          const before = rollUpFramework(framework(list), from(all));
          const after = rollUpFramework(
            framework(list),
            from([...all.filter(r => r.check !== gone), result(hole, gone)]),
          );
          const silent = rollUpFramework(
            framework(list),
            from(all.filter(r => r.check !== gone)),
          );
          for (const later of [after, silent]) {
            expect(later.conformance.count).toBeLessThanOrEqual(
              before.conformance.count,
            );
            expect(later.coverage.count).toBeLessThanOrEqual(
              before.coverage.count,
            );
            expect(later.conformance.of).toBe(before.conformance.of);
          }
        },
      ),
    );
  });

  it('never passes on indicative edges or where a machine cannot prove it', () => {
    fc.assert(
      fc.property(controls, results, (list, all) => {
        const rollup = rollUpFramework(framework(list), from(all));
        for (const [id, { status, covered }] of rollup.controls) {
          const c = list[Number(id) - 1];
          if (status !== 'pass') continue;
          expect(c.automatable).toBe('full');
          expect(covered).toBe(true);
          expect(c.edges.some(e => e.required && e.strength === 'direct')).toBe(
            true,
          );
        }
      }),
    );
  });
});
