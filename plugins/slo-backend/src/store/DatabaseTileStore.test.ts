import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { DatabaseTileStore } from './DatabaseTileStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({
  ids: process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING
    ? ['SQLITE_3', 'POSTGRES_15']
    : ['SQLITE_3'],
  disableDocker: true,
});

const owner = { objectiveId: 'web.prod', revision: 'r1' };
const tile = (hour: number, total = 100) => ({
  hour,
  total,
  bad: 0.25,
  measuredSeconds: 3_600,
  badSeen: hour % 7_200 === 0,
});

describe.each(databases.eachSupportedId())('DatabaseTileStore, %s', id => {
  async function open() {
    const knex = await databases.init(id);
    const database = mockServices.database.mock({
      getClient: async () => knex,
      migrations: {},
    });
    return { knex, store: await DatabaseTileStore.create({ database }) };
  }

  it('keeps hours apart by objective and revision, newest value wins', async () => {
    const { store } = await open();
    await store.save([
      { ...owner, tile: tile(3_600) },
      { ...owner, tile: tile(7_200) },
      { ...owner, revision: 'r2', tile: tile(7_200, 5) },
      { objectiveId: 'web.dev', revision: 'r1', tile: tile(7_200, 6) },
    ]);
    await store.save([{ ...owner, tile: tile(7_200, 200) }]);
    expect(await store.load(owner, 0)).toEqual([tile(3_600), tile(7_200, 200)]);
    expect(await store.load(owner, 3_601)).toEqual([tile(7_200, 200)]);
    expect(await store.load({ ...owner, revision: 'r2' }, 0)).toEqual([
      tile(7_200, 5),
    ]);
  });

  it('saves more hours than fit one statement, and forgets old ones', async () => {
    const { store } = await open();
    const hours = Array.from({ length: 2_000 }, (_, i) => i * 3_600);
    await store.save(hours.map(hour => ({ ...owner, tile: tile(hour) })));
    expect(await store.load(owner, 0)).toHaveLength(2_000);
    expect(Number(await store.deleteBefore(1_000 * 3_600))).toBe(1_000);
    expect(await store.load(owner, 0)).toHaveLength(1_000);
    await store.save([]);
  });

  it('migrates up, down and up again', async () => {
    const { knex, store } = await open();
    await store.save([{ ...owner, tile: tile(0) }]);
    const directory = resolvePackagePath(
      '@chat2sql/plugin-slo-backend',
      'migrations',
    );
    await knex.migrate.down({ directory });
    expect(await knex.schema.hasTable('hour_tiles')).toBe(false);
    await knex.migrate.latest({ directory });
    expect(await store.load(owner, 0)).toEqual([]);
  });
});
