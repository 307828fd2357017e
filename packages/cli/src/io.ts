/** What a command may touch of the world; tests give their own. */
export interface Io {
  /** Directory that relative paths start from. */
  cwd: string;
  /** Time of judgement where the caller names none. */
  now(): Date;
  /** Whole standard input as text. */
  readStdin(): Promise<string>;
  out(text: string): void;
  err(text: string): void;
}

/** Exit codes of every command. */
export const EXIT = { ok: 0, findings: 1, unusable: 2 } as const;

/** One of the exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A fault in how the command was called: exit code 2, no stack trace. */
export class UsageError extends Error {
  readonly name = 'UsageError';
}
