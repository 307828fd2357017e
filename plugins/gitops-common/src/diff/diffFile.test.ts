import fc from 'fast-check';
import { diffFile } from './diffFile';
import { formatUnifiedDiff } from './formatUnifiedDiff';
import type { FileDiff } from './types';

/** Applies a diff the way a reader would: by the line numbers it shows. */
function apply(before: string, diff: FileDiff): string {
  const source = before.split('\n');
  const result: string[] = [];
  let at = 0;
  for (const hunk of diff.hunks) {
    const start = Math.max(0, hunk.oldStart - 1);
    result.push(...source.slice(at, start));
    at = start;
    for (const line of hunk.lines) {
      if (line.kind !== 'add') {
        expect(source[line.oldLine! - 1]).toBe(line.text);
        at += 1;
      }
      if (line.kind !== 'remove') {
        result.push(line.text);
        expect(line.newLine).toBe(result.length);
      }
    }
  }
  return [...result, ...source.slice(at)].join('\n');
}

const text = fc
  .array(fc.constantFrom('a: 1', 'a: 2', 'b: x y', 'b: x z', '', '- c'), {
    maxLength: 12,
  })
  .map(lines => lines.map(line => `${line}\n`).join(''));

describe('diffFile', () => {
  it('shows lines that turn the old content into the new', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const diff = diffFile('f', before, after);
        expect(apply(before, diff)).toBe(after);
        for (const line of diff.hunks.flatMap(h => h.lines)) {
          for (const [start, end] of line.marks ?? []) {
            expect(start).toBeLessThan(end);
            expect(end).toBeLessThanOrEqual(line.text.length);
          }
        }
      }),
    );
  });

  it('marks the words that changed in a changed line', () => {
    const { hunks } = diffFile('f', 'size: small\n', 'size: large\n');
    expect(hunks[0].lines).toEqual([
      { kind: 'remove', text: 'size: small', oldLine: 1, marks: [[6, 11]] },
      { kind: 'add', text: 'size: large', newLine: 1, marks: [[6, 11]] },
    ]);
  });

  it('does not mark lines that have nothing in common', () => {
    const { hunks } = diffFile('f', 'alpha\n', 'beta\n');
    expect(hunks[0].lines.every(line => line.marks === undefined)).toBe(true);
  });

  it('tells added, removed, binary and missing final line ends apart', () => {
    expect(diffFile('f', undefined, 'a\nb\n')).toMatchObject({
      status: 'added',
      additions: 2,
      deletions: 0,
    });
    expect(diffFile('f', 'a\n', undefined)).toMatchObject({
      status: 'deleted',
      deletions: 1,
    });
    expect(diffFile('f', 'a\u0000', 'b')).toMatchObject({
      binary: true,
      hunks: [],
    });
    expect(diffFile('f', 'a', 'a\n').noFinalNewline).toBe('old');
    expect(diffFile('f', 'a\n', 'b\n').noFinalNewline).toBeUndefined();
  });
});

it('writes a patch in the unified format', () => {
  const patch = formatUnifiedDiff([
    diffFile('new.yaml', undefined, 'a: 1\nb: 2\n'),
    diffFile('changed.yaml', 'a: 1\nb: 2\nc: 3\n', 'a: 1\nb: 4\nc: 3\n'),
  ]);
  expect(patch).toBe(`--- /dev/null
+++ b/new.yaml
@@ -0,0 +1,2 @@
+a: 1
+b: 2

--- a/changed.yaml
+++ b/changed.yaml
@@ -1,3 +1,3 @@
 a: 1
-b: 2
+b: 4
 c: 3
`);
});
