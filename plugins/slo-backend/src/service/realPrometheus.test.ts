import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  ServiceFactoryTester,
} from '@backstage/backend-test-utils';
import {
  prometheusSourcesServiceRef,
  type PrometheusSources,
} from '@chat2sql/plugin-platform-node';
import { DEFAULT_RULES } from '@chat2sql/plugin-slo-common';
import { sloDocument } from '../__fixtures__/documents';
import { FakeRepository } from '../__fixtures__/FakeRepository';
import { MemoryTileStore } from '../__fixtures__/MemoryTileStore';
import { hasPrometheus, RealPrometheus } from '../__fixtures__/RealPrometheus';
import { DocumentLoader } from '../documents/DocumentLoader';
import { SloService } from './SloService';

// The combined queries must parse and count in Prometheus itself.

jest.setTimeout(120_000);

const available = hasPrometheus();
if (!available) {
  // eslint-disable-next-line no-console
  console.warn('skipped: prometheus or promtool is not on the PATH');
}
const describeWithPrometheus = available ? describe : describe.skip;

const STEP = 60;
const NOW = Math.floor(Date.now() / 1000 / STEP) * STEP;
const FIRST = NOW - 26 * 3_600;
const HOSTILE = 'a"b\\c{}#.*';

/** Counters that grow evenly: 120 requests a minute, 1 in 200 fails, 1 in 20 is slow. */
function samples(): string {
  const quoted = JSON.stringify(HOSTILE);
  const series: Array<[string, number]> = [
    ['requests_total{ns="chat2sql-prod",code="200"}', 119.4],
    ['requests_total{ns="chat2sql-prod",code="500"}', 0.6],
    ['seconds_bucket{ns="chat2sql-prod",le="0.1"}', 114],
    ['seconds_bucket{ns="chat2sql-prod",le="+Inf"}', 120],
    ['seconds_count{ns="chat2sql-prod"}', 120],
    [`odd_total{ns="chat2sql-prod",path=${quoted}}`, 60],
  ];
  const lines: string[] = [];
  for (const [name, perMinute] of series) {
    for (let at = FIRST, i = 0; at <= NOW; at += STEP, i += 1) {
      lines.push(`${name} ${(i * perMinute).toFixed(3)} ${at}`);
    }
  }
  return `${lines.join('\n')}\n# EOF\n`;
}

describeWithPrometheus('against a real Prometheus', () => {
  let server: RealPrometheus;
  let sources: PrometheusSources;
  let service: SloService;

  beforeAll(async () => {
    server = await RealPrometheus.start(samples());
    const subject = createServiceRef<PrometheusSources>({
      id: 'test.sources',
      scope: 'root',
    });
    sources = await ServiceFactoryTester.from(
      createServiceFactory({
        service: subject,
        deps: { all: prometheusSourcesServiceRef },
        factory: ({ all }) => all,
      }),
      {
        dependencies: [
          mockServices.rootConfig.factory({
            data: {
              platform: { prometheus: [{ name: 'main', url: server.url }] },
            },
          }),
          mockServices.rootLifecycle.factory(),
        ],
      },
    ).getSubject();
    const hostile = `odd_total{ns="{{.namespace}}",path=${JSON.stringify(
      HOSTILE,
    )}}`;
    const document = (name: string, bad: string, total: string) =>
      sloDocument({ name, environments: 'prod', window: '1d', bad, total });
    const errors = 'requests_total{ns="{{.namespace}}",code=~"5.."}';
    const all = 'requests_total{ns="{{.namespace}}"}';
    service = SloService.create({
      loader: DocumentLoader.create({
        repository: new FakeRepository({
          'slos/a.yaml': document('availability', errors, all),
          'slos/b.yaml': document(
            'latency',
            'seconds_bucket{ns="{{.namespace}}",le="0.1"}',
            'seconds_count{ns="{{.namespace}}"}',
          )
            .replace('bad:', 'good:')
            .replace('targetPercent: 99 ', 'targetPercent: 90 '),
          'slos/c.yaml': document('hostile', hostile, hostile),
          'slos/d.yaml': document(
            'wrong',
            'sum(increase(a[{{.window}}])) by by',
            all,
          ),
          'slos/e.yaml': document(
            'commented',
            'sum(increase(requests_total{code="500"}[{{.window}}])) # all',
            all,
          ),
        }),
        directory: 'slos',
        logger: mockServices.logger.mock(),
      }),
      sources,
      store: new MemoryTileStore(),
      config: {
        directory: 'slos',
        refreshSeconds: 30,
        historyDays: 3,
        rules: DEFAULT_RULES,
      },
      logger: mockServices.logger.mock(),
    });
    await service.start();
    await service.refresh();
  });

  afterAll(async () => {
    service?.stop();
    await server?.stop();
  });

  const evaluation = (id: string) => service.find(id)!.evaluation;

  it('counts what was there', () => {
    const a = evaluation('availability.prod');
    expect(a.errorRatio).toBeCloseTo(1 / 200, 4);
    expect(a.total).toBeGreaterThan(120 * 60 * 23);
    expect(a.total).toBeLessThan(120 * 60 * 24.2);
    expect(a.coverage.measuredSeconds).toBeGreaterThan(0.97 * 86_400);
    expect(a.state).toBe('ok');
    expect(evaluation('latency.prod').errorRatio).toBeCloseTo(1 / 20, 4);
    expect(evaluation('latency.prod').burn['1h']).toBeCloseTo(0.5, 3);
    expect(evaluation('commented.prod').errorRatio).toBeCloseTo(1 / 200, 4);
  });

  it('keeps hostile label values inside their literal', () => {
    expect(evaluation('hostile.prod').errorRatio).toBe(1);
    expect(evaluation('hostile.prod').total).toBeGreaterThan(60 * 60 * 23);
  });

  it('names the query the server refuses, and only that', () => {
    const wrong = evaluation('wrong.prod');
    expect(wrong).toMatchObject({
      state: 'no-data',
      reasons: ['query-rejected'],
    });
    expect(wrong.detail).toMatch(/parse error|unexpected/);
  });

  it('gives explanations that run as they are and agree', async () => {
    for (const id of ['availability.prod', 'latency.prod', 'hostile.prod']) {
      const { explanation } = service.toDetail(service.find(id)!);
      expect(explanation.queries).toHaveLength(8);
      for (const { promql, errorRatio, window } of explanation.queries) {
        const { series } = await sources.get('main').query(promql);
        expect(series).toHaveLength(1);
        const near = window === '3d' ? 1 : 3;
        expect(series[0].sample[1]).toBeCloseTo(errorRatio!, near);
      }
    }
  });
});
