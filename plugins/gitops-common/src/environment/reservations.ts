import {
  environmentDirectory,
  environmentNamespace,
  type EnvironmentRecord,
  type Tier,
} from '@chat2sql/plugin-platform-common';
import type { Reservation } from '../plan/types';
import type { RepositorySnapshot } from '../repositorySnapshot';

/** Names an open change holds until it is merged or closed. */
export interface OpenClaim {
  /** Holder in words, for example `change 12 of user:default/mei`. */
  holder: string;
  keys: string[];
}

/** Keys of the names an environment takes. */
export function reservationKeys(target: {
  tier: Tier;
  name: string;
  cluster: string;
  hostname: string;
}): string[] {
  return [
    `environment:${target.tier}/${target.name}`,
    `namespace:${target.cluster}/${environmentNamespace(target)}`,
    `hostname:${target.hostname}`,
  ];
}

function keysOfRecord(record: EnvironmentRecord): string[] {
  const host = record.answers?.hostname;
  return [
    `environment:${record.tier}/${record.name}`,
    `namespace:${record.cluster}/${environmentNamespace(record)}`,
    ...(typeof host === 'string' ? [`hostname:${host}`] : []),
  ];
}

/**
 * Tells which of the names a new environment takes are held already: by the
 * base branch (a directory holds its name even when its record cannot be read)
 * or by an open change.
 */
export function reserve(
  target: { tier: Tier; name: string; cluster: string; hostname: string },
  context: {
    snapshot: RepositorySnapshot;
    records: EnvironmentRecord[];
    baseBranch: string;
    openClaims: OpenClaim[];
  },
): Reservation[] {
  const { snapshot, records, baseBranch, openClaims } = context;
  const holders = new Map<string, string>();
  for (const claim of openClaims) {
    for (const key of claim.keys) holders.set(key, claim.holder);
  }
  for (const record of records) {
    const holder = `${record.tier}/${record.name} on ${baseBranch}`;
    for (const key of keysOfRecord(record)) holders.set(key, holder);
  }
  const directory = `${environmentDirectory(target)}/`;
  if (snapshot.paths.some(path => path.startsWith(directory))) {
    holders.set(
      `environment:${target.tier}/${target.name}`,
      `${target.tier}/${target.name} on ${baseBranch}`,
    );
  }
  return reservationKeys(target).map(key => {
    const heldBy = holders.get(key);
    return heldBy === undefined ? { key } : { key, heldBy };
  });
}
