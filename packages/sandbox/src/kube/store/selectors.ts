import type { KubeObject } from '@chat2sql/plugin-platform-common';

/** Thrown for a selector the API server would refuse. */
export class SelectorError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SelectorError';
  }
}

/** Decides whether an object is selected. */
export type Selector = (object: KubeObject) => boolean;

const KEY =
  /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\/)?[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?$/;
const VALUE = /^(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?)?$/;

/** Splits at commas outside parentheses. */
function terms(text: string): string[] {
  const result: string[] = [];
  let depth = 0;
  let current = '';
  for (const char of text) {
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    if (char === ',' && depth === 0) {
      result.push(current);
      current = '';
    } else {
      current += char;
    }
  }
  result.push(current);
  return result.map(term => term.trim()).filter(term => term !== '');
}

function checkKey(key: string, term: string): string {
  if (!KEY.test(key))
    throw new SelectorError(
      `unable to parse requirement: <nil>: Invalid value: "${key}": in "${term}"`,
    );
  return key;
}

function checkValue(value: string, term: string): string {
  if (!VALUE.test(value))
    throw new SelectorError(
      `unable to parse requirement: values[0][${term}]: Invalid value: "${value}"`,
    );
  return value;
}

function labelTerm(term: string): (labels: Record<string, string>) => boolean {
  const set = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(term);
  if (set) {
    const key = checkKey(set[1], term);
    const values = new Set(
      set[3].split(',').map(value => checkValue(value.trim(), term)),
    );
    return set[2] === 'in'
      ? labels => key in labels && values.has(labels[key])
      : labels => !(key in labels) || !values.has(labels[key]);
  }
  const compare = /^([^\s=!]+)\s*(==|=|!=)\s*(\S*)$/.exec(term);
  if (compare) {
    const key = checkKey(compare[1], term);
    const value = checkValue(compare[3], term);
    return compare[2] === '!='
      ? labels => labels[key] !== value
      : labels => labels[key] === value;
  }
  if (term.startsWith('!')) {
    const key = checkKey(term.slice(1).trim(), term);
    return labels => !(key in labels);
  }
  const key = checkKey(term, term);
  return labels => key in labels;
}

/**
 * Reads a `labelSelector` query: equality, set-based and existence terms.
 *
 * @throws SelectorError when it cannot be parsed
 */
export function parseLabelSelector(text: string): Selector {
  const tests = terms(text).map(labelTerm);
  return object => {
    const labels = object.metadata.labels ?? {};
    return tests.every(test => test(labels));
  };
}

/** Turns a `matchLabels`/`matchExpressions` selector into a predicate; empty selects all. */
export function labelSelectorOf(
  selector:
    | {
        matchLabels?: Record<string, string>;
        matchExpressions?: Array<{
          key: string;
          operator: string;
          values?: string[];
        }>;
      }
    | undefined,
): Selector {
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {};
  return object => {
    const labels = object.metadata.labels ?? {};
    return (
      Object.entries(matchLabels).every(([k, v]) => labels[k] === v) &&
      matchExpressions.every(({ key, operator, values = [] }) => {
        if (operator === 'Exists') return key in labels;
        if (operator === 'DoesNotExist') return !(key in labels);
        const inside = key in labels && values.includes(labels[key]);
        return operator === 'In' ? inside : !inside;
      })
    );
  };
}

const ANY_KIND = ['metadata.name', 'metadata.namespace'];
const FIELDS: Record<string, string[]> = {
  '/Pod': [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'status.phase',
    'status.podIP',
  ],
  '/Event': [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  '/Namespace': ['status.phase'],
  '/Node': ['spec.unschedulable'],
  '/Secret': ['type'],
  'apps/ReplicaSet': ['status.replicas'],
  'batch/Job': ['status.successful'],
};

function fieldOf(object: KubeObject, path: string): string {
  let node: unknown = object;
  for (const part of path.split('.')) {
    node =
      node !== null && typeof node === 'object'
        ? (node as Record<string, unknown>)[part]
        : undefined;
  }
  return node === undefined || node === null || typeof node === 'object'
    ? ''
    : String(node);
}

/**
 * Reads a `fieldSelector` query.
 *
 * @param key - `group/Kind`, which decides the fields that may be selected by
 * @throws SelectorError for a field this kind does not support
 */
export function parseFieldSelector(text: string, key: string): Selector {
  const supported = [...ANY_KIND, ...(FIELDS[key] ?? [])];
  const tests = terms(text).map(term => {
    const match = /^([^=!]+?)\s*(==|=|!=)\s*(.*)$/.exec(term);
    if (!match)
      throw new SelectorError(
        `invalid field selector: '${text}'; can't understand '${term}'`,
      );
    const [, path, operator, value] = match;
    if (!supported.includes(path))
      throw new SelectorError(`field label not supported: ${path}`);
    return (object: KubeObject) =>
      (fieldOf(object, path) === value) === (operator !== '!=');
  });
  return object => tests.every(test => test(object));
}
