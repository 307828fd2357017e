import type { KubeObject } from '@chat2sql/plugin-platform-common';
import type { SandboxContext } from '../../scenario/types';
import type { ObjectStore } from '../store/ObjectStore';

/** Names of the clusters the sandbox stands in for. */
export const CLUSTER_NAMES = ['nonprod', 'prod'] as const;

/** One of the sandbox's clusters. */
export type ClusterName = (typeof CLUSTER_NAMES)[number];

/** What controllers work with. */
export interface ClusterView {
  readonly name: ClusterName;
  readonly store: ObjectStore;
  readonly context: SandboxContext;
  /** Pods that need no further look until the clock jumps, by uid. */
  readonly settled: Set<string>;
  /** Numbers given out so far, so that a generated name never comes twice. */
  readonly counters: Map<string, number>;
  /** Records an event about an object, as the event recorder of a controller does. */
  event(
    about: KubeObject,
    event: {
      type?: 'Normal' | 'Warning';
      reason: string;
      message: string;
      component: string;
      fieldPath?: string;
    },
    now: Date,
  ): void;
}

/**
 * One controller: looks at the store and moves it a step nearer to what the
 * specs want. Called again and again with a growing time; everything it
 * decides depends on the store, the seed and that time.
 */
export type Controller = (cluster: ClusterView, now: Date) => void;
