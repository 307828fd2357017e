import * as fc from 'fast-check';
import type { ScenarioName } from '../../scenario/types';
import { makeMatcher } from '../promql/matcher';
import { queryInstant, queryRange } from '../promql/runQuery';
import type { Series } from '../promql/Series';
import type { SeriesModel } from './createSeriesModel';
import { createSeriesModel } from './createSeriesModel';
import { Traffic } from './Traffic';

jest.setTimeout(120_000);

const NOW = new Date('2026-11-25T10:00:30Z');
const HOUR = 3_600_000;
const API = 'job="chat2sql-backend",endpoint=~"/api/v1/.+"';

function modelAt(
  now: Date = NOW,
  scenario: ScenarioName = 'healthy',
  since: Date = now,
  seed = 42,
): SeriesModel {
  return createSeriesModel({
    seed,
    now: () => now,
    scenario: { name: scenario, since },
  });
}

function all(model: SeriesModel, name: string): readonly Series[] {
  return model.select([makeMatcher('__name__', '=~', name)], {
    fromMs: 0,
    toMs: Infinity,
  });
}

function value(model: SeriesModel, query: string, now: Date = NOW): number {
  const result = queryInstant(model, query, now.getTime());
  if (result.type !== 'vector' || result.series.length !== 1) {
    throw new Error(`not one value: ${query}`);
  }
  return result.series[0].point[1];
}

describe('Traffic', () => {
  it('has the integral of its rate', () => {
    const traffic = new Traffic(1, 'prod', 24);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 * 24 }),
        fc.integer({ min: 1, max: 48 }),
        (hours, length) => {
          const from = Date.UTC(2024, 0, 1) + hours * HOUR;
          const to = from + length * HOUR;
          let sum = 0;
          const step = 20_000;
          for (let t = from; t < to; t += step) {
            sum += (traffic.rate(t + step / 2) * step) / 1000;
          }
          const integral = traffic.total(to) - traffic.total(from);
          expect(Math.abs(sum / integral - 1)).toBeLessThan(0.001);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('is never negative, quiet at weekends, and of the wanted mean', () => {
    const traffic = new Traffic(1, 'prod', 24);
    const monday = Date.UTC(2026, 10, 23);
    const day = (index: number) =>
      traffic.total(monday + (index + 1) * 24 * HOUR) -
      traffic.total(monday + index * 24 * HOUR);
    expect(day(5)).toBeLessThan(0.5 * day(1));
    for (let t = monday; t < monday + 168 * HOUR; t += 600_000) {
      expect(traffic.rate(t)).toBeGreaterThan(0);
    }
    const year =
      traffic.total(monday) - traffic.total(monday - 364 * 24 * HOUR);
    expect(year / (364 * 86_400)).toBeCloseTo(24, 0);
  });
});

describe('createSeriesModel', () => {
  it('has the names and labels of the real service', () => {
    const model = modelAt();
    const [requests] = all(model, 'chat2sql_api_http_requests_total');
    expect(Object.keys(requests.labels)).toEqual([
      ...['__name__', 'cluster', 'container', 'endpoint', 'instance', 'job'],
      ...['method', 'namespace', 'pod', 'service', 'status_code'],
    ]);
    const bounds = all(
      model,
      'chat2sql_api_http_request_duration_seconds_bucket',
    ).map(({ labels }) => labels.le);
    expect([...new Set(bounds)]).toEqual(
      expect.arrayContaining(['0.005', '0.1', '2.5', '10', '+Inf']),
    );
    for (const name of [
      ...[
        'chat2sql_api_active_connections',
        'chat2sql_system_goroutines_count',
      ],
      ...['kube_pod_status_ready', 'istio_requests_total', 'argocd_app_info'],
      ...['certmanager_certificate_expiration_timestamp_seconds', 'up'],
      ...['velero_backup_last_successful_timestamp', 'redis_up'],
      ...['pg_stat_activity_count', 'pg_settings_max_connections'],
    ]) {
      expect([name, all(model, name).length]).not.toEqual([name, 0]);
    }
  });

  it('is a pure function of time and seed', () => {
    const later = modelAt(new Date(NOW.getTime() + 5 * HOUR));
    const now = modelAt();
    const last = now.bounds().last;
    const names = '.+';
    const [a, b] = [all(now, names), all(later, names)];
    expect(a.length).toBeGreaterThan(5000);
    fc.assert(
      fc.property(fc.nat(a.length - 1), fc.nat(30 * 1440), (i, back) => {
        expect(b[i].labels).toEqual(a[i].labels);
        expect(b[i].at(last - back)).toBe(a[i].at(last - back));
      }),
      { numRuns: 2000 },
    );
    const other = all(modelAt(NOW, 'healthy', NOW, 43), 'up');
    expect(other[0].labels.pod).not.toBe(all(now, 'up')[0].labels.pod);
  });

  it('keeps to the shape it promises', () => {
    const model = modelAt(NOW, 'prod-incident', new Date(NOW.getTime() - HOUR));
    const series = all(model, '.+').filter(({ shape }) => shape !== 'free');
    const { last } = model.bounds();
    fc.assert(
      fc.property(
        fc.constantFrom(...series),
        fc.oneof(fc.nat(90), fc.nat(30 * 1440)),
        (one, back) => {
          const index = last - back;
          if (one.breaks?.(index - 1, index).includes(index)) return;
          const [before, after] = [one.at(index - 1), one.at(index)];
          const kept =
            one.shape === 'steps' ? after === before : after >= before;
          expect([one.labels, kept]).toEqual([one.labels, true]);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('has histograms that add up', () => {
    const model = modelAt();
    const { last } = model.bounds();
    const buckets = new Map<string, { le: number; series: Series }[]>();
    for (const series of all(model, 'chat2sql_.*_bucket')) {
      const { le, ...rest } = series.labels;
      const key = JSON.stringify(rest);
      const entry = { le: Number(le.replace('+Inf', 'Infinity')), series };
      buckets.set(key, [...(buckets.get(key) ?? []), entry]);
    }
    for (const list of buckets.values()) {
      const counts = list
        .sort((x, y) => x.le - y.le)
        .map(({ series }) => series.at(last));
      expect(counts).toEqual([...counts].sort((x, y) => x - y));
    }
    expect(
      value(
        model,
        `sum(chat2sql_api_http_request_duration_seconds_count{${API}})`,
      ),
    ).toBe(value(model, `sum(chat2sql_api_http_requests_total{${API}})`));
  });

  it.each([
    '2026-06-01T00:00:00Z',
    '2026-11-25T10:00:00Z',
    '2026-12-24T18:00:00Z',
    '2027-03-01T12:00:00Z',
  ])('leaves a budget in prod and none in staging at %s', text => {
    const now = new Date(text);
    for (const seed of [1, 42]) {
      const model = modelAt(now, 'healthy', now, seed);
      const left = (namespace: string, target: number) => {
        const selector = `${API},namespace="${namespace}"`;
        const ratio = value(
          model,
          `sum(increase(chat2sql_api_http_requests_total{${selector},status_code=~"5.."}[30d])) / sum(increase(chat2sql_api_http_requests_total{${selector}}[30d]))`,
          now,
        );
        return 1 - ratio / (1 - target);
      };
      expect(left('chat2sql-prod', 0.999)).toBeGreaterThan(0.1);
      expect(left('chat2sql-prod', 0.999)).toBeLessThan(0.8);
      expect(left('chat2sql-staging', 0.999)).toBeLessThan(0);
      const failures = model
        .world()
        .environments.find(({ name }) => name === 'prod')!
        .load.disturbances.failing.filter(
          ({ fromMs, toMs }) =>
            toMs > now.getTime() - 30 * 24 * HOUR && fromMs < now.getTime(),
        );
      expect(failures.length).toBeGreaterThanOrEqual(1);
      expect(failures.length).toBeLessThanOrEqual(3);
    }
  });

  it('plays an incident from its start on and keeps what was before', () => {
    const since = new Date(NOW.getTime() - 2 * HOUR);
    const model = modelAt(NOW, 'prod-incident', since);
    const healthy = modelAt();
    const errors = `sum(rate(chat2sql_api_http_requests_total{${API},namespace="chat2sql-prod",status_code=~"5.."}[5m])) / sum(rate(chat2sql_api_http_requests_total{${API},namespace="chat2sql-prod"}[5m]))`;
    const before = new Date(since.getTime() - 60_000);
    expect(value(model, errors)).toBeCloseTo(0.06, 2);
    expect(value(model, errors, before)).toBe(value(healthy, errors, before));
    expect(value(healthy, errors)).toBeLessThan(0.002);
    expect(
      value(
        model,
        'sum(kube_deployment_status_replicas_available{namespace="chat2sql-prod",deployment="chat2sql-backend"})',
      ),
    ).toBe(3);
    const p95 =
      'histogram_quantile(0.95, sum by (le) (rate(chat2sql_api_http_request_duration_seconds_bucket{namespace="chat2sql-prod",method="GET",endpoint=~"/api/v1/users.*"}[5m])))';
    expect(value(model, p95)).toBeGreaterThan(2 * value(healthy, p95));
  });

  it('keeps an incident in the past when it is over', () => {
    let now = NOW;
    const model = createSeriesModel({
      seed: 42,
      now: () => now,
      scenario: { name: 'prod-incident', since: NOW },
    });
    const restarts =
      'sum(increase(kube_pod_container_status_restarts_total{namespace="chat2sql-prod"}[1h]))';
    now = new Date(NOW.getTime() + HOUR);
    const during = value(model, restarts, now);
    expect(during).toBeGreaterThan(20);
    model.record({ name: 'healthy', since: now });
    expect(value(model, restarts, now)).toBeCloseTo(during, -1);
    const end = now;
    now = new Date(now.getTime() + 3 * HOUR);
    expect(value(model, restarts, end)).toBeCloseTo(during, -1);
    expect(value(model, restarts, now)).toBe(0);
  });

  it.each<[ScenarioName, string, string, string]>([
    [
      'certificate-expiring',
      'min(certmanager_certificate_expiration_timestamp_seconds{cluster="prod"} - time())',
      '172800',
      '> 864000',
    ],
    [
      'backup-stale',
      'max(time() - velero_backup_last_successful_timestamp{cluster="prod"})',
      '> 172800',
      '< 93600',
    ],
    [
      'drift',
      'count(argocd_app_info{name="chat2sql-prod",sync_status="OutOfSync"}) or vector(0)',
      '1',
      '0',
    ],
    [
      'rollout-stuck',
      'sum(kube_pod_container_status_waiting_reason{namespace="chat2sql-staging",reason="ImagePullBackOff"}) or vector(0)',
      '1',
      '0',
    ],
    ['cluster-silent', 'min(up{job="apiserver",cluster="prod"})', '0', '1'],
  ])('tells the story of %s', (scenario, query, told, otherwise) => {
    const holds = (found: number, wanted: string) => {
      const [op, bound] = wanted.split(' ');
      if (op === '>') return found > Number(bound);
      if (op === '<') return found < Number(bound);
      return Math.abs(found - Number(wanted)) < 60;
    };
    const since = new Date(NOW.getTime() - 30_000);
    const during = value(modelAt(NOW, scenario, since), query);
    expect([during, holds(during, told)]).toEqual([during, true]);
    const before = value(modelAt(), query);
    expect([before, holds(before, otherwise)]).toEqual([before, true]);
    expect(during).not.toBe(before);
  });

  it('has a hole where Prometheus was down', () => {
    let now = new Date(NOW.getTime() - 30 * 60_000);
    const model = createSeriesModel({
      seed: 42,
      now: () => now,
      scenario: { name: 'healthy', since: now },
    });
    model.record({ name: 'prometheus-down', since: now });
    now = new Date(now.getTime() + 20 * 60_000);
    model.record({ name: 'healthy', since: now });
    now = NOW;
    const counts = queryRange(model, 'count(up)', {
      startMs: NOW.getTime() - 40 * 60_000,
      endMs: NOW.getTime(),
      stepMs: 60_000,
    });
    // From 09:30:30 to 09:50:30; the sample of 09:30 is shown for five minutes.
    expect(counts[0].points).toHaveLength(41 - 16);
    expect(value(model, 'max(count_over_time(up[40m]))')).toBe(20);
  });

  it('answers a long range without visiting its samples', () => {
    const model = modelAt();
    const query = `sum(increase(chat2sql_api_http_requests_total{${API}}[30d]))`;
    value(model, query);
    const start = performance.now();
    value(model, query);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
