import { resourceOfPath, type ResourceDefinition } from '../store/resources';
import {
  apiVersionsBody,
  groupBodyOf,
  groupListBody,
  resourceListBody,
  versionBody,
} from './discovery';

/** What a path names. */
export interface Target {
  resource: ResourceDefinition;
  namespace?: string;
  name?: string;
  subresource?: string;
}

/** Answers that no object stands behind: health, version and discovery. */
export function fixedAnswer(
  parts: string[],
  host: string,
): Record<string, unknown> | string | undefined {
  const [first, second, third] = parts;
  if (/^(healthz|livez|readyz)$/.test(first ?? '') && parts.length <= 2)
    return 'ok';
  if (first === 'version' && parts.length === 1) return versionBody();
  if (first === 'api' && parts.length === 1) return apiVersionsBody(host);
  if (first === 'api' && second === 'v1' && parts.length === 2)
    return resourceListBody('', 'v1');
  if (first !== 'apis') return undefined;
  if (parts.length === 1) return groupListBody();
  if (parts.length === 2) return groupBodyOf(second);
  return parts.length === 3 ? resourceListBody(second, third) : undefined;
}

/** Takes a path apart; undefined when it names no served resource. */
export function targetOf(parts: string[]): Target | undefined {
  let group = '';
  let version = parts[1];
  let rest = parts.slice(2);
  if (parts[0] === 'apis') {
    [, group, version] = parts;
    rest = parts.slice(3);
  } else if (parts[0] !== 'api') {
    return undefined;
  }
  const scoped =
    rest[0] === 'namespaces' &&
    rest.length >= 3 &&
    !(rest.length === 3 && rest[2] === 'status');
  const namespace = scoped ? rest[1] : undefined;
  const [plural, name, subresource, ...more] = scoped ? rest.slice(2) : rest;
  const resource = resourceOfPath(group, version ?? '', plural ?? '');
  if (!resource || more.length > 0) return undefined;
  if (scoped && !resource.namespaced) return undefined;
  if (name !== undefined && resource.namespaced && namespace === undefined)
    return undefined;
  const subresources = [
    ...(resource.status ? ['status'] : []),
    ...(resource.kind === 'Pod' ? ['log'] : []),
  ];
  if (subresource !== undefined && !subresources.includes(subresource))
    return undefined;
  return { resource, namespace, name, subresource };
}
