import {
  evaluatePodSecurity,
  parsePodSecurityVersion,
  type PodSecurityViolation,
} from '@chat2sql/plugin-compliance-common';
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

/** Options of `c2s compliance pss`. */
export interface PssOptions {
  format: string;
  level: string;
  version: string;
}

/** One record of the output. */
export interface PssRecord extends RecordHead {
  /** No control refuses the object; false when it could not be read. */
  allowed: boolean;
  /** False for an object that holds no pod: there was nothing to refuse. */
  podSpecFound: boolean;
  violations: PodSecurityViolation[];
  /** Rules that were used. */
  version: string;
  level: Level;
  unreadable?: RecordedProblem;
}

type Level = 'baseline' | 'restricted';

function parseLevel(value: string): Level {
  if (value === 'baseline' || value === 'restricted') return value;
  throw new UsageError(
    `--level: "${value}" is not allowed; allowed: baseline, restricted`,
  );
}

function judge(entry: Entry, level: Level, version: string): PssRecord {
  if (!entry.object) {
    return {
      ...headOf(entry),
      allowed: false,
      podSpecFound: false,
      violations: [],
      version,
      level,
      unreadable: recordProblem(entry.problem!),
    };
  }
  const verdict = evaluatePodSecurity(entry.object, { level, version });
  return {
    ...headOf(entry, entry.object),
    allowed: verdict.allowed,
    podSpecFound: verdict.podSpecFound,
    violations: verdict.violations,
    version: verdict.evaluatedVersion,
    level,
  };
}

function wordOf(record: PssRecord): string {
  if (!record.allowed) return 'refused';
  return record.podSpecFound ? 'allowed' : 'no pod';
}

function textLines(records: readonly PssRecord[]): string[] {
  const many = filesWithMany(records);
  const readable = records.filter(record => !record.unreadable);
  const lines = readable.flatMap(record => [
    `${wordOf(record).padEnd(8)} ${titleOf(record)}  [${placeOf(
      record,
      many.has(record.file),
    )}]`,
    ...record.violations.map(
      v => `         ${v.control} at ${v.path}: ${v.message}`,
    ),
  ]);
  const numberOf = (word: string) =>
    readable.filter(record => wordOf(record) === word).length;
  const unreadable = records.length - readable.length;
  return [
    ...lines,
    [
      count(readable.length, 'object'),
      `${numberOf('refused')} refused`,
      `${numberOf('allowed')} allowed`,
      `${numberOf('no pod')} without a pod`,
      ...(unreadable > 0 ? [`${unreadable} unreadable`] : []),
    ].join(', '),
  ];
}

/**
 * Holds every pod, or pod template, in the given files against a level of the
 * Pod Security Standards.
 *
 * @returns 0 when all are allowed, 1 when one is refused, 2 when an input could not be read
 * @throws UsageError for a bad option
 */
export async function compliancePss(
  args: readonly string[],
  options: PssOptions,
  io: Io,
): Promise<ExitCode> {
  const format = parseFormat(options.format);
  const level = parseLevel(options.level);
  const { version } = options;
  if (!parsePodSecurityVersion(version)) {
    throw new UsageError(
      `--version: "${version}" is not allowed; allowed: latest or v1.N, for example v1.31`,
    );
  }
  const input = await readFiles(args, io);
  const entries = input.files.flatMap(readObjects);
  const records = entries.map(entry => judge(entry, level, version));
  const problems = [
    ...input.problems,
    ...entries.map(e => e.problem).filter(p => p !== undefined),
  ];
  writeProblems(io, problems);
  const used = records.find(r => !r.unreadable)?.version;
  if (
    used !== undefined &&
    version !== 'latest' &&
    !version.endsWith(used.slice(1))
  )
    io.err(
      `c2s: rules of ${version} are not known; those of ${used} were used\n`,
    );
  if (records.length > 0 && records.every(r => !r.podSpecFound))
    io.err('c2s: no pod was found, so nothing was held against the standard\n');
  writeResult(io, format, records, () => textLines(records));
  if (problems.length > 0) return EXIT.unusable;
  return records.some(r => !r.allowed) ? EXIT.findings : EXIT.ok;
}
