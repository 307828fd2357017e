import { join } from 'node:path';
import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { GitOpsReconciler } from '../gitops/GitOpsReconciler';
import {
  loadPlatformRepo,
  type PlatformCommit,
  type PlatformSource,
} from '../gitops/PlatformSource';
import { SimulatedCluster } from '../kube/cluster/SimulatedCluster';
import { ScenarioDirector } from '../scenario/ScenarioDirector';
import type { ScenarioName } from '../scenario/types';

/** Root of the platform repository's seed. */
export const PLATFORM_REPO = join(__dirname, '../../../../platform-repo');

/** A Wednesday noon, so that nothing depends on when the tests run. */
const NOON = Date.parse('2026-06-10T12:00:00Z');

/** A clock that moves only when it is told to. */
export class FakeClock {
  constructor(public at = NOON) {}

  now = () => new Date(this.at);
}

/** Clusters, reconciler and a repository in memory under a fake clock. */
export class Simulation {
  readonly clock = new FakeClock();
  readonly director: ScenarioDirector;
  readonly clusters: { nonprod: SimulatedCluster; prod: SimulatedCluster };
  readonly reconciler: GitOpsReconciler;
  readonly errors: Error[] = [];
  files: Map<string, string>;
  private commits = 0;

  constructor(options: { scenario?: ScenarioName; seed?: number } = {}) {
    this.director = ScenarioDirector.create({
      seed: options.seed ?? 42,
      clock: this.clock.now,
      scenario: options.scenario,
    });
    this.clusters = {
      nonprod: SimulatedCluster.create('nonprod', this.director),
      prod: SimulatedCluster.create('prod', this.director),
    };
    this.files = loadPlatformRepo(PLATFORM_REPO);
    this.reconciler = GitOpsReconciler.create({
      clusters: this.clusters,
      source: {} as PlatformSource,
      context: this.director,
      onError: error => this.errors.push(error),
    });
    this.commit();
    this.run(3);
  }

  /** Makes the files as they are now the head of the repository. */
  commit(): string {
    this.commits += 1;
    const sha = String(this.commits).padStart(40, '0');
    const commit: PlatformCommit = {
      sha,
      committedAt: this.clock.now(),
      author: 'mei',
      message: `change ${this.commits}`,
      files: new Map(this.files),
    };
    this.reconciler.accept(commit, this.clock.now());
    return sha;
  }

  /** Lets seconds pass in steps of half a second, or of longer ones. */
  run(seconds: number, step = 0.5): void {
    for (let i = 1; i <= seconds / step; i += 1) {
      this.clock.at += step * 1000;
      const now = this.clock.now();
      for (const cluster of Object.values(this.clusters)) cluster.tick(now);
      if (step >= 1 || i % 2 === 0) this.reconciler.advance(now);
    }
  }

  /** Seconds until something holds; fails when it does not within the limit. */
  until(limit: number, holds: () => boolean): number {
    for (let seconds = 0; seconds <= limit; seconds += 1) {
      if (holds()) return seconds;
      this.run(1);
    }
    throw new Error(`did not hold within ${limit} s`);
  }

  get(
    cluster: 'nonprod' | 'prod',
    path: string,
    group = '',
  ): KubeObject | undefined {
    const [kind, namespace, name] = path.split('/');
    return this.clusters[cluster].store.get(
      group,
      kind,
      namespace || undefined,
      name,
    );
  }

  application(id: string): KubeObject | undefined {
    return this.get(
      id === 'prod' ? 'prod' : 'nonprod',
      `Application/argocd/chat2sql-${id}`,
      'argoproj.io',
    );
  }

  pods(cluster: 'nonprod' | 'prod', namespace: string, name: string) {
    return this.clusters[cluster].store
      .list('', 'Pod', namespace)
      .filter(pod => pod.metadata.labels?.['app.kubernetes.io/name'] === name);
  }

  /** Copies an environment of the repository to a new name. */
  addEnvironment(tier: string, name: string): void {
    const from = `environments/${tier}/${tier}/`;
    for (const [path, text] of [...this.files]) {
      if (!path.startsWith(from)) continue;
      this.files.set(
        `environments/${tier}/${name}/${path.slice(from.length)}`,
        text
          .replace(`name: ${tier}\n`, `name: ${name}\n`)
          .split(`chat2sql-${tier}`)
          .join(`chat2sql-${tier}-${name}`),
      );
    }
  }
}

/** Waiting reasons of a pod's main containers. */
export function waitingReasons(pod: KubeObject): string[] {
  return (pod.status?.containerStatuses ?? [])
    .map((status: any) => status.state.waiting?.reason)
    .filter(Boolean);
}
