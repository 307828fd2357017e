import { mockServices } from '@backstage/backend-test-utils';
import { environmentId } from '@chat2sql/plugin-platform-common';
import {
  fourEnvironments,
  recordText,
  type FakeRepository,
} from '../__testUtils__/FakeRepository';
import { EnvironmentRecords, environmentOfFile } from './EnvironmentRecords';

const DEV = 'environments/dev/dev/environment.yaml';

let repository: FakeRepository;
let records: EnvironmentRecords;
const ids = () => records.view().records.map(environmentId);

beforeEach(() => {
  repository = fourEnvironments();
  records = EnvironmentRecords.create({
    repository,
    logger: mockServices.logger.mock(),
    pollMs: 3_600_000,
  });
});
afterEach(() => records.stop());

it('reads records only, in the order of columns', async () => {
  repository.write('environments/dev/dev/kustomization.yaml', 'a: 1');
  repository.write('environments/dev/dev/deep/er/environment.yaml', 'a: 1');
  repository.write('environments/README.md', 'x');
  expect(records.view()).toMatchObject({
    records: [],
    source: { condition: 'unknown' },
  });
  records.start();
  await records.settled();
  expect(ids()).toEqual(['dev', 'test', 'staging', 'prod']);
  expect(records.view()).toMatchObject({
    problems: [],
    source: { id: 'repository:platform', condition: 'ok' },
  });
});

it('reads again only what changed', async () => {
  records.start();
  await records.settled();
  repository.reads = 0;
  repository.write(
    'environments/dev/new/environment.yaml',
    recordText('dev', 'new', 'nonprod'),
  );
  await records.settled();
  expect(ids()).toContain('dev-new');
  expect(repository.reads).toBe(1);
  repository.write('environments/dev/new/environment.yaml', undefined);
  await records.settled();
  expect(ids()).not.toContain('dev-new');
  records.reload();
  await records.settled();
  expect(repository.reads).toBe(1);
});

it.each([
  ['tier: [', 'flow'],
  ['{a: 1, a: 2}', 'a'],
  [recordText('test', 'dev', 'nonprod'), 'the tier must be that of'],
  [recordText('dev', 'dev', 'nonprod', 'extra: 1'), 'unknown field "extra"'],
  [recordText('dev', 'dev', 'Non Prod'), 'cluster'],
  ['', '1 document'],
])('keeps the last readable record beside the problem: %s', async text => {
  records.start();
  await records.settled();
  repository.write(DEV, text);
  await records.settled();
  const { problems } = records.view();
  expect(problems.length).toBeGreaterThan(0);
  for (const problem of problems) expect(problem.file).toBe(DEV);
  expect(ids()).toEqual(['dev', 'test', 'staging', 'prod']);
  repository.write(DEV, recordText('dev', 'dev', 'other'));
  await records.settled();
  expect(records.view().problems).toEqual([]);
  expect(records.view().records[0].cluster).toBe('other');
});

it('leaves an environment out that was never readable, and shows the rest', async () => {
  repository.files.set(DEV, 'nonsense');
  records.start();
  await records.settled();
  expect(ids()).toEqual(['test', 'staging', 'prod']);
  expect(records.view().problems).toHaveLength(1);
});

it('keeps everything while the repository cannot be read', async () => {
  records.start();
  await records.settled();
  repository.broken = new Error('disk full');
  records.reload();
  await records.settled();
  expect(ids()).toHaveLength(4);
  expect(records.view().source).toMatchObject({
    condition: 'failed',
    reason: 'the environments cannot be read: disk full',
  });
  repository.broken = undefined;
  records.reload();
  await records.settled();
  expect(records.view().source.condition).toBe('ok');
});

it('knows which environment a file belongs to', () => {
  expect(environmentOfFile(DEV)).toEqual({ id: 'dev', tier: 'dev' });
  expect(environmentOfFile('environments/dev/x/kustomization.yaml')).toEqual({
    id: 'dev-x',
    tier: 'dev',
  });
  expect(environmentOfFile('slo/a.yaml')).toBeUndefined();
});
