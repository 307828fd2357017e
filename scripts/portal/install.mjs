import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { at, hashOf, stamps } from './context.mjs';
import { run } from './run.mjs';

/** Content hash of everything that decides what node_modules must hold. */
function dependenciesHash() {
  const manifests = ['packages', 'plugins'].flatMap(folder =>
    readdirSync(at(folder))
      .sort()
      .map(name => at(folder, name, 'package.json'))
      .filter(existsSync),
  );
  return hashOf(
    process.version.split('.')[0],
    readFileSync(at('yarn.lock')),
    readFileSync(at('package.json')),
    ...manifests.map(file => readFileSync(file)),
  );
}

/** Installs the JavaScript dependencies from the lockfile, when they changed. */
export async function installDependencies() {
  const wanted = dependenciesHash();
  if (existsSync(at('node_modules')) && stamps.read('install') === wanted) {
    return 'up to date';
  }
  await run(
    [
      process.execPath,
      at('.yarn/releases/yarn-4.13.0.cjs'),
      'install',
      '--immutable',
    ],
    { log: 'install.log' },
  );
  stamps.write('install', wanted);
  return 'installed';
}
