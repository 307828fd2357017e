import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import git from 'isomorphic-git';
import { Simulation, waitingReasons } from '../__testUtils__/simulation';
import { buildTopology } from '../prometheus/model/topology';
import { HAND_SET_RELEASE } from '../scenario/releases';
import { loadPlatformRepo, PlatformSource } from './PlatformSource';

function conditionOf(object: any, type: string) {
  return object.status.conditions.find((c: any) => c.type === type);
}

describe('GitOpsReconciler', () => {
  it('shows environments that are there at the start as running for long', () => {
    const simulation = new Simulation();
    for (const id of ['dev', 'test', 'staging', 'prod']) {
      const application = simulation.application(id)!;
      expect([
        id,
        application.status.sync.status,
        application.status.health.status,
      ]).toEqual([id, 'Synced', 'Healthy']);
      expect(application.status.history).toHaveLength(1);
      expect(
        Date.parse(application.status.reconciledAt),
      ).toBeGreaterThanOrEqual(
        Date.parse(application.status.operationState.finishedAt),
      );
    }
    const pods = simulation.pods('prod', 'chat2sql-prod', 'chat2sql-backend');
    expect(pods).toHaveLength(5);
    for (const pod of pods) {
      expect(
        simulation.clock.at - Date.parse(pod.metadata.creationTimestamp!),
      ).toBeGreaterThan(3_600_000);
    }
    expect(
      simulation.clusters.prod.store.list('', 'Event', 'chat2sql-prod'),
    ).toEqual([]);
    expect(
      simulation.get('nonprod', 'Namespace//chat2sql-dev')?.metadata.labels,
    ).toMatchObject({
      'kubernetes.io/metadata.name': 'chat2sql-dev',
      'pod-security.kubernetes.io/enforce': 'baseline',
    });
    expect(
      simulation.clusters.prod.store.list('velero.io', 'Backup').length,
    ).toBeGreaterThan(14);
    const dump = simulation.get(
      'prod',
      'CronJob/chat2sql-prod/chat2sql-postgresql-backup',
      'batch',
    )!;
    expect(
      simulation.clock.at - Date.parse(dump.status.lastSuccessfulTime),
    ).toBeLessThan(24 * 3_600_000);
    const certificate = simulation.get(
      'prod',
      'Certificate/chat2sql-prod/chat2sql-tls',
      'cert-manager.io',
    )!;
    expect(Date.parse(certificate.status.renewalTime)).toBeGreaterThan(
      simulation.clock.at,
    );
    expect(Date.parse(certificate.status.notBefore)).toBeLessThan(
      simulation.clock.at - 86_400_000,
    );
    const database = simulation.get(
      'prod',
      'Pod/chat2sql-prod/chat2sql-postgresql-0',
    )!;
    expect(
      simulation.clock.at - Date.parse(database.metadata.creationTimestamp!),
    ).toBeGreaterThan(30 * 86_400_000);
  });

  it("names pods and containers as the sandbox's metrics do", () => {
    const simulation = new Simulation();
    for (const { cluster, namespace, workloads } of buildTopology(42)) {
      for (const { name, container, pods } of workloads) {
        const live = simulation.pods(cluster, namespace, name);
        expect([namespace, live.map(p => p.metadata.name).sort()]).toEqual([
          namespace,
          pods.map(p => p.name).sort(),
        ]);
        expect(live[0].spec.containers[0].name).toBe(container);
      }
    }
  });

  it('rolls a merged environment out to healthy within 25 seconds', () => {
    const simulation = new Simulation();
    simulation.addEnvironment('dev', 'feat-join-hints');
    const sha = simulation.commit();
    simulation.run(1);
    expect(
      simulation.application('dev-feat-join-hints')?.status.health.status,
    ).toBe('Missing');
    const words = new Set<string>();
    const seconds = simulation.until(25, () => {
      const status = simulation.application('dev-feat-join-hints')!.status;
      words.add(status.health.status);
      return (
        status.health.status === 'Healthy' && status.sync.status === 'Synced'
      );
    });
    expect(seconds).toBeGreaterThan(8);
    expect(words).toContain('Progressing');
    const { status } = simulation.application('dev-feat-join-hints')!;
    expect(status.history).toEqual([
      expect.objectContaining({ id: 0, revision: sha }),
    ]);
    expect(status.operationState.phase).toBe('Succeeded');
    const [pod] = simulation.pods(
      'nonprod',
      'chat2sql-dev-feat-join-hints',
      'chat2sql-backend',
    );
    expect(pod.metadata.labels).toMatchObject({ 'chat2sql.io/tier': 'dev' });
    // Environments the commit did not touch were only compared again.
    expect(simulation.application('dev')!.status.history).toHaveLength(1);
    expect(simulation.application('dev')!.status.sync.revision).toBe(sha);
  });

  it('rolls a new image out and keeps the old ReplicaSet', () => {
    const simulation = new Simulation();
    const file = 'environments/test/test/kustomization.yaml';
    simulation.files.set(
      file,
      simulation.files
        .get(file)!
        .replace(/newTag: "0\.1\.1"/, 'newTag: "0.1.9"'),
    );
    simulation.commit();
    simulation.until(
      30,
      () =>
        simulation.application('test')!.status.history.length === 2 &&
        simulation.application('test')!.status.health.status === 'Healthy',
    );
    const sets = simulation.clusters.nonprod.store
      .list('apps', 'ReplicaSet', 'chat2sql-test')
      .filter(set => set.metadata.name!.startsWith('chat2sql-backend'));
    expect(
      sets
        .map(set => [
          set.metadata.annotations!['deployment.kubernetes.io/revision'],
          set.spec.replicas,
        ])
        .sort(),
    ).toEqual([
      ['1', 0],
      ['2', 1],
    ]);
  });

  it('goes on with the other environments when an overlay is broken', () => {
    const simulation = new Simulation();
    const file = 'environments/dev/dev/kustomization.yaml';
    simulation.files.set(
      file,
      `${simulation.files.get(file)}\nconfigMapGenerator: [{name: x}]\n`,
    );
    simulation.files.set(
      'environments/dev/broken/environment.yaml',
      'kind: EnvironmentRecord\n',
    );
    simulation.commit();
    simulation.run(10);
    const { status } = simulation.application('dev')!;
    expect(status.sync.status).toBe('Unknown');
    expect(status.conditions).toEqual([
      expect.objectContaining({
        type: 'ComparisonError',
        message: expect.stringContaining(file),
      }),
    ]);
    expect(status.history).toHaveLength(1);
    expect(simulation.application('test')!.status.sync.status).toBe('Synced');
    const set = simulation.get(
      'nonprod',
      'ApplicationSet/argocd/chat2sql-dev',
      'argoproj.io',
    )!;
    expect(conditionOf(set, 'ErrorOccurred')).toMatchObject({
      status: 'True',
      message: expect.stringContaining('environments/dev/broken'),
    });
    expect(simulation.errors).toEqual([]);
  });

  it('reports a failed sync for a kind the cluster does not have', () => {
    const simulation = new Simulation();
    const file = 'environments/dev/dev/quota.yaml';
    simulation.files.set(
      file,
      `${simulation.files.get(
        file,
      )}\n---\napiVersion: example.com/v1\nkind: Widget\nmetadata:\n  name: w\n`,
    );
    simulation.commit();
    simulation.until(
      12,
      () =>
        simulation.application('dev')!.status.operationState.phase === 'Failed',
    );
    const { operationState, history } = simulation.application('dev')!.status;
    expect(operationState.message).toContain('no matches for kind "Widget"');
    expect(history).toHaveLength(1);
  });

  it('prunes what git no longer wants and removes environments of dev only', () => {
    const simulation = new Simulation();
    simulation.addEnvironment('dev', 'short');
    simulation.addEnvironment('prod', 'extra');
    simulation.commit();
    simulation.until(
      30,
      () =>
        simulation.application('dev-short')?.status.health.status === 'Healthy',
    );
    for (const path of [...simulation.files.keys()]) {
      if (/\/(short|extra)\//.test(path)) simulation.files.delete(path);
    }
    const base = 'apps/chat2sql/base/kustomization.yaml';
    simulation.files.set(
      base,
      simulation.files.get(base)!.replace('  - monitoring.yaml\n', ''),
    );
    simulation.commit();
    simulation.run(15);
    expect(simulation.application('dev-short')).toBeUndefined();
    expect(
      simulation.get('nonprod', 'Namespace//chat2sql-dev-short'),
    ).toBeUndefined();
    expect(
      simulation.clusters.nonprod.store.list('', 'Pod', 'chat2sql-dev-short'),
    ).toEqual([]);
    expect(
      simulation.get(
        'prod',
        'Application/argocd/chat2sql-prod-extra',
        'argoproj.io',
      ),
    ).toBeDefined();
    expect(
      simulation.clusters.nonprod.store.list(
        'monitoring.coreos.com',
        'ServiceMonitor',
      ),
    ).toEqual([]);
  });

  it('reads a bare repository as it grows', async () => {
    const directory = fs.mkdtempSync(join(tmpdir(), 'sandbox-git-'));
    try {
      const source = PlatformSource.create(join(directory, 'platform.git'));
      expect(await source.head()).toBeUndefined();
      const work = join(directory, 'work');
      const gitdir = join(directory, 'platform.git');
      fs.mkdirSync(join(work, 'environments/dev/dev'), { recursive: true });
      fs.mkdirSync(join(work, 'docs'));
      fs.writeFileSync(
        join(work, 'environments/dev/dev/environment.yaml'),
        'a: 1\n',
      );
      fs.writeFileSync(join(work, 'docs/readme.md'), 'not read\n');
      await git.init({ fs, dir: work, gitdir, defaultBranch: 'main' });
      const files = ['environments/dev/dev/environment.yaml', 'docs/readme.md'];
      for (const filepath of files)
        await git.add({ fs, dir: work, gitdir, filepath });
      const sha = await git.commit({
        fs,
        dir: work,
        gitdir,
        message: 'first',
        author: {
          name: 'mei',
          email: 'mei@example.com',
          timestamp: 1_750_000_000,
          timezoneOffset: 0,
        },
      });
      expect(await source.head()).toBe(sha);
      const commit = await source.read(sha);
      expect([...commit.files]).toEqual([
        ['environments/dev/dev/environment.yaml', 'a: 1\n'],
      ]);
      expect(commit).toMatchObject({
        author: 'mei',
        message: 'first',
        committedAt: new Date(1_750_000_000_000),
      });
      expect([...loadPlatformRepo(work)]).toEqual([...commit.files]);
    } finally {
      fs.rmSync(directory, { recursive: true, force: true });
    }
  });
});

describe('scenarios', () => {
  it('prod-incident crash-loops the backend of prod and heals', () => {
    const simulation = new Simulation();
    simulation.director.play('prod-incident');
    simulation.run(120);
    const pods = simulation.pods('prod', 'chat2sql-prod', 'chat2sql-backend');
    const crashing = pods.filter(pod =>
      waitingReasons(pod).includes('CrashLoopBackOff'),
    );
    expect(crashing.length).toBeGreaterThan(0);
    const restarts = Math.max(
      ...pods.flatMap(pod =>
        (pod.status.containerStatuses ?? []).map((s: any) => s.restartCount),
      ),
    );
    expect(restarts).toBeGreaterThanOrEqual(2);
    expect(
      simulation.get(
        'prod',
        'Deployment/chat2sql-prod/chat2sql-backend',
        'apps',
      )!.status.availableReplicas,
    ).toBeLessThan(6);
    // The strategy keeps old pods while new ones fail, so a part still serves.
    simulation.run(600, 2);
    const { readyReplicas } = simulation.get(
      'prod',
      'Deployment/chat2sql-prod/chat2sql-backend',
      'apps',
    )!.status;
    expect(readyReplicas).toBeGreaterThanOrEqual(2);
    expect(readyReplicas).toBeLessThanOrEqual(5);
    const application = simulation.application('prod')!;
    expect(application.status.health.status).toBe('Progressing');
    expect(application.spec.source.kustomize.images).toHaveLength(1);
    expect(
      simulation.clusters.prod.store
        .list('', 'Event', 'chat2sql-prod')
        .some(event => event.reason === 'BackOff'),
    ).toBe(true);
    expect(simulation.application('staging')!.status.health.status).toBe(
      'Healthy',
    );

    simulation.director.play('healthy');
    simulation.until(90, () => {
      const { health, sync } = simulation.application('prod')!.status;
      return health.status === 'Healthy' && sync.status === 'Synced';
    });
    expect(
      simulation
        .pods('prod', 'chat2sql-prod', 'chat2sql-backend')
        .flatMap(waitingReasons),
    ).toEqual([]);
  });

  it('rollout-stuck leaves staging with an image that cannot be pulled, and heals', () => {
    const simulation = new Simulation();
    simulation.director.play('rollout-stuck');
    simulation.run(40);
    const pods = simulation.pods(
      'nonprod',
      'chat2sql-staging',
      'chat2sql-backend',
    );
    expect(pods.flatMap(waitingReasons)).toEqual(['ImagePullBackOff']);
    const deployment = () =>
      simulation.get(
        'nonprod',
        'Deployment/chat2sql-staging/chat2sql-backend',
        'apps',
      )!;
    expect(deployment().status).toMatchObject({
      readyReplicas: 2,
      updatedReplicas: 1,
    });
    simulation.run(610, 5);
    expect(conditionOf(deployment(), 'Progressing')).toMatchObject({
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
    });
    expect(simulation.application('staging')!.status.health.status).toBe(
      'Degraded',
    );
    simulation.director.play('healthy');
    simulation.until(
      60,
      () =>
        simulation.application('staging')!.status.health.status === 'Healthy',
    );
    simulation.run(5);
    expect(
      simulation.pods('nonprod', 'chat2sql-staging', 'chat2sql-backend'),
    ).toHaveLength(2);
  });

  it('drift makes prod differ from git until automatic sync is on again', () => {
    const simulation = new Simulation();
    simulation.director.play('drift');
    simulation.until(
      10,
      () => simulation.application('prod')!.status.sync.status === 'OutOfSync',
    );
    simulation.run(30);
    const application = simulation.application('prod')!;
    expect(application.spec.syncPolicy.automated).toBeUndefined();
    expect(
      application.status.resources
        .filter((r: any) => r.status === 'OutOfSync')
        .map((r: any) => r.name)
        .sort(),
    ).toEqual(['chat2sql-backend', 'chat2sql-frontend']);
    const backend = simulation.get(
      'prod',
      'Deployment/chat2sql-prod/chat2sql-backend',
      'apps',
    )!;
    expect(backend.spec.template.spec.containers[0].image).toBe(
      HAND_SET_RELEASE,
    );
    simulation.director.play('healthy');
    simulation.until(
      30,
      () => simulation.application('prod')!.status.sync.status === 'Synced',
    );
    expect(
      simulation.get(
        'prod',
        'Deployment/chat2sql-prod/chat2sql-frontend',
        'apps',
      )!.spec.replicas,
    ).toBe(2);
  });

  it('certificate-expiring and backup-stale tell of prod only, and heal', () => {
    const simulation = new Simulation();
    const certificate = (cluster: 'nonprod' | 'prod', namespace: string) =>
      simulation.get(
        cluster,
        `Certificate/${namespace}/chat2sql-tls`,
        'cert-manager.io',
      )!.status;
    simulation.director.play('certificate-expiring');
    simulation.run(3);
    const bad = certificate('prod', 'chat2sql-prod');
    expect(Date.parse(bad.notAfter) - simulation.clock.at).toBeLessThan(
      2 * 86_400_000,
    );
    expect(Date.parse(bad.renewalTime)).toBeLessThan(simulation.clock.at);
    expect(
      Date.parse(certificate('nonprod', 'chat2sql-staging').renewalTime),
    ).toBeGreaterThan(simulation.clock.at);

    simulation.director.play('backup-stale');
    simulation.run(3);
    expect(
      Date.parse(certificate('prod', 'chat2sql-prod').renewalTime),
    ).toBeGreaterThan(simulation.clock.at);
    const newest = (phase: string) =>
      Math.max(
        ...simulation.clusters.prod.store
          .list('velero.io', 'Backup')
          .filter(backup => backup.status.phase === phase)
          .map(backup => Date.parse(backup.status.completionTimestamp)),
      );
    const day = 86_400_000;
    expect(simulation.clock.at - newest('Completed')).toBeGreaterThan(2 * day);
    expect(simulation.clock.at - newest('PartiallyFailed')).toBeLessThan(day);
    expect(
      simulation.clusters.nonprod.store
        .list('velero.io', 'Backup')
        .every(backup => backup.status.phase === 'Completed'),
    ).toBe(true);
    simulation.director.play('healthy');
    simulation.run(3);
    expect(simulation.clock.at - newest('Completed')).toBeLessThan(day);
  });
});
