/** One line of a hunk. */
export interface DiffLine {
  kind: 'context' | 'add' | 'remove';
  text: string;
  /** Line number on the old side, 1-based; absent on added lines. */
  oldLine?: number;
  /** Line number on the new side, 1-based; absent on removed lines. */
  newLine?: number;
  /** Changed words as half-open ranges of UTF-16 units, where the line has a counterpart. */
  marks?: Array<[start: number, end: number]>;
}

/** A run of lines around a change. */
export interface DiffHunk {
  oldStart: number;
  newStart: number;
  lines: DiffLine[];
}

/** How one file differs. */
export interface FileDiff {
  path: string;
  status: 'added' | 'modified' | 'deleted';
  additions: number;
  deletions: number;
  hunks: DiffHunk[];
  /** Set when the content is not text and no lines can be shown. */
  binary?: boolean;
  /** Set when a side has no line end at its end. */
  noFinalNewline?: 'old' | 'new' | 'both';
}
