import type { KubeObject, Problem } from '@chat2sql/plugin-platform-common';
import type { Entry } from '../input/readObjects';

/** What every record of every command begins with. */
export interface RecordHead {
  file: string;
  /** Position among the objects of the file, 0-based. */
  index: number;
  apiVersion: string | null;
  kind: string | null;
  namespace: string | null;
  name: string | null;
}

/** A fault with its place, as part of a record. */
export interface RecordedProblem {
  path: string;
  message: string;
  line?: number;
  column?: number;
  found?: string;
  allowed?: string;
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Head of the record of an object, or of an entry that could not be read. */
export function headOf(
  { file, index }: Pick<Entry, 'file' | 'index'>,
  object?: KubeObject,
): RecordHead {
  return {
    file,
    index,
    apiVersion: textOrNull(object?.apiVersion),
    kind: textOrNull(object?.kind),
    namespace: textOrNull(object?.metadata?.namespace),
    name: textOrNull(object?.metadata?.name ?? object?.metadata?.generateName),
  };
}

/** A problem without its file, which the record already names. */
export function recordProblem(problem: Problem): RecordedProblem {
  const { path, message, line, column, found, allowed } = problem;
  return { path, message, line, column, found, allowed };
}

/** `Kind namespace/name` of a record, for people. */
export function titleOf(head: RecordHead): string {
  const name = head.namespace
    ? `${head.namespace}/${head.name ?? '?'}`
    : head.name ?? '?';
  return head.kind ? `${head.kind} ${name}` : '(unreadable)';
}

/** `file` or `file#index` where a file holds more than one object. */
export function placeOf(head: RecordHead, many: boolean): string {
  return many ? `${head.file}#${head.index}` : head.file;
}

/** Names of the files that hold more than one record. */
export function filesWithMany(records: readonly RecordHead[]): Set<string> {
  return new Set(records.filter(r => r.index > 0).map(r => r.file));
}

/** Text of the cluster or of a file as it may go to a terminal: no control characters. */
export function printable(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '�');
}
