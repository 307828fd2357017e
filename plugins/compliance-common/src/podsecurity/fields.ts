import { describeFound } from '@chat2sql/plugin-platform-common';
import { isRecord, isUnset } from './podView';
import type { PodView } from './types';

/** A security context: the pod's or a container's. */
export interface SecurityScope {
  path: string;
  security: Record<string, unknown>;
}

/** The security contexts of the pod and of all its containers. */
export function scopes(pod: PodView): SecurityScope[] {
  return [
    { path: `${pod.path}.securityContext`, security: pod.security },
    ...pod.containers.map(c => ({
      path: `${c.path}.securityContext`,
      security: c.security,
    })),
  ];
}

/** Entries of `securityContext.capabilities.<field>` that are not allowed, over all containers. */
export function badList(
  pod: PodView,
  field: 'add' | 'drop',
  isAllowed: (name: string) => boolean,
): Array<{ path: string; found: string }> {
  const bad: Array<{ path: string; found: string }> = [];
  for (const container of pod.containers) {
    const { capabilities } = container.security;
    const path = `${container.path}.securityContext.capabilities`;
    if (isUnset(capabilities)) continue;
    if (!isRecord(capabilities)) {
      bad.push({ path, found: describeFound(capabilities) });
      continue;
    }
    const list = capabilities[field];
    if (isUnset(list)) continue;
    if (!Array.isArray(list)) {
      bad.push({ path: `${path}.${field}`, found: describeFound(list) });
      continue;
    }
    for (const [index, name] of list.entries()) {
      if (typeof name !== 'string' || !isAllowed(name)) {
        bad.push({
          path: `${path}.${field}[${index}]`,
          found: describeFound(name),
        });
      }
    }
  }
  return bad;
}
