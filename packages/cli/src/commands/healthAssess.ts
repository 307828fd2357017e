import {
  assessHealth,
  resolveOwnership,
  HEALTH_STATUSES,
  type HealthContext,
  type HealthStatus,
} from '@chat2sql/plugin-environments-common';
import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { readFiles } from '../input/readFiles';
import { readObjects, type Entry } from '../input/readObjects';
import { EXIT, UsageError, type ExitCode, type Io } from '../io';
import {
  filesWithMany,
  headOf,
  placeOf,
  recordProblem,
  titleOf,
  type RecordHead,
  type RecordedProblem,
} from '../output/records';
import {
  count,
  parseFormat,
  writeProblems,
  writeResult,
} from '../output/write';

/** Options of `c2s health assess`. */
export interface HealthOptions {
  format: string;
  /** Anything but Healthy is a finding. */
  strict?: boolean;
  /** Time of judgement, RFC 3339. */
  at?: string;
}

/** One record of the output. */
export interface HealthRecord extends RecordHead {
  status: HealthStatus;
  warning?: boolean;
  reason: string;
  message: string;
  rule: string;
  fields: string[];
  /** Set when the document could not be read; the status is then Unknown. */
  unreadable?: RecordedProblem;
}

const SLICE_SERVICE = 'kubernetes.io/service-name';

function podsByOwner(
  owners: readonly KubeObject[],
  between: readonly KubeObject[],
  pods: readonly KubeObject[],
): Map<string, KubeObject[]> {
  const { rootOf } = resolveOwnership(owners, between, pods);
  const byOwner = new Map<string, KubeObject[]>();
  for (const pod of pods) {
    const owner = rootOf.get(pod.metadata?.uid ?? '');
    if (owner === undefined) continue;
    byOwner.set(owner, [...(byOwner.get(owner) ?? []), pod]);
  }
  return byOwner;
}

const serviceKey = (namespace?: string, name?: string) =>
  `${namespace ?? ''}/${name ?? ''}`;

/**
 * Gives each object what the input knows besides it: the pods below a workload,
 * and the endpoints of a Service where the input holds any of it.
 */
function contextsOf(
  objects: readonly KubeObject[],
  now: Date,
): (object: KubeObject) => HealthContext {
  const of = (kind: string) => objects.filter(o => o.kind === kind);
  const pods = of('Pod');
  const replicaSets = of('ReplicaSet');
  const tops = objects.filter(o => o.kind !== 'Pod' && o.kind !== 'ReplicaSet');
  const podsOf = new Map([
    ...podsByOwner(replicaSets, [], pods),
    ...podsByOwner(tops, replicaSets, pods),
  ]);
  const slicesOf = new Map<string, KubeObject[]>();
  for (const slice of of('EndpointSlice')) {
    const key = serviceKey(
      slice.metadata?.namespace,
      slice.metadata?.labels?.[SLICE_SERVICE],
    );
    slicesOf.set(key, [...(slicesOf.get(key) ?? []), slice]);
  }
  return ({ kind, metadata }) => ({
    now,
    pods: metadata?.uid === undefined ? undefined : podsOf.get(metadata.uid),
    endpointSlices:
      kind === 'Service'
        ? slicesOf.get(serviceKey(metadata?.namespace, metadata?.name))
        : undefined,
  });
}

function judge(
  entry: Entry,
  contextOf: (object: KubeObject) => HealthContext,
): HealthRecord {
  if (!entry.object) {
    const problem = entry.problem!;
    return {
      ...headOf(entry),
      status: 'Unknown',
      reason: 'Unreadable',
      message: problem.message,
      rule: 'input.unreadable',
      fields: [],
      unreadable: recordProblem(problem),
    };
  }
  const { status, warning, reason, message, rule, fields } = assessHealth(
    entry.object,
    contextOf(entry.object),
  );
  return {
    ...headOf(entry, entry.object),
    status,
    ...(warning ? { warning } : {}),
    reason,
    message,
    rule,
    fields,
  };
}

function textLines(records: readonly HealthRecord[]): string[] {
  const many = filesWithMany(records);
  const lines = records
    .filter(record => !record.unreadable)
    .map(record => {
      const word = record.warning ? `${record.status}, at risk` : record.status;
      return `${word.padEnd(17)} ${titleOf(record)}  ${record.reason}: ${
        record.message
      }  [${placeOf(record, many.has(record.file))}]`;
    });
  const counts = HEALTH_STATUSES.map(status => ({
    status,
    n: records.filter(r => !r.unreadable && r.status === status).length,
  })).filter(({ n }) => n > 0);
  const unreadable = records.filter(r => r.unreadable).length;
  const summary = [
    count(records.length - unreadable, 'object'),
    ...counts.map(({ status, n }) => `${n} ${status}`),
    ...(unreadable > 0 ? [`${unreadable} unreadable`] : []),
  ];
  return [...lines, summary.join(', ')];
}

function timeOf(at: string | undefined, io: Io): Date {
  if (at === undefined) return io.now();
  const time = new Date(at);
  if (Number.isNaN(time.getTime()) || !/^\d{4}-\d\d-\d\dT/.test(at)) {
    throw new UsageError(
      `--at: "${at}" is not a time; allowed: RFC 3339, for example 2026-01-31T12:00:00Z`,
    );
  }
  return time;
}

/**
 * Judges the health of every object in the given files.
 *
 * @returns 0 without findings, 1 when an object is Degraded or Missing (with
 * `strict`: not Healthy), 2 when an input could not be read
 * @throws UsageError for a bad option
 */
export async function healthAssess(
  args: readonly string[],
  options: HealthOptions,
  io: Io,
): Promise<ExitCode> {
  const format = parseFormat(options.format);
  const now = timeOf(options.at, io);
  const input = await readFiles(args, io);
  const entries = input.files.flatMap(readObjects);
  const contextOf = contextsOf(
    entries.map(e => e.object).filter(o => o !== undefined),
    now,
  );
  const records = entries.map(entry => judge(entry, contextOf));
  const problems = [
    ...input.problems,
    ...entries.map(e => e.problem).filter(p => p !== undefined),
  ];
  writeProblems(io, problems);
  writeResult(io, format, records, () => textLines(records));
  if (problems.length > 0) return EXIT.unusable;
  const isFinding = ({ status }: HealthRecord) =>
    options.strict
      ? status !== 'Healthy'
      : status === 'Degraded' || status === 'Missing';
  return records.some(isFinding) ? EXIT.findings : EXIT.ok;
}
