// The figures in the README are those that were measured.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTable } from '../../bench/table.mjs';
import { conclude, home } from './workspace.mjs';

const results = join(home, 'bench/results/figures.json');
const readme = readFileSync(join(home, 'README.md'), 'utf8');
const faults = [];
if (!existsSync(results)) {
  faults.push(
    'bench/results/figures.json: missing; run node bench/figures.mjs',
  );
} else if (
  withTable(readme, JSON.parse(readFileSync(results, 'utf8'))) !== readme
) {
  faults.push(
    'README.md: the table of figures differs from bench/results/figures.json',
  );
}
for (const [, image] of readme.matchAll(/\]\((docs\/[^)#]+)\)/g)) {
  if (!existsSync(join(home, image)))
    faults.push(`README.md: ${image} does not exist`);
}
conclude(faults);
