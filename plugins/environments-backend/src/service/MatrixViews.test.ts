import type { BuiltEnvironment } from '../matrix/buildEnvironment';
import { MatrixViews, type ViewFilter } from './MatrixViews';

const ALL: ViewFilter = {
  fingerprint: 'ALLOW',
  all: true,
  allows: () => true,
  allowsDetail: () => true,
};
const only = (...ids: string[]): ViewFilter => ({
  fingerprint: ids.join(),
  all: false,
  allows: environment => ids.includes(environment.id),
  allowsDetail: () => false,
});

function column(
  id: string,
  status: string,
  observedAt: string,
): BuiltEnvironment {
  return {
    environment: {
      id,
      tier: id,
      cluster: `c-${id}`,
      status,
      observedAt,
    } as any,
    cells: [
      { cell: { environment: id, component: 'x', status, observedAt } } as any,
    ],
    shared: { counted: [], risks: [], objects: [] },
    discovered: [],
  };
}

let views: MatrixViews;
const update = (
  columns: BuiltEnvironment[],
  withAges = false,
  lastSuccess = 't',
) =>
  views.update({
    columns,
    sources: [
      { id: 'cluster:c-dev', title: '', condition: 'ok', lastSuccess },
      { id: 'cluster:c-prod', title: '', condition: 'ok', lastSuccess },
    ],
    problems: [],
    now: new Date(0),
    withAges,
  });
const world = (at: string, prod = 'Healthy') => [
  column('dev', 'Healthy', at),
  column('prod', prod, at),
];

beforeEach(() => {
  views = MatrixViews.create({ configured: [{ id: 'x', title: 'X' }] });
  update(world('1'));
});

it('moves no version when nothing moved, and sends the same bytes', () => {
  const before = views.view(ALL);
  expect(update(world('1'))).toBe(false);
  // Time alone is news only on a round for ages.
  expect(update(world('2'), false, 'later')).toBe(false);
  expect(views.view(ALL)).toBe(before);
  expect(update(world('2'), true)).toBe(true);
  const after = views.view(ALL);
  expect(after.version).toBeGreaterThan(before.version);
  expect(after.snapshot.environments[0].observedAt).toBe('2');
  expect(update(world('2'), true)).toBe(false);
});

it('moves only the views that hold what moved', () => {
  const dev = views.view(only('dev'));
  const prod = views.view(only('prod'));
  expect(update(world('1', 'Degraded'))).toBe(true);
  expect(views.view(only('dev'))).toBe(dev);
  expect(views.view(only('prod')).version).toBeGreaterThan(prod.version);
  expect(views.view(only('prod')).etag).not.toBe(prod.etag);
});

it('sends the same bytes for the same tag, even rendered anew', () => {
  const before = views.view(only('dev'));
  update(world('9', 'Degraded'));
  for (let i = 0; i < 60; i += 1) views.view(only(`none-${i}`));
  const again = views.view(only('dev'));
  expect(again).not.toBe(before);
  expect(again.etag).toBe(before.etag);
  expect(again.snapshot.environments).toEqual(before.snapshot.environments);
});

it('notices environments that come and go', () => {
  const before = views.view(only('dev'));
  expect(update([column('dev', 'Healthy', '1')])).toBe(true);
  expect(views.view(ALL).snapshot.environments).toHaveLength(1);
  expect(update(world('1'))).toBe(true);
  expect(views.view(only('dev')).version).toBeGreaterThan(before.version);
});

it('says of every environment whether the reader may see its details', () => {
  const closely = (view: { json: string }) =>
    JSON.parse(view.json).environments.map((e: any) => [e.id, e.canReadDetail]);
  const devOnly: ViewFilter = {
    ...ALL,
    fingerprint: 'ALLOW, details of dev',
    allowsDetail: environment => environment.id === 'dev',
  };
  const all = views.view(ALL);
  const some = views.view(devOnly);
  expect(closely(all)).toEqual([
    ['dev', true],
    ['prod', true],
  ]);
  expect(closely(some)).toEqual([
    ['dev', true],
    ['prod', false],
  ]);
  expect(some.etag).not.toBe(all.etag);
  expect(views.view(ALL)).toBe(all);
});

it('tells who may see nothing nothing', () => {
  expect(views.view(only()).snapshot).toMatchObject({
    environments: [],
    components: [],
    cells: [],
    sources: [],
    problems: [],
  });
  expect(views.view(only('dev')).snapshot.sources.map(s => s.id)).toEqual([
    'cluster:c-dev',
  ]);
});
