import type { KubeObject, Problem } from '@chat2sql/plugin-platform-common';

/**
 * What a composition problem means.
 *
 * - `invalid`: the input is wrong; kustomize would refuse it too
 * - `not-verified`: the input may be right, but uses something this composer
 *   does not model, so the objects may differ from what the cluster gets
 */
export type ComposeProblemKind = 'invalid' | 'not-verified';

/** A fault, or a blind spot, met while composing. */
export interface ComposeProblem extends Problem {
  kind: ComposeProblemKind;
}

/** Result of a composition: the objects, and everything that stands against trusting them. */
export interface Composition {
  /** Objects in the order they were read; complete only when `problems` is empty. */
  objects: KubeObject[];
  problems: ComposeProblem[];
}

/** An object on its way through the layers, with the identities it had before. */
export interface ComposedObject {
  object: KubeObject;
  /** Namespaces it was known by, the original one first; patches may use any of them. */
  namespaces: Array<string | undefined>;
  /** File it was read from. */
  file: string;
}

/** Collects problems of one composition. */
export class ProblemList {
  readonly problems: ComposeProblem[] = [];

  /** Adds a fault that kustomize would refuse too. */
  invalid(problem: Problem): void {
    this.problems.push({ ...problem, kind: 'invalid' });
  }

  /** Adds something this composer does not model. */
  notVerified(problem: Problem): void {
    this.problems.push({ ...problem, kind: 'not-verified' });
  }
}

/** True for a mapping. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
