import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { KINDS } from '../evidence/kinds';
import type { EvidenceReader, KindRef } from '../evidence/types';
import { isRecord } from '../podsecurity/podView';

/** Kinds that bind rights to service accounts. */
export const BINDING_KINDS: readonly KindRef[] = [
  KINDS.roleBinding,
  KINDS.clusterRoleBinding,
];

function bindsAccount(
  binding: KubeObject,
  namespace: string,
  name: string,
): boolean {
  if (!Array.isArray(binding.subjects)) return false;
  return binding.subjects.some(
    subject =>
      isRecord(subject) &&
      subject.kind === 'ServiceAccount' &&
      subject.name === name &&
      // Inside a RoleBinding the API server wants the namespace too, but old
      // objects may lack it: then it is the binding's own.
      (subject.namespace ?? binding.metadata?.namespace) === namespace,
  );
}

/**
 * Bindings that name a service account by itself. Bindings to the groups of
 * all service accounts are left out: they say nothing about one account's need.
 */
export function bindingsOf(
  reader: EvidenceReader,
  account: string,
): KubeObject[] {
  return BINDING_KINDS.flatMap(kind =>
    reader.list(kind).filter(b => bindsAccount(b, reader.namespace, account)),
  );
}

/** A service account of the environment's namespace. */
export function accountOf(
  reader: EvidenceReader,
  name: string,
): KubeObject | undefined {
  return reader.list(KINDS.serviceAccount).find(a => a.metadata?.name === name);
}

/** Name of the service account a pod spec uses. */
export function accountNameOf(spec: Record<string, unknown>): string {
  for (const value of [spec.serviceAccountName, spec.serviceAccount]) {
    if (typeof value === 'string' && value !== '') return value;
  }
  return 'default';
}
