import fc from 'fast-check';
import { validateOpenSloFiles } from '../openslo/validateOpenSloFiles';
import type { Measure } from '../tiles/measure';
import { evaluateObjective } from './evaluateObjective';
import { explainObjective } from './explain';
import { matchAlerts } from './matchAlerts';
import { periodOf } from './periodOf';
import { isBurning, SLO_STATES, toneOf } from './states';
import type { EvaluationInput } from './types';

const DAY = 86_400;
const NOW = 1_790_000_100;
const now = new Date(NOW * 1000);

function objectiveOf(more: { annotation?: string; indicator?: string } = {}) {
  const text = `
apiVersion: openslo/v1
kind: SLO
metadata:
  name: web
  annotations: { chat2sql.io/environments: prod${more.annotation ?? ''} }
spec:
  service: web
  indicator:
    metadata: { name: web }
    spec:
      ratioMetric: ${
        more.indicator ??
        `{ counter: true, bad: { metricSource: { spec: { query: e } } }, total: { metricSource: { spec: { query: t } } } }`
      }
  timeWindow: [{ duration: 30d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ targetPercent: 99.9 }]`;
  return validateOpenSloFiles([{ file: 'a', text }]).objectives[0];
}

const objective = objectiveOf();
const measure = (
  total: number,
  bad: number,
  measuredSeconds = 30 * DAY,
  badSeen = true,
): Measure => ({ total, bad, measuredSeconds, badSeen });

function input(more: Partial<EvaluationInput> = {}): EvaluationInput {
  return {
    source: { answering: true },
    period: periodOf(objective.window, NOW),
    elapsedSeconds: 30 * DAY,
    inPeriod: measure(1_000_000, 100),
    windows: {
      '5m': measure(100, 0),
      '30m': measure(600, 0),
      '1h': measure(1_200, 0),
      '2h': measure(2_400, 0),
      '6h': measure(7_200, 1),
      '1d': measure(28_000, 3),
      '3d': measure(90_000, 9),
    },
    measuredUntil: NOW - 30,
    ...more,
  };
}

const judge = (more: Partial<EvaluationInput> = {}, o = objective) =>
  evaluateObjective(o, input(more), now);

describe('evaluateObjective', () => {
  it('is ok when measured and kept', () => {
    const e = judge();
    expect(e.state).toBe('ok');
    expect(e.reasons).toEqual([]);
    expect(e.remaining).toBeCloseTo(0.9, 9);
    expect(e.burn['6h']).toBeCloseTo(1 / 7_200 / 0.001, 9);
    expect(e.burnWord).toBe('steady');
    expect(e.exhaustion.h1).toEqual({ kind: 'not-at-this-rate' });
    expect(e.observedAt).toBe(new Date((NOW - 30) * 1000).toISOString());
  });

  it('tells breached, paging, ticketing and at risk apart', () => {
    expect(judge({ inPeriod: measure(1_000_000, 1_000) }).state).toBe(
      'breached',
    );
    expect(judge({ inPeriod: measure(1_000_000, 999) }).state).toBe('at-risk');
    const windows = input().windows;
    const paging = judge({
      windows: {
        ...windows,
        '5m': measure(1_000, 20),
        '1h': measure(10_000, 200),
      },
    });
    expect(paging.state).toBe('paging');
    expect(paging.burnWord).toBe('burning');
    expect(paging.exhaustion.h1).toMatchObject({ kind: 'in' });
    expect(
      judge({
        windows: {
          ...windows,
          '2h': measure(10_000, 40),
          '1d': measure(100_000, 400),
        },
      }).state,
    ).toBe('ticketing');
    expect(
      judge({ windows: { ...windows, '6h': measure(10_000, 11) } }).state,
    ).toBe('at-risk');
  });

  it('opens a ticket instead of a page for a handful of errors', () => {
    const windows = {
      ...input().windows,
      '5m': measure(10, 1),
      '1h': measure(120, 3),
    };
    const e = judge({ windows });
    expect(e.state).toBe('ticketing');
    expect(e.tiers[0]).toMatchObject({ firing: true, downgraded: true });
  });

  it('is never ok with too little measured, few events or unproven errors', () => {
    expect(judge({ inPeriod: measure(400_000, 10, 12 * DAY) })).toMatchObject({
      state: 'insufficient',
      reasons: ['low-coverage'],
    });
    expect(judge({ inPeriod: measure(900, 0) })).toMatchObject({
      state: 'insufficient',
      reasons: ['low-events'],
      lowTraffic: 'strong',
    });
    const unseen = { inPeriod: measure(1_000_000, 0, 30 * DAY, false) };
    expect(judge(unseen)).toMatchObject({
      state: 'insufficient',
      reasons: ['errors-unproven'],
    });
    const vouched = objectiveOf({
      annotation: ', chat2sql.io/absent-errors: zero',
    });
    expect(judge(unseen, vouched).state).toBe('ok');
    expect(judge({ partial: true })).toMatchObject({
      state: 'insufficient',
      reasons: ['source-partial'],
    });
  });

  it('does not call a budget overdrawn while its history is still being read', () => {
    const some = measure(20_000, 200, DAY);
    expect(judge({ inPeriod: some, loading: true })).toMatchObject({
      state: 'insufficient',
      reasons: ['loading-history'],
    });
    expect(judge({ inPeriod: some }).state).toBe('breached');
  });

  it('keeps the numbers and says unknown when the source is silent', () => {
    const source = {
      answering: false,
      reason: 'Prometheus main refuses the connection',
      since: 'x',
    };
    const e = judge({ source });
    expect(e).toMatchObject({
      state: 'unknown',
      lastState: 'ok',
      reasons: ['source-unreachable'],
      detail: source.reason,
      unknownSince: 'x',
    });
    expect(e.remaining).toBeCloseTo(0.9, 9);
    const never = judge({
      source,
      inPeriod: measure(0, 0, 0, false),
      windows: {},
      measuredUntil: undefined,
    });
    expect(never.state).toBe('unknown');
    expect([never.remaining, never.total]).toEqual([undefined, undefined]);
    expect(judge({ measuredUntil: NOW - 2_000 })).toMatchObject({
      state: 'unknown',
      lastState: 'ok',
      reasons: ['series-stale'],
    });
  });

  it('has six kinds of nothing', () => {
    const none = {
      inPeriod: measure(0, 0, 0, false),
      windows: {},
      measuredUntil: undefined,
    };
    const reason = (more: Partial<EvaluationInput>) => {
      const e = judge({ ...none, ...more });
      expect(e.remaining).toBeUndefined();
      return [e.state, ...e.reasons];
    };
    expect(reason({})).toEqual(['no-data', 'series-never-seen']);
    expect(reason({ inPeriod: measure(0, 0) })).toEqual([
      'no-data',
      'no-traffic',
    ]);
    expect(reason({ queryError: 'parse error' })).toEqual([
      'no-data',
      'query-rejected',
    ]);
    expect(reason({ faults: new Set(['good-missing'] as const) })).toEqual([
      'no-data',
      'good-missing',
    ]);
    expect(reason({ faults: new Set(['nan-dropped'] as const) })).toEqual([
      'no-data',
      'nan-dropped',
    ]);
    expect(reason({ loading: true })).toEqual([
      'insufficient',
      'loading-history',
    ]);
    expect(reason({ period: undefined })).toEqual([
      'no-data',
      'window-not-started',
    ]);
    const opaque = objectiveOf({
      indicator:
        '{ counter: true, bad: { metricSource: { spec: { query: "rate(e[5m])" } } }, total: { metricSource: { spec: { query: t } } } }',
    });
    expect(judge({}, opaque)).toMatchObject({
      state: 'not-computable',
      reasons: ['spec'],
    });
  });

  it('treats a budget of exactly nothing left as breached, not as no data', () => {
    const e = judge({ inPeriod: measure(1_000_000, 1_000) });
    expect(e.remaining).toBe(0);
    expect(e.exhaustion.h1).toEqual({ kind: 'exhausted' });
  });

  it('is ok only when everything is there, for any input', () => {
    fc.assert(
      fc.property(
        fc.record({
          total: fc.integer({ min: 0, max: 10_000_000 }),
          share: fc.double({ min: 0, max: 0.01, noNaN: true }),
          measured: fc.integer({ min: 0, max: 30 * DAY }),
          badSeen: fc.boolean(),
          answering: fc.boolean(),
          loading: fc.boolean(),
          partial: fc.boolean(),
          age: fc.integer({ min: 0, max: 3_000 }),
          error: fc.option(fc.constant('x'), { nil: undefined }),
        }),
        r => {
          const e = judge({
            inPeriod: measure(
              r.total,
              r.total * r.share,
              r.measured,
              r.badSeen,
            ),
            source: { answering: r.answering },
            loading: r.loading,
            partial: r.partial,
            queryError: r.error,
            measuredUntil: NOW - r.age,
          });
          const ok =
            r.answering &&
            !r.partial &&
            r.error === undefined &&
            r.badSeen &&
            r.measured >= 0.9 * 30 * DAY &&
            r.age <= 900 &&
            r.total >= 1_000 &&
            (e.remaining ?? -1) >= 0.1;
          expect(e.state === 'ok').toBe(ok);
          expect(toneOf(e.state) === 'healthy').toBe(e.state === 'ok');
        },
      ),
    );
  });
});

describe('states', () => {
  it('has one good state', () => {
    expect(SLO_STATES.filter(s => toneOf(s) === 'healthy')).toEqual(['ok']);
    expect(SLO_STATES.filter(isBurning)).toEqual([
      'breached',
      'paging',
      'ticketing',
      'at-risk',
    ]);
  });
});

describe('matchAlerts', () => {
  const alert = (
    labels: Record<string, string>,
    state: 'firing' | 'pending' = 'firing',
  ) => ({
    name: 'Burn',
    state,
    activeAt: '2026-11-25T10:00:00Z',
    labels,
  });

  it('lands on the right row only', () => {
    const match = (labels: Record<string, string>) =>
      matchAlerts(objective, [alert(labels)], []).state;
    expect(match({ slo: 'web', environment: 'prod' })).toBe('firing');
    expect(match({ slo: 'web', namespace: 'chat2sql-prod' })).toBe('firing');
    expect(match({ slo: 'web', environment: 'dev' })).toBe('no-rule');
    expect(match({ slo: 'web' })).toBe('no-rule');
    expect(match({ slo: 'webshop', environment: 'prod' })).toBe('no-rule');
    expect(
      matchAlerts(
        objective,
        [alert({ slo: 'web', environment: 'prod' }, 'pending')],
        [],
      ).state,
    ).toBe('pending');
    expect(
      matchAlerts(objective, [], [{ name: 'x', labels: { slo: 'web' } }]).state,
    ).toBe('quiet');
    const named = { ...objective, alertNames: ['Burn'] };
    expect(
      matchAlerts(named, [alert({ slo: 'x', namespace: 'chat2sql-prod' })], [])
        .state,
    ).toBe('firing');
    expect(matchAlerts(objective, undefined, undefined).state).toBe('unknown');
    expect(matchAlerts(objective, [], undefined).state).toBe('unknown');
  });
});

describe('explainObjective', () => {
  it('gives the queries to copy and where each number is from', () => {
    const e = explainObjective({
      objective,
      evaluation: judge(),
      prometheus: 'main',
      instantWindows: ['5m', '1h'],
    });
    expect(e.budget).toBe('1/1000');
    expect(e.decimals).toBe(3);
    expect(e.queries.find(q => q.window === 'period')?.promql).toBe(
      '  sum(increase(e[30d]))\n/\n  sum(increase(t[30d]))',
    );
    expect(e.queries.map(q => [q.window, q.origin])).toContainEqual([
      '1h',
      'instant',
    ]);
    expect(e.queries.map(q => [q.window, q.origin])).toContainEqual([
      '3d',
      'slots',
    ]);
  });
});
