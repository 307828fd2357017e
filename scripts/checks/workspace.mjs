import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the checkout. */
export const home = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Every package of the workspace: its folder from the root, and its manifest. */
export function workspacePackages() {
  return ['packages', 'plugins'].flatMap(group =>
    readdirSync(join(home, group))
      .sort()
      .map(name => `${group}/${name}`)
      .filter(folder => existsSync(join(home, folder, 'package.json')))
      .map(folder => ({
        folder,
        manifest: JSON.parse(
          readFileSync(join(home, folder, 'package.json'), 'utf8'),
        ),
      })),
  );
}

/** TypeScript sources below a folder. */
export function* sourceFiles(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (['node_modules', 'dist', 'dist-types'].includes(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sourceFiles(path);
    else if (/\.(ts|tsx|mts|cts)$/.test(entry.name)) yield path;
  }
}

/** Prints the faults and ends the process with 1 when there are any. */
export function conclude(faults) {
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
