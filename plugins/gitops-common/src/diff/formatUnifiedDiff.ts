import type { DiffHunk, DiffLine, FileDiff } from './types';

const SIGNS: Record<DiffLine['kind'], string> = {
  context: ' ',
  add: '+',
  remove: '-',
};

function range(start: number, length: number): string {
  // An empty side starts at the line before the hunk.
  if (length === 0) return `${Math.max(0, start - 1)},0`;
  return length === 1 ? String(start) : `${start},${length}`;
}

function formatHunk(hunk: DiffHunk): string[] {
  const oldLines = hunk.lines.filter(line => line.kind !== 'add').length;
  const newLines = hunk.lines.filter(line => line.kind !== 'remove').length;
  return [
    `@@ -${range(hunk.oldStart, oldLines)} +${range(
      hunk.newStart,
      newLines,
    )} @@`,
    ...hunk.lines.map(line => `${SIGNS[line.kind]}${line.text}`),
  ];
}

/** Writes file diffs as one patch in the unified format, for terminals and logs. */
export function formatUnifiedDiff(files: FileDiff[]): string {
  return files
    .flatMap(file => [
      `--- ${file.status === 'added' ? '/dev/null' : `a/${file.path}`}`,
      `+++ ${file.status === 'deleted' ? '/dev/null' : `b/${file.path}`}`,
      ...(file.binary
        ? ['Binary files differ']
        : file.hunks.flatMap(hunk => formatHunk(hunk))),
      '',
    ])
    .join('\n');
}
