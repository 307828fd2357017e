import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  parseDocuments,
  type KubeObject,
} from '@chat2sql/plugin-platform-common';

/** Directory of the shared test data, beside the repository unless the environment names it. */
export const TESTDATA =
  process.env.CHAT2SQL_TESTDATA ??
  resolve(__dirname, '../../../../../shared/testdata');

/** `describe`, or a skipped one that says so where the test data is absent. */
export const describeWithTestdata = existsSync(TESTDATA)
  ? describe
  : describe.skip;

/** Index of one folder of the test data; no cases where it is absent. */
export function testdataCases<T>(folder: string): T[] {
  const file = join(TESTDATA, folder, 'index.json');
  if (!existsSync(file)) return [];
  return JSON.parse(readFileSync(file, 'utf8')).cases;
}

const cache = new Map<string, KubeObject[]>();

/** Objects of a file of the test data. */
export function testdataObjects(folder: string, file: string): KubeObject[] {
  const path = join(TESTDATA, folder, file);
  let objects = cache.get(path);
  if (!objects) {
    const { documents, problems } = parseDocuments(
      readFileSync(path, 'utf8'),
      file,
    );
    if (problems.length > 0) throw new Error(`${file}: ${problems[0].message}`);
    objects = documents.map(d => d.value as KubeObject);
    cache.set(path, objects);
  }
  return objects;
}
