import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isKubeObject, parseDocuments } from '@chat2sql/plugin-platform-common';
import { assessHealth } from './assessHealth';
import { HEALTH_DIFFERENCES } from './differences';

const ROOT = join(
  process.env.CHAT2SQL_TESTDATA ??
    resolve(__dirname, '../../../../../shared/testdata'),
  'health',
);
const INDEX = join(ROOT, 'index.json');

interface Case {
  file: string;
  engine: string;
  expectedStatus: string | null;
}

/** Words of kstatus in those of the portal; Argo CD's are the same. */
const KSTATUS_WORDS: Record<string, string> = {
  Current: 'Healthy',
  InProgress: 'Progressing',
  Failed: 'Degraded',
  Terminating: 'Progressing',
  NotFound: 'Missing',
  Unknown: 'Unknown',
};

function ourWord(file: string, now: Date): string {
  const { documents, problems } = parseDocuments(
    readFileSync(join(ROOT, file), 'utf8'),
    file,
  );
  if (problems.length > 0) return 'unreadable';
  const found = documents.map(d => d.value).find(isKubeObject);
  return found ? assessHealth(found, { now }).status : 'unreadable';
}

const available = existsSync(INDEX);
// The public test data lies beside the repository and is not part of it.
(available ? describe : describe.skip)(
  'agreement with public test data',
  () => {
    const cases: Case[] = available
      ? JSON.parse(readFileSync(INDEX, 'utf8')).cases
      : [];

    // Old objects are judged alike today and years from now.
    it.each(['2026-11-25T12:00:00Z', '2031-01-01T00:00:00Z'])(
      'differs only where the reviewed list says so, judged at %s',
      at => {
        const differing = cases
          .filter(c => c.expectedStatus !== null)
          .map(({ file, engine, expectedStatus }) => ({
            file,
            engine,
            theirs: expectedStatus as string,
            ours: ourWord(file, new Date(at)),
          }))
          .filter(
            ({ engine, theirs, ours }) =>
              (engine === 'kstatus' ? KSTATUS_WORDS[theirs] : theirs) !== ours,
          );
        const key = (d: { file: string }) => d.file;
        const listed = HEALTH_DIFFERENCES.map(
          ({ file, engine, theirs, ours }) => ({ file, engine, theirs, ours }),
        );
        const sorted = <T extends { file: string }>(list: T[]) =>
          [...list].sort((a, b) => (key(a) < key(b) ? -1 : 1));
        expect(sorted(differing)).toEqual(sorted(listed));
      },
    );

    it('covers every case with a verdict', () => {
      expect(cases.length).toBeGreaterThanOrEqual(110);
      expect(
        cases.filter(c => c.expectedStatus !== null).length,
      ).toBeGreaterThan(100);
    });

    it('judges the Applications that the engines leave alone', () => {
      const unjudged = cases.filter(c => c.expectedStatus === null);
      for (const { file } of unjudged) {
        expect(ourWord(file, new Date('2026-11-25T12:00:00Z'))).toBe('Healthy');
      }
    });
  },
);

if (!available) {
  it('skips the public test data, which is not on this machine', () => {
    expect(existsSync(INDEX)).toBe(false);
  });
}
