import { apiGroup, type KubeObject } from '@chat2sql/plugin-platform-common';
import { kindKey } from '../evidence/kinds';
import type { EvidenceReader, KindRef, Observation } from '../evidence/types';

/** Time of observation of every fixture. */
export const OBSERVED_AT = '2026-11-25T10:00:00Z';

/**
 * A reader over given objects of namespace `app-ns`.
 *
 * @param states - states of kinds that are not freshly observed, by kind key
 */
export function fixtureReader(
  objects: readonly KubeObject[],
  states: Record<string, Partial<Observation>> = {},
): EvidenceReader {
  const memo = new Map<string, unknown>();
  const of = (kind: KindRef) =>
    objects.filter(
      o => o.kind === kind.kind && apiGroup(o.apiVersion) === kind.group,
    );
  return {
    cluster: 'prod',
    namespace: 'app-ns',
    list: kind =>
      of(kind).filter(
        o => !o.metadata.namespace || o.metadata.namespace === 'app-ns',
      ),
    listCluster: of,
    observation: kind => ({
      status: 'observed',
      observedAt: OBSERVED_AT,
      ...states[kindKey(kind)],
    }),
    memo: <T>(key: string, build: () => T) => {
      if (!memo.has(key)) memo.set(key, build());
      return memo.get(key) as T;
    },
  };
}

let counter = 0;

/** An object with identity. */
export function object(
  apiVersion: string,
  kind: string,
  name: string,
  rest: Record<string, unknown> = {},
  owner?: KubeObject,
): KubeObject {
  counter += 1;
  const { metadata, ...body } = rest as { metadata?: object };
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      namespace: kind === 'Namespace' ? undefined : 'app-ns',
      uid: `${kind}-${name}-${counter}`,
      resourceVersion: String(counter),
      ...(owner && {
        ownerReferences: [
          {
            apiVersion: owner.apiVersion,
            kind: owner.kind,
            name: owner.metadata.name!,
            uid: owner.metadata.uid!,
            controller: true,
          },
        ],
      }),
      ...metadata,
    },
    ...body,
  };
}
