import { mockServices } from '@backstage/backend-test-utils';
import type { PrometheusSources } from '@chat2sql/plugin-platform-node';
import { DEFAULT_RULES } from '@chat2sql/plugin-slo-common';
import { sloDocument } from '../__fixtures__/documents';
import { FakePrometheus, type Stream } from '../__fixtures__/FakePrometheus';
import { FakeRepository } from '../__fixtures__/FakeRepository';
import { MemoryTileStore } from '../__fixtures__/MemoryTileStore';
import { DocumentLoader } from '../documents/DocumentLoader';
import { SloService } from './SloService';

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;
const START = Date.parse('2026-11-25T10:02:30Z');

/** Uneven traffic with a burst of errors, and no samples during one hour. */
const GAP = Math.floor((START / 1000 - 2 * DAY) / HOUR) * HOUR;
const requests: Stream = minute => {
  const at = minute * MINUTE;
  if (at >= GAP && at < GAP + HOUR) return undefined;
  return 50 + (minute % 7) * 10;
};
const errors: Stream = minute => {
  const total = requests(minute);
  if (total === undefined) return undefined;
  return minute % 500 === 0 ? 20 : 0;
};

describe('SloService', () => {
  let now: Date;
  let prometheus: FakePrometheus;
  let repository: FakeRepository;
  let store: MemoryTileStore;
  let service: SloService;

  function sources(): PrometheusSources {
    return {
      names: () => [prometheus.name],
      get: () => prometheus,
      default: () => prometheus,
    };
  }

  function create(): SloService {
    const logger = mockServices.logger.mock();
    return SloService.create({
      loader: DocumentLoader.create({
        repository,
        directory: 'slos',
        logger,
        now: () => now,
      }),
      sources: sources(),
      store,
      config: {
        directory: 'slos',
        refreshSeconds: 30,
        historyDays: 93,
        rules: DEFAULT_RULES,
      },
      logger,
      now: () => now,
    });
  }

  const pass = (seconds: number) => {
    now = new Date(now.getTime() + seconds * 1000);
  };

  beforeEach(() => {
    now = new Date(START);
    prometheus = new FakePrometheus(() => now);
    for (const env of ['dev', 'prod']) {
      prometheus.streams.set(`requests{ns="chat2sql-${env}"}`, requests);
      prometheus.streams.set(`errors{ns="chat2sql-${env}"}`, errors);
    }
    repository = new FakeRepository({
      'slos/web.yaml': sloDocument({ name: 'web' }),
    });
    store = new MemoryTileStore();
    service = create();
  });

  afterEach(() => service.stop());

  /** Counts [from, to) minute by minute. */
  function oracle(from: number, to: number) {
    let total = 0;
    let bad = 0;
    for (let minute = from / MINUTE; minute < to / MINUTE; minute += 1) {
      total += requests(minute) ?? 0;
      bad += errors(minute) ?? 0;
    }
    return { total, bad };
  }

  it('counts like an oracle over the whole window and every burn window', async () => {
    await service.start();
    await service.refresh();
    const { evaluation } = service.find('web.prod')!;
    const through = Math.floor(START / 1000 / 300) * 300;
    const expected = oracle(through - 7 * DAY, through);
    expect(evaluation.total).toBeCloseTo(expected.total, 6);
    expect(evaluation.bad).toBeCloseTo(expected.bad, 6);
    expect(evaluation.coverage).toEqual({
      measuredSeconds: 7 * DAY - HOUR,
      periodSeconds: 7 * DAY,
    });
    expect(evaluation.state).toBe('ok');
    const burn = (from: number, to: number) => {
      const { total, bad } = oracle(from, to);
      return bad / total / 0.01;
    };
    expect(evaluation.burn['3d']).toBeCloseTo(
      burn(through - 3 * DAY, through),
      9,
    );
    expect(evaluation.burn['6h']).toBeCloseTo(
      burn(through - 6 * HOUR, through),
      9,
    );
    // Short windows end now, not with the last slot.
    const at = START / 1000;
    const live = Array.from({ length: 60 }, (_, i) =>
      Math.floor((at - HOUR + i * 60) / 60),
    );
    const bad = live.reduce((sum, m) => sum + (errors(m) ?? 0), 0);
    const total = live.reduce((sum, m) => sum + (requests(m) ?? 0), 0);
    expect(evaluation.burn['1h']).toBeCloseTo(bad / total / 0.01, 9);
  });

  it('asks as many queries for fifty objectives as for two', async () => {
    await service.start();
    await service.refresh();
    const history = prometheus.count('range');
    expect(history).toBeLessThanOrEqual(31);
    const steady = async () => {
      const before = prometheus.count();
      for (let i = 0; i < 10; i += 1) {
        pass(30);
        await service.refresh();
      }
      return prometheus.count() - before;
    };
    const two = await steady();
    // Ten rounds in five minutes: ten queries, ten looks at the alerts, one for new slots, one for the rules.
    expect(two).toBeLessThanOrEqual(22);
    repository.push(
      Object.fromEntries(
        Array.from({ length: 25 }, (_, i) => [
          `slos/s${i}.yaml`,
          sloDocument({ name: `s${i}` }),
        ]),
      ),
    );
    await service.idle();
    await service.refresh();
    expect(service.judged()).toHaveLength(50);
    expect(await steady()).toBe(two);
  });

  it('keeps every number while Prometheus is down, and recovers', async () => {
    await service.start();
    await service.refresh();
    const before = service.find('web.prod')!.evaluation;
    prometheus.down = 'Prometheus main refuses the connection';
    pass(30);
    await service.refresh();
    expect(service.find('web.prod')!.evaluation.state).toBe('ok');
    pass(600);
    await service.refresh();
    const down = service.find('web.prod')!;
    expect(down.evaluation).toMatchObject({
      state: 'unknown',
      lastState: 'ok',
      detail: 'Prometheus main refuses the connection',
      total: before.total,
      bad: before.bad,
      remaining: before.remaining,
      burn: before.burn,
      observedAt: before.observedAt,
      coverage: before.coverage,
    });
    expect(down.alerts.state).toBe('unknown');
    prometheus.down = undefined;
    const asked = prometheus.count();
    pass(3);
    await service.refresh();
    expect(service.find('web.prod')!.evaluation.state).toBe('ok');
    // Short windows, the slots that were missed, alerts, rules.
    expect(prometheus.count() - asked).toBeLessThanOrEqual(4);
    expect(service.find('web.prod')!.evaluation.coverage.measuredSeconds).toBe(
      7 * DAY - HOUR,
    );
  });

  it('fills a silence of days from history', async () => {
    await service.start();
    await service.refresh();
    prometheus.down = 'gone';
    pass(2 * DAY);
    await service.refresh();
    prometheus.down = undefined;
    pass(5);
    await service.refresh();
    const through = Math.floor((now.getTime() / 1000 - 20) / 300) * 300;
    const expected = oracle(through - 7 * DAY, through);
    const { evaluation } = service.find('web.prod')!;
    expect(evaluation.total).toBeCloseTo(expected.total, 6);
    expect(evaluation.bad).toBeCloseTo(expected.bad, 6);
  });

  it('reads only the last days again after a restart', async () => {
    await service.start();
    await service.refresh();
    const first = prometheus.count('range');
    const before = service.find('web.prod')!.evaluation;
    service.stop();
    const again = create();
    prometheus.asked = [];
    await again.start();
    await again.refresh();
    expect(prometheus.count('range')).toBeLessThanOrEqual(6);
    expect(first).toBeGreaterThan(20);
    expect(again.find('web.prod')!.evaluation.total).toBeCloseTo(
      before.total!,
      6,
    );
    again.stop();
  });

  it('goes on without a database and says so', async () => {
    store.failure = new Error('connect ECONNREFUSED 10.0.0.1');
    await service.start();
    await service.refresh();
    expect(service.find('web.prod')!.evaluation.state).toBe('ok');
    const state = service.sources().find(s => s.kind === 'store');
    expect(state).toMatchObject({ condition: 'failed' });
    expect(state?.reason).not.toMatch(/10\.0\.0\.1/);
  });

  it('hides nobody behind a refused query or a broken file', async () => {
    prometheus.refused.add('broken_total');
    repository = new FakeRepository({
      'slos/bad.yaml':
        'apiVersion: openslo/v1\nkind: SLO\nmetadata: { name: Bad }\n',
      'slos/broken.yaml': sloDocument({
        name: 'broken',
        environments: 'prod',
        bad: 'broken_total',
      }),
      'slos/elsewhere.yaml': sloDocument({
        name: 'elsewhere',
        environments: 'prod',
      }).replace(
        /metricSource: \{ spec/g,
        'metricSource: { metricSourceRef: other, spec',
      ),
      'slos/web.yaml': sloDocument({ name: 'web' }),
    });
    service = create();
    await service.start();
    await service.refresh();
    expect(service.find('web.prod')!.evaluation.state).toBe('ok');
    expect(service.find('broken.prod')!.evaluation).toMatchObject({
      state: 'no-data',
      reasons: ['query-rejected'],
    });
    expect(service.find('elsewhere.prod')!.evaluation).toMatchObject({
      state: 'unknown',
      detail: 'the document names the metric source other; configured are main',
    });
    expect(service.invalid()).toEqual([
      expect.objectContaining({
        file: 'slos/bad.yaml',
        problems: expect.arrayContaining([
          expect.objectContaining({ path: 'metadata.name' }),
        ]),
      }),
    ]);
  });

  it('takes back what was missed while a query was refused', async () => {
    prometheus.refused.add('errors{ns="chat2sql-dev"}');
    await service.start();
    await service.refresh();
    expect(service.find('web.dev')!.evaluation.total).toBeUndefined();
    expect(service.find('web.prod')!.evaluation.state).toBe('ok');
    prometheus.refused.clear();
    pass(660);
    await service.refresh();
    const { dev, prod } = {
      dev: service.find('web.dev')!.evaluation,
      prod: service.find('web.prod')!.evaluation,
    };
    expect(dev.total).toBeCloseTo(prod.total!, 6);
    expect(dev.bad).toBeCloseTo(prod.bad!, 6);
    expect(dev.state).toBe('ok');
  });

  it('keeps the history when only the target changes, and starts anew when the query does', async () => {
    await service.start();
    await service.refresh();
    const before = service.find('web.prod')!.evaluation;
    prometheus.asked = [];
    repository.push({
      'slos/web.yaml': sloDocument({ name: 'web', target: '99.99' }),
    });
    await service.idle();
    await service.refresh();
    const after = service.find('web.prod')!;
    expect(after.objective.targetPercent).toBe('99.99');
    expect(after.evaluation.total).toBeCloseTo(before.total!, 6);
    expect(after.evaluation.state).toBe('breached');
    expect(prometheus.count('range')).toBe(0);
    repository.push({
      'slos/web.yaml': sloDocument({
        name: 'web',
        bad: 'other{ns="{{.namespace}}"}',
      }),
    });
    await service.idle();
    await service.refresh();
    expect(service.find('web.prod')!.evaluation.bad).toBe(0);
    expect(prometheus.count('range')).toBeGreaterThan(20);
  });

  it('keeps the documents while the repository cannot be read', async () => {
    await service.start();
    repository.failure = 'the git host does not answer';
    pass(60);
    repository.push({});
    await service.idle();
    expect(service.judged()).toHaveLength(2);
    expect(service.sources()[0]).toMatchObject({
      condition: 'stale',
      reason: 'the git host does not answer',
      commit: 'c1',
    });
  });

  it('judges time slices of an hour by whole slices', async () => {
    repository = new FakeRepository({
      'slos/web.yaml': sloDocument({
        name: 'web',
        environments: 'prod',
        method: 'Timeslices',
        target: '90',
        objective: ', timeSliceTarget: 0.999, timeSliceWindow: 1h',
      }),
    });
    service = create();
    await service.start();
    await service.refresh();
    for (let i = 0; i < 24; i += 1) {
      pass(300);
      await service.refresh();
    }
    const { evaluation } = service.find('web.prod')!;
    const end = Math.floor(now.getTime() / 1000 / HOUR) * HOUR;
    let slices = 0;
    let bad = 0;
    for (let hour = end - 7 * DAY + HOUR; hour < end; hour += HOUR) {
      const counts = oracle(hour, hour + HOUR);
      if (counts.total === 0) continue;
      slices += 1;
      if (1 - counts.bad / counts.total < 0.999) bad += 1;
    }
    expect(evaluation.total).toBeGreaterThanOrEqual(slices);
    expect(evaluation.total).toBeLessThan(slices + 1.01);
    expect(evaluation.bad).toBeGreaterThanOrEqual(bad);
    expect(evaluation.bad).toBeLessThan(bad + 1.01);
  });
});
