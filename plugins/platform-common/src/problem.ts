/**
 * One fault in somebody's input, told so that they can mend it: which file,
 * where in it, what was found and what is allowed.
 */
export interface Problem {
  /** File as the reader was given it: a repository path or a command-line argument. */
  file: string;
  /** Position in the file, 1-based, where it is known. */
  line?: number;
  column?: number;
  /** Index of the document in a multi-document file, 0-based. */
  document?: number;
  /** Field path such as `spec.objectives[0].target`; empty for the whole document. */
  path: string;
  /** What is wrong, in one sentence without the file name. */
  message: string;
  /** What was found, shortened; never a secret. */
  found?: string;
  /** What would be allowed, in words. */
  allowed?: string;
}

/** Formats a problem as one line for terminals, logs and pull requests. */
export function formatProblem(problem: Problem): string {
  const position =
    problem.line === undefined
      ? ''
      : `:${problem.line}${
          problem.column === undefined ? '' : `:${problem.column}`
        }`;
  const where = problem.path ? ` ${problem.path}:` : '';
  const found = problem.found === undefined ? '' : `, found ${problem.found}`;
  const allowed =
    problem.allowed === undefined ? '' : `; allowed: ${problem.allowed}`;
  return `${problem.file}${position}:${where} ${problem.message}${found}${allowed}`;
}

/**
 * Shortens a found value for a {@link Problem}: one line, at most 80 characters.
 *
 * @param value - any JSON-like value
 */
export function describeFound(value: unknown): string {
  if (value === undefined) return 'nothing';
  let text: string;
  try {
    text = typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
  } catch {
    text = String(value);
  }
  const oneLine = (text ?? String(value)).replace(/\s+/g, ' ');
  return oneLine.length > 80 ? `${oneLine.slice(0, 77)}...` : oneLine;
}
