import { diffWordsWithSpace, structuredPatch } from 'diff';
import type { DiffHunk, DiffLine, FileDiff } from './types';

/** Longest pair of lines that gets word marks; beyond it the cost outgrows the use. */
const MAX_MARKED_LINE = 1_000;

function markWords(removed: DiffLine, added: DiffLine): void {
  if (
    removed.text.length > MAX_MARKED_LINE ||
    added.text.length > MAX_MARKED_LINE
  ) {
    return;
  }
  const parts = diffWordsWithSpace(removed.text, added.text);
  const common = parts
    .filter(part => !part.added && !part.removed)
    .reduce((sum, part) => sum + part.value.trim().length, 0);
  // Two lines without a word in common are two lines, not one changed line.
  if (common === 0) return;
  let oldAt = 0;
  let newAt = 0;
  const oldMarks: Array<[number, number]> = [];
  const newMarks: Array<[number, number]> = [];
  for (const { value, added: isAdded, removed: isRemoved } of parts) {
    if (isRemoved) oldMarks.push([oldAt, oldAt + value.length]);
    if (isAdded) newMarks.push([newAt, newAt + value.length]);
    if (!isAdded) oldAt += value.length;
    if (!isRemoved) newAt += value.length;
  }
  removed.marks = oldMarks;
  added.marks = newMarks;
}

function toHunk(hunk: {
  oldStart: number;
  newStart: number;
  lines: string[];
}): DiffHunk {
  const lines: DiffLine[] = [];
  let oldLine = hunk.oldStart;
  let newLine = hunk.newStart;
  for (const raw of hunk.lines) {
    const text = raw.slice(1);
    if (raw[0] === ' ') {
      lines.push({ kind: 'context', text, oldLine, newLine });
      oldLine += 1;
      newLine += 1;
    } else if (raw[0] === '-') {
      lines.push({ kind: 'remove', text, oldLine });
      oldLine += 1;
    } else if (raw[0] === '+') {
      lines.push({ kind: 'add', text, newLine });
      newLine += 1;
    }
  }
  for (let at = 0; at < lines.length; ) {
    let removed = at;
    while (lines[removed]?.kind === 'remove') removed += 1;
    let added = removed;
    while (lines[added]?.kind === 'add') added += 1;
    const pairs = Math.min(removed - at, added - removed);
    for (let i = 0; i < pairs; i += 1) {
      markWords(lines[at + i], lines[removed + i]);
    }
    at = Math.max(added, at + 1);
  }
  return { oldStart: hunk.oldStart, newStart: hunk.newStart, lines };
}

function isBinary(text: string | undefined): boolean {
  return text !== undefined && text.includes('\u0000');
}

function lacksFinalNewline(text: string | undefined): boolean {
  return text !== undefined && text !== '' && !text.endsWith('\n');
}

function finalNewline(
  before: string | undefined,
  after: string | undefined,
): FileDiff['noFinalNewline'] {
  const old = lacksFinalNewline(before);
  const next = lacksFinalNewline(after);
  if (old && next) return 'both';
  if (old) return 'old';
  return next ? 'new' : undefined;
}

/**
 * Compares two contents of one file, line by line with word marks.
 *
 * @param before - undefined for a new file
 * @param after - undefined for a removed file
 * @param context - unchanged lines kept around a change
 */
export function diffFile(
  path: string,
  before: string | undefined,
  after: string | undefined,
  context = 3,
): FileDiff {
  let status: FileDiff['status'] = 'modified';
  if (before === undefined) status = 'added';
  else if (after === undefined) status = 'deleted';
  if (isBinary(before) || isBinary(after)) {
    return {
      path,
      status,
      additions: 0,
      deletions: 0,
      hunks: [],
      binary: true,
    };
  }
  const patch = structuredPatch(
    path,
    path,
    before ?? '',
    after ?? '',
    undefined,
    undefined,
    { context },
  );
  const hunks = patch.hunks.map(toHunk);
  const count = (kind: DiffLine['kind']) =>
    hunks.reduce(
      (sum, hunk) => sum + hunk.lines.filter(l => l.kind === kind).length,
      0,
    );
  return {
    path,
    status,
    additions: count('add'),
    deletions: count('remove'),
    hunks,
    noFinalNewline: finalNewline(before, after),
  };
}
