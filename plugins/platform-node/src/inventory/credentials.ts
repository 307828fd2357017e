import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterConfig } from './clusterConfig';

/** Where a pod finds the token and certificate authority of its own account. */
const POD_ACCOUNT_DIRECTORY = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Tokens in files are rotated; a copy is used for at most this long. */
const TOKEN_MS = 60_000;

/** Gives the bearer token of one cluster, read again when its file may have been rotated. */
export class ClusterCredentials {
  readonly #token: string | undefined;
  readonly #file: string;
  #cached: { token: string; at: number } | undefined;

  private constructor(token: string | undefined, file: string) {
    this.#token = token;
    this.#file = file;
  }

  static create(
    cluster: ClusterConfig,
    directory: string = POD_ACCOUNT_DIRECTORY,
  ): ClusterCredentials {
    return new ClusterCredentials(cluster.token, join(directory, 'token'));
  }

  /** @throws Error in words for people when there is no token */
  async token(): Promise<string> {
    if (this.#token !== undefined) return this.#token;
    const now = performance.now();
    if (this.#cached && now - this.#cached.at < TOKEN_MS) {
      return this.#cached.token;
    }
    let token: string;
    try {
      token = (await readFile(this.#file, 'utf8')).trim();
    } catch {
      throw new Error(
        'serviceAccountToken is not set, and the portal does not run in a pod with an account of its own',
      );
    }
    this.#cached = { token, at: now };
    return token;
  }

  /** Forgets a token that was refused, so that a rotated one is read at once. */
  refused(): void {
    this.#cached = undefined;
  }
}

/**
 * Certificate authorities of a cluster: `caData`, `caFile`, or the pod's own.
 *
 * @returns PEM, or undefined for the system's authorities
 * @throws Error in words for people when `caFile` cannot be read
 */
export async function readAuthorities(
  cluster: ClusterConfig,
  directory: string = POD_ACCOUNT_DIRECTORY,
): Promise<string | undefined> {
  if (cluster.ca !== undefined) return cluster.ca;
  if (cluster.caFile !== undefined) {
    try {
      return await readFile(cluster.caFile, 'utf8');
    } catch (error) {
      throw new Error(`caFile cannot be read (${error.code})`);
    }
  }
  if (cluster.token !== undefined) return undefined;
  try {
    return await readFile(join(directory, 'ca.crt'), 'utf8');
  } catch {
    return undefined;
  }
}
