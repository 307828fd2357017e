import {
  validateOpenSloFiles,
  type OpenSloVerdict,
} from '@chat2sql/plugin-slo-common';
import { parseDocuments, type Problem } from '@chat2sql/plugin-platform-common';
import { readFiles, type InputFile } from '../input/readFiles';
import { EXIT, type ExitCode, type Io } from '../io';
import {
  filesWithMany,
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

/** Options of `c2s slo validate`. */
export interface SloOptions {
  format: string;
}

/** One record of the output. */
export interface SloRecord extends RecordHead {
  valid: boolean;
  errors: RecordedProblem[];
  /** Advice on a valid document. */
  warnings: RecordedProblem[];
}

function recordOf(verdict: OpenSloVerdict): SloRecord {
  const { file, index, apiVersion, kind, namespace, name } = verdict;
  return {
    file,
    index,
    apiVersion: apiVersion ?? null,
    kind: kind ?? null,
    namespace: namespace ?? null,
    name: name ?? null,
    valid: verdict.valid,
    errors: verdict.errors.map(recordProblem),
    warnings: verdict.warnings.map(recordProblem),
  };
}

/** Faults of the notation itself, as against faults of an SLO. */
function notationFaults(files: readonly InputFile[]): Problem[] {
  return files.flatMap(({ file, text }) => {
    const { documents, problems } = parseDocuments(text, file);
    if (documents.length > 0 || problems.length > 0) return problems;
    return [
      {
        file,
        path: '',
        message: 'the file holds no document',
        found: 'nothing',
        allowed: 'OpenSLO v1 documents',
      },
    ];
  });
}

function problemLine(word: string, problem: RecordedProblem): string {
  const where = problem.path ? ` at ${problem.path}` : '';
  const line = problem.line === undefined ? '' : ` (line ${problem.line})`;
  const found = problem.found === undefined ? '' : `, found ${problem.found}`;
  const allowed =
    problem.allowed === undefined ? '' : `; allowed: ${problem.allowed}`;
  return `         ${word}${where}${line}: ${problem.message}${found}${allowed}`;
}

function textLines(records: readonly SloRecord[]): string[] {
  const many = filesWithMany(records);
  const lines = records.flatMap(record => [
    `${record.valid ? 'valid   ' : 'invalid '} ${titleOf(record)}  [${placeOf(
      record,
      many.has(record.file),
    )}]`,
    ...record.errors.map(problem => problemLine('error', problem)),
    ...record.warnings.map(problem => problemLine('advice', problem)),
  ]);
  const invalid = records.filter(r => !r.valid).length;
  return [
    ...lines,
    `${count(records.length, 'document')}, ${
      records.length - invalid
    } valid, ${invalid} invalid`,
  ];
}

/**
 * Checks OpenSLO v1 files. All files of a call are read together, so references
 * may lead from one to another.
 *
 * @returns 0 when all are valid, 1 when one is not, 2 when an input could not be read
 * @throws UsageError for a bad option
 */
export async function sloValidate(
  args: readonly string[],
  options: SloOptions,
  io: Io,
): Promise<ExitCode> {
  const format = parseFormat(options.format);
  const input = await readFiles(args, io);
  const { documents } = validateOpenSloFiles(input.files);
  const records = documents.map(recordOf);
  const unreadable = [...input.problems, ...notationFaults(input.files)];
  writeProblems(io, unreadable);
  writeResult(io, format, records, () => textLines(records));
  if (unreadable.length > 0) return EXIT.unusable;
  return records.some(r => !r.valid) ? EXIT.findings : EXIT.ok;
}
