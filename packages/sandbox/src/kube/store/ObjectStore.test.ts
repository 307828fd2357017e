import type { KubeObject } from '@chat2sql/plugin-platform-common';
import fc from 'fast-check';
import { ExpiredError, ObjectStore } from './ObjectStore';

const NOW = new Date('2026-06-10T12:00:00Z');

function deployment(name: string, owner?: KubeObject): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name,
      namespace: 'n',
      ...(owner
        ? {
            ownerReferences: [
              {
                apiVersion: owner.apiVersion,
                kind: owner.kind,
                name: owner.metadata.name!,
                uid: owner.metadata.uid!,
              },
            ],
          }
        : {}),
    },
    spec: { replicas: 1 },
  };
}

const create = (historyLimit?: number) =>
  ObjectStore.create({ cluster: 'prod', seed: 1, historyLimit });

describe('ObjectStore', () => {
  it('owns uid, creation time, version and generation', () => {
    const store = create();
    const first = store.create(deployment('a'), NOW);
    expect(first.metadata).toMatchObject({
      uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      creationTimestamp: '2026-06-10T12:00:00Z',
      generation: 1,
      resourceVersion: '1001',
    });
    const labelled = store.update({
      ...first,
      metadata: { ...first.metadata, uid: 'forged', labels: { a: 'b' } },
    });
    expect(labelled.metadata).toMatchObject({
      uid: first.metadata.uid,
      generation: 1,
      resourceVersion: '1002',
    });
    const scaled = store.update({ ...labelled, spec: { replicas: 2 } });
    expect(scaled.metadata.generation).toBe(2);
    expect(store.setStatus(scaled, { replicas: 2 }).metadata.generation).toBe(
      2,
    );
    expect(() => store.create(deployment('a'), NOW)).toThrow('already exists');
    expect(() =>
      store.create({ ...deployment('w'), kind: 'Widget' }, NOW),
    ).toThrow('no resource serves apps/v1 Widget');
  });

  it('writes nothing when nothing changed', () => {
    const store = create();
    const object = store.create(deployment('a'), NOW);
    const version = store.resourceVersion;
    expect(store.update({ ...object, spec: { replicas: 1 } })).toBe(object);
    store.setStatus(object, undefined);
    expect(store.resourceVersion).toBe(version);
  });

  it('keeps former states unchanged', () => {
    const store = create();
    const before = store.create(deployment('a'), NOW);
    const copy = JSON.stringify(before);
    store.setStatus(before, { replicas: 1 });
    store.update({ ...before, spec: { replicas: 5 } });
    expect(JSON.stringify(before)).toBe(copy);
  });

  it('deletes what a deleted object owns, and all of a namespace', () => {
    const store = create();
    const namespace = store.create(
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'n' } },
      NOW,
    );
    const a = store.create(deployment('a'), NOW);
    const b = store.create(deployment('b', a), NOW);
    store.create(deployment('c', b), NOW);
    store.create(deployment('d'), NOW);
    expect(store.ownedBy(a.metadata.uid!).map(o => o.metadata.name)).toEqual([
      'b',
    ]);
    store.delete(a);
    expect(store.list('apps', 'Deployment').map(o => o.metadata.name)).toEqual([
      'd',
    ]);
    store.delete(namespace);
    expect(store.list('apps', 'Deployment')).toEqual([]);
  });

  it('knows its history as far back as its limit', () => {
    const store = create(8);
    for (let i = 0; i < 20; i += 1) store.create(deployment(`d${i}`), NOW);
    const now = store.resourceVersion;
    expect(store.since(now)).toEqual([]);
    expect(store.since(now - 3).map(e => e.object.metadata.name)).toEqual([
      'd17',
      'd18',
      'd19',
    ]);
    expect(() => store.since(now - 15)).toThrow(ExpiredError);
    expect(() => store.since(now + 1)).toThrow(ExpiredError);
    store.compact();
    expect(() => store.since(now - 1)).toThrow(ExpiredError);
    expect(store.since(now)).toEqual([]);
  });

  it('replays to the state it lists, whatever was done', () => {
    const step = fc.record({
      action: fc.constantFrom('create', 'update', 'status', 'delete'),
      name: fc.constantFrom('a', 'b', 'c'),
      value: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), steps => {
        const store = create();
        const replay = new Map<string, KubeObject>();
        store.subscribe(event => {
          const { name } = event.object.metadata;
          if (event.type === 'DELETED') replay.delete(name!);
          else replay.set(name!, event.object);
        });
        let last = store.resourceVersion;
        for (const { action, name, value } of steps) {
          const current = store.get('apps', 'Deployment', 'n', name);
          if (!current) {
            if (action === 'create') store.create(deployment(name), NOW);
          } else if (action === 'update') {
            store.update({ ...current, spec: { replicas: value } });
          } else if (action === 'status') {
            store.setStatus(current, { replicas: value });
          } else if (action === 'delete') {
            store.delete(current);
          }
          expect(store.resourceVersion).toBeGreaterThanOrEqual(last);
          last = store.resourceVersion;
        }
        expect(store.list('apps', 'Deployment')).toEqual(
          [...replay].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, o]) => o),
        );
      }),
    );
  });
});
