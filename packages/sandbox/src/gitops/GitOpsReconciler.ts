import {
  apiGroup,
  TIERS,
  type KubeObject,
} from '@chat2sql/plugin-platform-common';
import type { SimulatedCluster } from '../kube/cluster/SimulatedCluster';
import type { ClusterName } from '../kube/cluster/types';
import { kubeTime } from '../kube/names';
import { releaseOfWeek, weekOf } from '../prometheus/model/releases';
import type { SandboxContext } from '../scenario/types';
import { ApplicationRunner } from './ApplicationRunner';
import { applyObject, liveOf } from './live';
import type { PlatformCommit, PlatformSource } from './PlatformSource';
import {
  readTargets,
  type EnvironmentTarget,
  type PlatformTargets,
} from './targets';

const MINUTE_MS = 60_000;
/** Age of the tiers' own environments when the repository is first seen. */
const ENVIRONMENT_AGE_MS = 95 * 24 * 60 * MINUTE_MS;

/** When an environment that is there at the start was last deployed. */
function lastDeploy(
  target: EnvironmentTarget,
  commit: PlatformCommit,
  seed: number,
  now: Date,
): Date {
  const at = now.getTime();
  if (target.record.name === target.record.tier) {
    // The same release as in the sandbox's metrics, unless it is just happening.
    const week = weekOf(at);
    const latest = releaseOfWeek(seed, target.id, week);
    return new Date(
      latest < at - 15 * MINUTE_MS
        ? latest
        : releaseOfWeek(seed, target.id, week - 1),
    );
  }
  const created = target.record.lease
    ? Date.parse(target.record.lease.createdAt)
    : commit.committedAt.getTime();
  return new Date(Math.min(created, at - 3 * MINUTE_MS));
}

/**
 * Argo CD of both clusters: finds the environments of the platform repository
 * and keeps one application for each. Environments that are there when the
 * repository is first seen have been running for long; later ones roll out.
 */
export class GitOpsReconciler {
  private readonly runners = new Map<string, ApplicationRunner>();
  private readonly leaving = new Set<ApplicationRunner>();
  private platform: Record<ClusterName, KubeObject[]> = {
    nonprod: [],
    prod: [],
  };
  private head?: string;
  private timer?: NodeJS.Timeout;
  private running = false;

  private constructor(
    private readonly options: {
      clusters: Record<ClusterName, SimulatedCluster>;
      source: PlatformSource;
      context: SandboxContext;
      pollMs?: number;
      onError?: (error: Error) => void;
    },
  ) {}

  /**
   * @param options.pollMs - time between looks at the repository; default 1 s
   * @param options.onError - told about a commit that cannot be read; the last
   * good one stays in force
   */
  static create(options: {
    clusters: Record<ClusterName, SimulatedCluster>;
    source: PlatformSource;
    context: SandboxContext;
    pollMs?: number;
    onError?: (error: Error) => void;
  }): GitOpsReconciler {
    return new GitOpsReconciler(options);
  }

  /** Looks at the repository once, then again and again. */
  async start(): Promise<void> {
    await this.run();
    this.timer = setInterval(
      () => void this.run(),
      this.options.pollMs ?? 1000,
    );
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** One look at the repository and one step of every application. */
  async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      const { source, context } = this.options;
      const head = await source.head();
      if (head !== undefined && head !== this.head) {
        const commit = await source.read(head);
        this.accept(commit, context.now());
      }
    } catch (error) {
      this.options.onError?.(error as Error);
    } finally {
      this.running = false;
    }
    this.advance(this.options.context.now());
  }

  /** Takes a commit as what is wanted from now on. */
  accept(commit: PlatformCommit, now: Date): void {
    const targets = readTargets(commit.files);
    const first = this.head === undefined;
    this.head = commit.sha;
    this.applyPlatform(
      targets,
      first ? new Date(now.getTime() - ENVIRONMENT_AGE_MS) : now,
    );
    if (first) this.bootstrap(targets, commit, now);
    else this.update(targets, commit, now);
    this.reportFaults(targets, now);
  }

  /** One step of every application. */
  advance(now: Date): void {
    for (const runner of this.runners.values()) runner.advance(now);
    for (const runner of this.leaving) {
      if (runner.finishRemoval(now)) this.leaving.delete(runner);
    }
  }

  private bootstrap(
    targets: PlatformTargets,
    commit: PlatformCommit,
    now: Date,
  ): void {
    const { clusters, context } = this.options;
    const planned = targets.environments
      .map(target => ({
        target,
        past: lastDeploy(target, commit, context.seed, now),
      }))
      .sort((a, b) => a.past.getTime() - b.past.getTime());
    const born = new Date(now.getTime() - ENVIRONMENT_AGE_MS);
    const started = planned.map(({ target, past }) => {
      const isOwn = target.record.name === target.record.tier;
      const runner = new ApplicationRunner(
        clusters[target.cluster],
        target,
        commit.sha,
      );
      this.runners.set(target.id, runner);
      const since = isOwn ? born : past;
      if (isOwn) runner.layFoundation(since);
      return { runner, target, past, since };
    });
    for (const cluster of Object.values(clusters)) cluster.converge(born);
    for (const { runner, target, past, since } of started) {
      // History holds commits that exist: a sync cannot be older than its commit.
      const earliest = commit.committedAt.getTime();
      const deployedAt = new Date(
        Math.min(
          Math.max(past.getTime(), earliest) + 5000,
          now.getTime() - 1000,
        ),
      );
      if (since === past) runner.layFoundation(past);
      runner.release(since, past, deployedAt);
      clusters[target.cluster].converge(past);
    }
    for (const cluster of Object.values(clusters)) cluster.jump(now);
  }

  private update(
    targets: PlatformTargets,
    commit: PlatformCommit,
    now: Date,
  ): void {
    const { clusters } = this.options;
    const wanted = new Set<string>();
    for (const target of targets.environments) {
      wanted.add(target.id);
      const runner = this.runners.get(target.id);
      if (runner) runner.setTarget(target, commit.sha);
      else
        this.runners.set(
          target.id,
          new ApplicationRunner(clusters[target.cluster], target, commit.sha),
        );
    }
    const faulty = targets.faults.map(fault => fault.file.split('/'));
    for (const [id, runner] of this.runners) {
      if (wanted.has(id)) continue;
      const tier = TIERS.find(t => id === t || id.startsWith(`${t}-`));
      const unreadable = faulty.some(
        ([, faultTier, name]) =>
          (faultTier === name ? name : `${faultTier}-${name}`) === id,
      );
      // The ApplicationSets of staging and prod only create and update, and a
      // record that cannot be read is no request to remove.
      if (unreadable || tier === 'staging' || tier === 'prod') continue;
      this.runners.delete(id);
      runner.remove(now);
      this.leaving.add(runner);
    }
  }

  private applyPlatform(targets: PlatformTargets, now: Date): void {
    for (const name of ['nonprod', 'prod'] as const) {
      const cluster = this.options.clusters[name];
      const id = (o: KubeObject) =>
        `${apiGroup(o.apiVersion)}/${o.kind}/${o.metadata?.namespace}/${
          o.metadata?.name
        }`;
      const wanted = new Set(targets.platform[name].map(id));
      for (const object of targets.platform[name])
        applyObject(cluster, object, undefined, now);
      for (const object of this.platform[name]) {
        const live = wanted.has(id(object))
          ? undefined
          : liveOf(cluster, object);
        if (live) cluster.store.delete(live);
      }
      this.platform[name] = targets.platform[name];
    }
  }

  /** Writes what the generators could not read into the status of their sets. */
  private reportFaults(targets: PlatformTargets, now: Date): void {
    for (const cluster of Object.values(this.options.clusters)) {
      for (const set of cluster.store.list('argoproj.io', 'ApplicationSet')) {
        const tier = set.metadata.name!.replace('chat2sql-', '');
        const fault = targets.faults.find(f =>
          f.file.startsWith(`environments/${tier}/`),
        );
        const condition = (type: string, holds: boolean, message: string) => {
          const status = holds ? 'True' : 'False';
          const known = set.status?.conditions?.find(
            (c: { type: string }) => c.type === type,
          );
          return {
            type,
            status,
            reason: fault
              ? 'ApplicationGenerationFromParamsError'
              : 'ApplicationSetUpToDate',
            message,
            lastTransitionTime:
              known?.status === status
                ? known.lastTransitionTime
                : kubeTime(now),
          };
        };
        const good = 'All applications have been generated successfully';
        cluster.store.setStatus(set, {
          conditions: [
            condition(
              'ErrorOccurred',
              fault !== undefined,
              fault?.message ?? good,
            ),
            condition(
              'ParametersGenerated',
              fault === undefined,
              fault?.message ??
                'Successfully generated parameters for all Applications',
            ),
            condition(
              'ResourcesUpToDate',
              fault === undefined,
              fault?.message ?? good,
            ),
          ],
        });
      }
    }
  }
}
