import { formatProblem, type Problem } from '@chat2sql/plugin-platform-common';
import { UsageError, type Io } from '../io';
import { printable } from './records';

/** Form of the result on standard output. */
export type Format = 'text' | 'json';

/**
 * Reads the value of `--format`.
 *
 * @throws UsageError for anything but `text` and `json`
 */
export function parseFormat(value: string): Format {
  if (value === 'text' || value === 'json') return value;
  throw new UsageError(
    `--format: "${value}" is not allowed; allowed: text, json`,
  );
}

/** Writes the records as one JSON array, or the given lines. */
export function writeResult(
  io: Io,
  format: Format,
  records: readonly unknown[],
  lines: () => string[],
): void {
  if (format === 'json') {
    io.out(`${JSON.stringify(records, undefined, 2)}\n`);
    return;
  }
  const text = lines().map(printable).join('\n');
  if (text !== '') io.out(`${text}\n`);
}

/** Writes problems to standard error, one a line. */
export function writeProblems(io: Io, problems: readonly Problem[]): void {
  for (const problem of problems)
    io.err(`c2s: ${printable(formatProblem(problem))}\n`);
}

/** `1 object`, `2 objects`. */
export function count(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}
