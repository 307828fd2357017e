import { refOf } from '@chat2sql/plugin-platform-common';
import { KINDS } from '../evidence/kinds';
import type { EvidenceReader } from '../evidence/types';
import type { Subject } from './types';

/** The environment's namespace as the only subject; none while it does not exist. */
export function namespaceSubject(
  reader: EvidenceReader,
): ReadonlyMap<string, Subject> {
  const [namespace] = reader.list(KINDS.namespace);
  return namespace
    ? new Map([
        [
          'Namespace',
          { key: 'Namespace', ref: refOf(namespace, reader.cluster) },
        ],
      ])
    : new Map();
}
