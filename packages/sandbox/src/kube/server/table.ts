import type { KubeObject } from '@chat2sql/plugin-platform-common';
import type { ResourceDefinition } from '../store/resources';
import { columnsOf } from './columns';
import { StatusError } from './status';

/** True when the client asks for a table before plain JSON. */
export function wantsTable(accept: string | undefined): boolean {
  for (const type of (accept ?? '').split(',')) {
    const [media, ...parameters] = type.split(';').map(part => part.trim());
    if (media !== 'application/json' && media !== '*/*') continue;
    return (
      parameters.includes('as=Table') &&
      parameters.includes('g=meta.k8s.io') &&
      (parameters.includes('v=v1') || parameters.includes('v=v1beta1'))
    );
  }
  return false;
}

/** Refuses clients that accept nothing the server can write. */
export function checkAccept(accept: string | undefined): void {
  if (accept === undefined || accept === '') return;
  const acceptable = accept
    .split(',')
    .some(type => /^\s*(application\/json|\*\/\*|application\/\*)/.test(type));
  if (!acceptable)
    throw new StatusError(
      406,
      'NotAcceptable',
      'only the following media types are accepted: application/json, application/json;as=Table;v=v1;g=meta.k8s.io',
    );
}

/**
 * A `meta.k8s.io/v1` Table over objects.
 *
 * @param include - the `includeObject` query: Metadata (default), Object or None
 */
export function tableBody(
  resource: ResourceDefinition,
  objects: readonly KubeObject[],
  metadata: Record<string, unknown>,
  include: string | undefined,
  now: Date,
): Record<string, unknown> {
  const columns = columnsOf(resource.group, resource.kind);
  const rowObject = (object: KubeObject) => {
    if (include === 'None') return undefined;
    if (include === 'Object') return object;
    return {
      kind: 'PartialObjectMetadata',
      apiVersion: 'meta.k8s.io/v1',
      metadata: object.metadata,
    };
  };
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: columns.map(({ name, type, priority, format }) => ({
      name,
      type,
      format: format ?? '',
      description: '',
      priority,
    })),
    rows: objects.map(object => ({
      cells: columns.map(c => c.cell(object, now)),
      object: rowObject(object),
    })),
  };
}
