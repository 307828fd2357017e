import { KindRecord } from './KindRecord';
import { POD } from './__testUtils__/inventoryKit';
import type { InventoryChange } from './types';

let clock: number;
let changes: InventoryChange[];
let record: KindRecord;
const at = (seconds: number) => new Date(seconds * 1000).toISOString();

beforeEach(() => {
  clock = 0;
  changes = [];
  record = KindRecord.create({
    cluster: 'c',
    kind: POD,
    emit: change => changes.push(change),
    now: () => new Date(clock * 1000),
  });
});

it('is never synced without a complete list', () => {
  record.alive();
  expect(record.state().condition).toBe('connecting');
  record.lost('why');
  expect(record.state()).toMatchObject({ condition: 'failed', reason: 'why' });
  record.replaceAll([]);
  expect(record.state()).toMatchObject({ condition: 'synced', objects: 0 });
});

it('believes a quiet watch for a minute while the cluster answers, not longer', () => {
  record.replaceAll([]);
  clock = 30;
  record.confirmed();
  expect(record.state().lastSign).toBe(at(30));
  clock = 200;
  record.confirmed();
  expect(record.state().lastSign).toBe(at(60));
  clock = 210;
  record.alive();
  expect(record.state().lastSign).toBe(at(210));
});

it('does not count an answer of the cluster while the watch is lost', () => {
  record.replaceAll([]);
  record.lost('broken');
  clock = 30;
  record.confirmed();
  expect(record.state()).toMatchObject({
    condition: 'stale',
    lastSign: at(0),
    since: at(0),
  });
});

it('hides what a loop believes while the whole cluster is out of sight', () => {
  record.replaceAll([]);
  const { length } = changes;
  clock = 10;
  record.hold({ reason: 'silent', since: new Date(5_000) });
  record.hold({ reason: 'silent', since: new Date(5_000) });
  clock = 12;
  record.alive();
  expect(record.state()).toMatchObject({
    condition: 'stale',
    reason: 'silent',
    since: at(5),
    lastSign: at(12),
  });
  record.release();
  expect(record.state().condition).toBe('synced');
  // One change in, one out: repeating it is no news.
  expect(changes).toHaveLength(length + 2);
});

it('keeps the better knowledge of a forbidden or absent kind in an outage', () => {
  record.forbidden('no list');
  record.hold({ reason: 'silent', since: new Date(0) });
  expect(record.state().reason).toBe('no list');
  record.hold({ reason: '401', since: new Date(0), forbidden: true });
  expect(record.state()).toMatchObject({
    condition: 'forbidden',
    reason: '401',
  });
});
