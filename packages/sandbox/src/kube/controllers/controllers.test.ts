import type { KubeObject } from '@chat2sql/plugin-platform-common';
import fc from 'fast-check';
import { FakeClock, waitingReasons } from '../../__testUtils__/simulation';
import { ScenarioDirector } from '../../scenario/ScenarioDirector';
import { SimulatedCluster } from '../cluster/SimulatedCluster';
import {
  crashLoopAt,
  imageFate,
  pullFailureAt,
  restartDelay,
} from './containerTimeline';
import { parseQuantity } from './quota';
import { CronSchedule } from './schedule';
import { parseDuration } from './secrets';

class Bench {
  readonly clock = new FakeClock();
  readonly cluster: SimulatedCluster;

  constructor(seed = 7) {
    const director = ScenarioDirector.create({ seed, clock: this.clock.now });
    this.cluster = SimulatedCluster.create('nonprod', director, { bare: true });
    this.add({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop' },
    });
    for (const name of ['n1', 'n2', 'n3'])
      this.add({
        apiVersion: 'v1',
        kind: 'Node',
        metadata: { name },
        spec: {},
        status: { addresses: [{ type: 'InternalIP', address: '10.0.0.1' }] },
      });
  }

  add(object: KubeObject): KubeObject {
    return this.cluster.store.create(object, this.clock.now());
  }

  run(seconds: number, each?: () => void): void {
    for (let i = 0; i < seconds * 2; i += 1) {
      this.clock.at += 500;
      this.cluster.tick(this.clock.now());
      each?.();
    }
  }

  get(kind: string, name: string, group = 'apps'): any {
    return this.cluster.store.get(group, kind, 'shop', name);
  }

  pods(): KubeObject[] {
    return this.cluster.store.list('', 'Pod', 'shop');
  }

  workload(kind: string, spec: object = {}, image = 'r/app:1'): KubeObject {
    return {
      apiVersion: 'apps/v1',
      kind,
      metadata: { name: 'app', namespace: 'shop' },
      spec: {
        replicas: 3,
        selector: { matchLabels: { app: 'app' } },
        template: {
          metadata: { labels: { app: 'app' } },
          spec: { containers: [{ name: 'app', image }] },
        },
        ...spec,
      },
    };
  }

  setImage(kind: string, image: string): void {
    const object = this.get(kind, 'app');
    this.cluster.store.update({
      ...object,
      spec: {
        ...object.spec,
        template: {
          ...object.spec.template,
          spec: { containers: [{ name: 'app', image }] },
        },
      },
    });
  }
}

const ready = (pods: KubeObject[]) =>
  pods.filter(p =>
    p.status?.conditions?.some(
      (c: any) => c.type === 'Ready' && c.status === 'True',
    ),
  );

describe('Deployments', () => {
  it('start pods within ten seconds and spread them over nodes', () => {
    const bench = new Bench();
    bench.add(bench.workload('Deployment'));
    bench.run(1.5);
    expect(ready(bench.pods())).toEqual([]);
    expect(bench.get('Deployment', 'app').status).toMatchObject({
      replicas: 3,
      unavailableReplicas: 3,
    });
    bench.run(8);
    expect(ready(bench.pods())).toHaveLength(3);
    expect(new Set(bench.pods().map(p => p.spec.nodeName)).size).toBe(3);
    const { status, metadata } = bench.get('Deployment', 'app');
    expect(status).toMatchObject({
      observedGeneration: metadata.generation,
      replicas: 3,
      updatedReplicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
    });
    expect(status.unavailableReplicas).toBeUndefined();
    expect(
      bench.cluster.store.list('', 'Event', 'shop').map(e => e.reason),
    ).toEqual(
      expect.arrayContaining([
        'ScalingReplicaSet',
        'SuccessfulCreate',
        'Scheduled',
        'Started',
      ]),
    );
  });

  it('roll without ever going below what the strategy allows', () => {
    const bench = new Bench();
    bench.add(
      bench.workload('Deployment', {
        strategy: {
          type: 'RollingUpdate',
          rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
        },
      }),
    );
    bench.run(12);
    bench.setImage('Deployment', 'r/app:2');
    let least = Infinity;
    let most = 0;
    bench.run(60, () => {
      const live = bench.pods().filter(p => !p.metadata.deletionTimestamp);
      least = Math.min(least, ready(live).length);
      most = Math.max(most, live.length);
    });
    expect(least).toBe(3);
    expect(most).toBe(4);
    expect(bench.pods().map(p => p.spec.containers[0].image)).toEqual([
      'r/app:2',
      'r/app:2',
      'r/app:2',
    ]);
    expect(
      bench.get('Deployment', 'app').metadata.annotations[
        'deployment.kubernetes.io/revision'
      ],
    ).toBe('2');
  });

  it('reuse the old ReplicaSet on a rollback, under a new revision', () => {
    const bench = new Bench();
    bench.add(bench.workload('Deployment'));
    bench.run(12);
    bench.setImage('Deployment', 'r/app:2');
    bench.run(60);
    bench.setImage('Deployment', 'r/app:1');
    bench.run(60);
    const sets = bench.cluster.store.list('apps', 'ReplicaSet', 'shop');
    expect(sets).toHaveLength(2);
    const current = sets.find(set => set.spec.replicas === 3)!;
    expect(current.metadata.annotations).toMatchObject({
      'deployment.kubernetes.io/revision': '3',
      'deployment.kubernetes.io/revision-history': '1',
    });
  });

  it('recreate: all old pods are gone before new ones come', () => {
    const bench = new Bench();
    bench.add(bench.workload('Deployment', { strategy: { type: 'Recreate' } }));
    bench.run(12);
    bench.setImage('Deployment', 'r/app:2');
    let mixed = false;
    bench.run(40, () => {
      const images = new Set(bench.pods().map(p => p.spec.containers[0].image));
      mixed = mixed || images.size > 1;
    });
    expect(mixed).toBe(false);
    expect(ready(bench.pods())).toHaveLength(3);
  });

  it('stay in ImagePullBackOff with a missing image, with events', () => {
    const bench = new Bench();
    bench.add(bench.workload('Deployment', { replicas: 1 }, 'r/app:missing'));
    bench.run(120);
    expect(bench.pods().flatMap(waitingReasons)).toEqual(['ImagePullBackOff']);
    const failed = bench.cluster.store
      .list('', 'Event', 'shop')
      .filter(e => e.type === 'Warning');
    expect(failed.map(e => e.reason)).toEqual(
      expect.arrayContaining(['Failed', 'BackOff']),
    );
    expect(Math.max(...failed.map(e => e.count))).toBeGreaterThan(1);
  });

  it('crash loops raise the restart count ever more slowly', () => {
    const bench = new Bench();
    bench.add(bench.workload('Deployment', { replicas: 1 }, 'r/app:1-crash'));
    const counts: number[] = [];
    for (let minute = 0; minute < 10; minute += 1) {
      bench.run(60);
      counts.push(bench.pods()[0].status.containerStatuses[0].restartCount);
    }
    expect(counts[1]).toBeGreaterThanOrEqual(2);
    expect(counts[9]).toBeGreaterThan(counts[1]);
    expect(counts[9] - counts[5]).toBeLessThanOrEqual(2);
    const status = bench.pods()[0].status.containerStatuses[0];
    expect(status.lastState.terminated.exitCode).toBe(1);
  });

  it('are held back by a quota, and say so', () => {
    const bench = new Bench();
    bench.add({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'q', namespace: 'shop' },
      spec: { hard: { pods: '2' } },
    });
    bench.add(bench.workload('Deployment'));
    bench.run(12);
    expect(bench.pods()).toHaveLength(2);
    expect(
      bench
        .get('Deployment', 'app')
        .status.conditions.find((c: any) => c.type === 'ReplicaFailure'),
    ).toMatchObject({
      status: 'True',
      message: expect.stringContaining('exceeded quota: q'),
    });
    expect(bench.get('ResourceQuota', 'q', '').status.used).toEqual({
      pods: '2',
    });
  });

  it('make the same names for the same seed, and others for another', () => {
    const namesOf = (seed: number) => {
      const bench = new Bench(seed);
      bench.add(bench.workload('Deployment'));
      bench.run(12);
      return bench.pods().map(p => p.metadata.name);
    };
    expect(namesOf(7)).toEqual(namesOf(7));
    expect(namesOf(7)).not.toEqual(namesOf(8));
  });
});

describe('StatefulSets', () => {
  it('start in order, keep their volumes and update from the last', () => {
    const bench = new Bench();
    bench.add(
      bench.workload('StatefulSet', {
        serviceName: 'app',
        volumeClaimTemplates: [
          {
            metadata: { name: 'data' },
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '1Gi' } },
            },
          },
        ],
      }),
    );
    const order: string[] = [];
    const note = () => {
      for (const pod of bench.pods())
        if (!order.includes(pod.metadata.name!)) order.push(pod.metadata.name!);
    };
    bench.run(40, note);
    expect(order).toEqual(['app-0', 'app-1', 'app-2']);
    expect(
      bench.cluster.store
        .list('', 'PersistentVolumeClaim', 'shop')
        .map(c => [c.metadata.name, c.status.phase]),
    ).toEqual([
      ['data-app-0', 'Bound'],
      ['data-app-1', 'Bound'],
      ['data-app-2', 'Bound'],
    ]);
    const { status } = bench.get('StatefulSet', 'app');
    expect(status).toMatchObject({ readyReplicas: 3, updatedReplicas: 3 });
    expect(status.currentRevision).toBe(status.updateRevision);

    bench.setImage('StatefulSet', 'r/app:2');
    let least = 3;
    const moved: string[] = [];
    bench.run(60, () => {
      least = Math.min(least, ready(bench.pods()).length);
      for (const pod of bench.pods())
        if (
          pod.spec.containers[0].image === 'r/app:2' &&
          !moved.includes(pod.metadata.name!)
        )
          moved.push(pod.metadata.name!);
    });
    expect(moved).toEqual(['app-2', 'app-1', 'app-0']);
    expect(least).toBe(2);
    const after = bench.get('StatefulSet', 'app').status;
    expect(after.currentRevision).toBe(after.updateRevision);
    expect(after.updateRevision).not.toBe(status.updateRevision);
  });
});

describe('services', () => {
  it('keep ready endpoints apart from unready ones', () => {
    const bench = new Bench();
    bench.add({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'app', namespace: 'shop' },
      spec: {
        selector: { app: 'app' },
        ports: [{ port: 80, targetPort: 8080 }],
      },
    });
    bench.add(bench.workload('Deployment', { replicas: 1 }));
    const slice = () =>
      bench.cluster.store.list('discovery.k8s.io', 'EndpointSlice', 'shop')[0];
    bench.run(2);
    expect(slice().endpoints.map((e: any) => e.conditions.ready)).toEqual([
      false,
    ]);
    bench.run(10);
    expect(slice().endpoints.map((e: any) => e.conditions.ready)).toEqual([
      true,
    ]);
    expect(bench.get('Service', 'app', '').spec.clusterIP).toMatch(/^10\./);
  });
});

describe('scheduled jobs', () => {
  it('run at their times and keep their history', () => {
    const bench = new Bench();
    bench.add({
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'dump', namespace: 'shop' },
      spec: {
        schedule: '*/10 * * * *',
        successfulJobsHistoryLimit: 2,
        jobTemplate: {
          spec: {
            template: { spec: { containers: [{ name: 'd', image: 'r/d:1' }] } },
          },
        },
      },
    });
    bench.run(1);
    expect(
      bench.get('CronJob', 'dump', 'batch').status.lastScheduleTime,
    ).toBeUndefined();
    bench.clock.at = Date.parse('2026-06-10T12:10:20Z');
    bench.run(3);
    expect(bench.get('CronJob', 'dump', 'batch').status).toMatchObject({
      lastScheduleTime: '2026-06-10T12:10:00Z',
      active: [expect.objectContaining({ kind: 'Job' })],
    });
    bench.clock.at = Date.parse('2026-06-10T13:05:00Z');
    bench.run(3);
    const jobs = bench.cluster.store.list('batch', 'Job', 'shop');
    expect(jobs.map(j => j.status.startTime)).toEqual([
      '2026-06-10T12:50:00Z',
      '2026-06-10T13:00:00Z',
    ]);
    expect(bench.get('CronJob', 'dump', 'batch').status.active).toBeUndefined();
  });
});

describe('pure parts', () => {
  it.each([
    ['r/app:1', 'runs'],
    ['r/app:0.2.0-missing', 'not-found'],
    ['r/missing/app:1', 'runs'],
    ['r:5000/app', 'runs'],
    [`r/app:1@sha256:${'0'.repeat(64)}`, 'not-found'],
    ['r/app:crash', 'crashes'],
    ['r/app:crashless', 'runs'],
  ])('fate of %s', (image, fate) => {
    expect(imageFate(image)).toBe(fate);
  });

  it('crash loops never restart faster than the back-off allows', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 60, noNaN: true }),
        fc.double({ min: 0, max: 20_000, noNaN: true }),
        (runsFor, elapsed) => {
          const moment = crashLoopAt(elapsed, runsFor);
          let earliest = 0;
          for (let i = 0; i < moment.restarts; i += 1)
            earliest += runsFor + restartDelay(i);
          expect(elapsed).toBeGreaterThanOrEqual(earliest - 1e-6);
          const later = crashLoopAt(elapsed + runsFor + 301, runsFor);
          expect(later.restarts).toBeGreaterThan(moment.restarts);
        },
      ),
    );
  });

  it('pull attempts back off to five minutes', () => {
    expect(pullFailureAt(0)).toEqual({ reason: 'ErrImagePull', attempts: 1 });
    expect(pullFailureAt(5).reason).toBe('ImagePullBackOff');
    expect(pullFailureAt(12.5).attempts).toBe(2);
    expect(pullFailureAt(3600).attempts).toBeLessThan(18);
  });

  it('reads quantities and durations', () => {
    expect(parseQuantity('500m')).toBe(0.5);
    expect(parseQuantity('2Gi')).toBe(2 ** 31);
    expect(parseQuantity('x')).toBe(0);
    expect(parseDuration('1h30m')).toBe(5_400_000);
    expect(parseDuration('2160h')).toBe(7_776_000_000);
    expect(parseDuration('')).toBeUndefined();
    expect(parseDuration('1d')).toBeUndefined();
  });

  it('finds the times of a schedule', () => {
    const times = (text: string, from: string, to: string) =>
      CronSchedule.parse(text)
        .between(new Date(from), new Date(to))
        .map(t => t.toISOString().slice(0, 16));
    expect(
      times('0 3 * * *', '2026-06-09T03:00Z', '2026-06-11T03:00Z'),
    ).toEqual(['2026-06-10T03:00', '2026-06-11T03:00']);
    expect(
      times('0 4 * * 0', '2026-06-01T00:00Z', '2026-06-15T00:00Z'),
    ).toEqual(['2026-06-07T04:00', '2026-06-14T04:00']);
    expect(
      times('15,45 9-10 * * *', '2026-06-10T09:20Z', '2026-06-10T23:00Z'),
    ).toEqual(['2026-06-10T09:45', '2026-06-10T10:15', '2026-06-10T10:45']);
    expect(() => CronSchedule.parse('@daily')).toThrow();
    expect(() => CronSchedule.parse('a * * * *')).toThrow();
  });
});
