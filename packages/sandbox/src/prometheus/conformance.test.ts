import { PrometheusApi } from './api/PrometheusApi';
import { createSeriesModel } from '.';
import { loadRules } from './rules/loadRules';
import { RuleEngine } from './rules/RuleEngine';
import type { FixedSource } from './__testUtils__/FixedSource';
import { takeOver } from './__testUtils__/FixedSource';
import {
  LANGUAGE_QUERIES,
  PORTAL_QUERIES,
} from './__testUtils__/portalQueries';
import { RealPrometheus, hasPrometheus } from './__testUtils__/RealPrometheus';

// The same samples in Prometheus 2.42 and in the sandbox must give the same answers.

const NOW = new Date('2026-11-24T09:00:40Z');
const SINCE = new Date(NOW.getTime() - 52 * 60_000);
const ROUTES = 'endpoint=~"/api/v1/(users/profile|ai/chat2sql)"';

function createSource(): FixedSource {
  const model = createSeriesModel({
    seed: 42,
    now: () => NOW,
    scenario: { name: 'prod-incident', since: SINCE },
  });
  const engine = new RuleEngine(model, loadRules());
  return takeOver(engine, [
    {
      selector:
        'istio_requests_total{destination_service_namespace="chat2sql-prod",destination_service_name="chat2sql-backend",reporter="source"}',
      hours: 31 * 24,
    },
    {
      selector: `chat2sql_api_http_requests_total{${ROUTES},namespace=~"chat2sql-(staging|prod)"}`,
      hours: 79,
    },
    {
      selector: `chat2sql_api_http_request_duration_seconds_bucket{${ROUTES},le="0.1",namespace="chat2sql-prod"}`,
      hours: 79,
    },
    {
      selector: `chat2sql_api_http_request_duration_seconds_bucket{${ROUTES},le!="0.1",namespace="chat2sql-prod"}`,
      hours: 9,
    },
    {
      selector: `chat2sql_api_http_request_duration_seconds_count{${ROUTES},namespace="chat2sql-prod"}`,
      hours: 79,
    },
    {
      selector: `chat2sql_api_http_request_duration_seconds_sum{${ROUTES}}`,
      hours: 9,
    },
    {
      selector:
        '{__name__=~"kube_(pod_status_ready|pod_container_status_restarts_total|deployment_.*)|container_.*|pg_.*|redis_up|up|certmanager_.*|velero_.*|argocd_.*|chat2sql_api_active_connections|chat2sql_system_.*"}',
      hours: 9,
    },
    { selector: '{__name__=~"ALERTS.*"}', hours: 9 },
  ]);
}

jest.setTimeout(60_000);

interface Answer {
  status: number;
  body: any;
}

/** Equal up to 1e-9 of the larger value; NaN equals NaN. */
function close(a: string, b: string): boolean {
  if (a === b) return true;
  const [x, y] = [Number(a), Number(b)];
  return Math.abs(x - y) <= 1e-9 * Math.max(Math.abs(x), Math.abs(y));
}

function byLabels(result: any[]): Map<string, any> {
  return new Map(
    result.map(series => [
      JSON.stringify(Object.entries(series.metric).sort()),
      series,
    ]),
  );
}

function differences(ours: any, theirs: any): string[] {
  if (ours.resultType !== theirs.resultType) {
    return [`type ${ours.resultType}, not ${theirs.resultType}`];
  }
  const [mine, other] = [ours.result, theirs.result];
  if (ours.resultType === 'scalar' || ours.resultType === 'string') {
    return close(mine[1], other[1]) ? [] : [`${mine[1]}, not ${other[1]}`];
  }
  const left = byLabels(mine);
  const right = byLabels(other);
  const found: string[] = [];
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const a = left.get(key);
    const b = right.get(key);
    if (!a || !b) {
      found.push(`${key} only ${a ? 'here' : 'in Prometheus'}`);
      continue;
    }
    const points = [a.values ?? [a.value], b.values ?? [b.value]];
    if (points[0].length !== points[1].length) {
      found.push(`${key}: ${points[0].length}, not ${points[1].length} points`);
      continue;
    }
    for (const [i, [time, value]] of points[0].entries()) {
      const [otherTime, otherValue] = points[1][i];
      if (time !== otherTime || !close(value, otherValue)) {
        found.push(`${key}: ${time} ${value}, not ${otherTime} ${otherValue}`);
        break;
      }
    }
  }
  return found;
}

const available = hasPrometheus();
if (!available) {
  // eslint-disable-next-line no-console
  console.warn(
    'skipped: comparison with a real Prometheus; prometheus or promtool is not on the PATH',
  );
}

(available ? describe : describe.skip)('against Prometheus 2.42', () => {
  let real: RealPrometheus;
  let api: PrometheusApi;

  beforeAll(async () => {
    const source = createSource();
    const { first, last } = source.bounds();
    real = await RealPrometheus.start(source.series, first, last);
    api = new PrometheusApi({ rules: source } as never, () => NOW);
  }, 240_000);

  afterAll(async () => {
    await real?.stop();
  });

  function ask(path: string, params: Record<string, string>): Answer {
    const { status, body } = api.handle({
      method: 'POST',
      path,
      params: new URLSearchParams(params),
    });
    return { status, body: JSON.parse(JSON.stringify(body)) };
  }

  async function compare(
    path: string,
    params: Record<string, string>,
  ): Promise<string[]> {
    const theirs = await real.get(path, params);
    const ours = ask(path, params);
    const errors = [ours.body.error, theirs.body.error].filter(Boolean);
    return errors.length > 0
      ? errors
      : differences(ours.body.data, theirs.body.data);
  }

  const seconds = (date: Date) => date.getTime() / 1000;
  const instants = [
    seconds(NOW) - 40,
    seconds(NOW) - 1733.25,
    seconds(SINCE) + 120,
    seconds(SINCE) - 4000,
  ];

  describe.each([
    ['portal', PORTAL_QUERIES],
    ['language', LANGUAGE_QUERIES],
  ])('%s queries', (_, queries) => {
    it.each(queries)('at an instant: %s', async query => {
      for (const time of instants) {
        const params = { query, time: String(time) };
        expect(await compare('/api/v1/query', params)).toEqual([]);
      }
    });

    it.each(queries)('over a range: %s', async query => {
      const found = await compare('/api/v1/query_range', {
        query,
        start: String(seconds(NOW) - 7213),
        end: String(seconds(NOW)),
        step: '173',
      });
      expect(found).toEqual([]);
    });
  });

  it.each([
    ['sum(increase(istio_requests_total[30d]))', 'query'],
    ['sum by (response_code) (increase(istio_requests_total[30d]))', 'query'],
    [
      'avg_over_time((sum(rate(istio_requests_total{response_code=~"0|5.."}[5m])) / sum(rate(istio_requests_total[5m])))[30d:1h])',
      'query',
    ],
    [
      'max_over_time(istio_requests_total{response_code="500"}[30d:1m])',
      'query',
    ],
    [
      'count_over_time(istio_requests_total{response_code="500"}[30d:1m])',
      'query',
    ],
    ['count_over_time(istio_requests_total[30d])', 'query'],
    ['sum_over_time(istio_requests_total{response_code="0"}[30d])', 'query'],
    ['sum(increase(istio_requests_total[1h]))', 'query_range'],
    [
      'sum(increase(istio_requests_total{response_code=~"5.."}[1h]))',
      'query_range',
    ],
    ['sum(rate(istio_requests_total[3d]))', 'query_range'],
  ])('over thirty days: %s', async (query, kind) => {
    const end = Math.floor(seconds(NOW) / 3600) * 3600;
    const found = await compare(
      `/api/v1/${kind}`,
      kind === 'query'
        ? { query, time: String(end) }
        : {
            query,
            start: String(end - 30 * 86_400),
            end: String(end),
            step: '3600',
          },
    );
    expect(found).toEqual([]);
  });

  it.each([
    'increase(redis_up[10m])',
    'rate(chat2sql_api_http_requests_total{status_code="200"}[5m])',
    'delta(chat2sql_system_memory_usage_bytes[5m])',
    'increase(chat2sql_api_http_requests_total{status_code="200"}[4m:90s])',
    'irate(container_cpu_usage_seconds_total[3m])',
    'avg_over_time(chat2sql_system_memory_usage_bytes[5m])',
    'chat2sql_system_memory_usage_bytes',
  ])('at the ends of the samples: %s', async query => {
    const last = Math.floor(seconds(NOW) / 60) * 60;
    const firsts = [last - 9 * 3600, last - 79 * 3600];
    for (const at of [...firsts, last]) {
      for (let distance = -15; distance < 660; distance += 23) {
        const time = String(at + distance);
        const found = await compare('/api/v1/query', { query, time });
        expect(found).toEqual([]);
      }
    }
  });

  it.each([
    'sort(redis_up + on (namespace) group_left () count by (namespace) (up))',
    'topk(4, chat2sql_system_memory_usage_bytes)',
    'sort_desc(chat2sql_system_memory_usage_bytes)',
    'bottomk(4, chat2sql_system_memory_usage_bytes)',
  ])('keeps the order of %s', async query => {
    const params = { query, time: String(seconds(NOW)) };
    const values = ({ body }: Answer) =>
      body.data.result.map((series: any) => series.value[1]);
    const theirs = await real.get('/api/v1/query', params);
    expect(values(ask('/api/v1/query', params))).toEqual(values(theirs));
  });

  it.each([
    'up',
    'container_cpu_usage_seconds_total{namespace="chat2sql-prod"}',
    'redis_up[3m]',
    '1e-9 * up',
    'up / 3e22',
    'up / 0',
    '0 * -up',
    '"text"',
    '1',
    'container_memory_working_set_bytes / 3',
  ])('writes the same text for %s', async query => {
    const params = { query, time: String(seconds(NOW) + 0.05) };
    const order = (answer: Answer) => {
      const { result } = answer.body.data;
      if (!Array.isArray(result) || !result[0]?.metric) return answer.body;
      return [...result].sort((a, b) =>
        JSON.stringify(a.metric) < JSON.stringify(b.metric) ? -1 : 1,
      );
    };
    const theirs = await real.get('/api/v1/query', params);
    expect(order(ask('/api/v1/query', params))).toEqual(order(theirs));
  });

  it.each([
    ['', 400],
    ['up{', 400],
    ['sum(up', 400],
    ['up ==', 400],
    ['rate(up)', 400],
    ['sum(up[5m])', 400],
    ['abs(1)', 400],
    ['1 > 2', 400],
    ['up and 1', 400],
    ['up + bool up', 400],
    ['{}', 400],
    ['{job=~".*"}', 400],
    ['up{job=~"("}', 400],
    ['nosuch(up)', 400],
    ['up offset', 400],
    ['sum(up) offset 5m', 400],
    ['up[5x]', 400],
    ['up[0s]', 400],
    ['sum(up)[5m]', 400],
    ['up @ foo', 400],
    ['"a" + 1', 400],
    ['-"a"', 400],
    ['up + on (job) group_left (job) up', 400],
    ['up and on (job) group_left () up', 400],
    ['label_replace(up, "a", "b", "c")', 400],
    ['up + on () up', 422],
    ['redis_up + on (cluster) pg_up', 422],
    ['up + on (cluster) sum by (cluster) (up)', 422],
    [
      'up * on (namespace) group_left () redis_up * on (namespace) group_left () pg_stat_activity_count',
      422,
    ],
    ['rate({__name__=~"redis_up|pg_up"}[5m]) + vector(1)', 200],
    ['abs({__name__=~"up|redis_up",job="chat2sql-redis"})', 422],
    ['label_replace(up, "0x", "b", "c", "d")', 422],
  ])('refuses alike: %s', async (query, status) => {
    const params = { query, time: String(seconds(NOW)) };
    const theirs = await real.get('/api/v1/query', params);
    const ours = ask('/api/v1/query', params);
    expect([theirs.status, ours.status]).toEqual([status, status]);
    expect(ours.body.errorType).toBe(theirs.body.errorType);
  });

  it.each<[string, Record<string, string>]>([
    ['query_range', { query: 'up', start: '100', end: '50', step: '5' }],
    ['query_range', { query: 'up', start: '0', end: '11001', step: '1' }],
    ['query_range', { query: 'up', start: '0', end: '10', step: '0' }],
    ['query_range', { query: 'up', start: '0', end: '10', step: 'x' }],
    ['query_range', { query: 'up', start: '', end: '10', step: '1' }],
    ['query_range', { query: 'up[5m]', start: '0', end: '10', step: '1' }],
    ['query', { query: 'up', time: 'yesterday' }],
    ['query', { query: 'up + on () up', time: '1' }],
    ['series', {}],
  ])('answers %s %j with the same error', async (route, params) => {
    const path = `/api/v1/${route}`;
    const theirs = await real.get(path, params);
    expect(ask(path, params)).toEqual(theirs);
  });

  it.each([
    ...PORTAL_QUERIES,
    ...LANGUAGE_QUERIES,
    '100000 + 999999 + 1000000 + 1234567 + 0.0001 + 0.00001 + 123456789.5',
    'up{job="a\\"b\\n"} offset 14d + sum_over_time(up[26h:90s] offset 90m)',
  ])('formats %s', async query => {
    const theirs = await real.get('/api/v1/format_query', { query });
    expect(ask('/api/v1/format_query', { query }).body).toEqual(theirs.body);
  });

  it('lists the same series and labels', async () => {
    const range = {
      start: String(seconds(NOW) - 3600),
      end: String(seconds(NOW)),
    };
    for (const [path, params] of [
      ['/api/v1/series', { 'match[]': 'kube_pod_status_ready', ...range }],
      ['/api/v1/labels', { 'match[]': 'up', ...range }],
      ['/api/v1/labels', range],
    ] as const) {
      const theirs = await real.get(path, params);
      const sorted = ({ body }: Answer) =>
        body.data.map((entry: unknown) => JSON.stringify(entry)).sort();
      expect(sorted(ask(path, params))).toEqual(sorted(theirs));
    }
  });
});
