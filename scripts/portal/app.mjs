import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { at, hashOf, home, stamps } from './context.mjs';
import { run } from './run.mjs';

const FRONT_END_ROLES = new Set([
  'frontend',
  'frontend-plugin',
  'frontend-plugin-module',
  'web-library',
  'common-library',
]);

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (['node_modules', 'dist', 'e2e-tests'].includes(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (!/\.test\.tsx?$/.test(entry.name)) yield path;
  }
}

/** Content hash of all that goes into the built app. */
function appHash() {
  const parts = [
    readFileSync(at('yarn.lock')),
    readFileSync(at('app-config.yaml')),
  ];
  for (const group of ['packages', 'plugins']) {
    for (const name of readdirSync(at(group)).sort()) {
      const folder = at(group, name);
      const manifest = join(folder, 'package.json');
      if (!existsSync(manifest) || !statSync(folder).isDirectory()) continue;
      const text = readFileSync(manifest, 'utf8');
      if (!FRONT_END_ROLES.has(JSON.parse(text).backstage?.role)) continue;
      for (const file of [...sources(folder)].sort()) {
        parts.push(relative(home, file), readFileSync(file));
      }
    }
  }
  return hashOf(...parts);
}

/** Builds the app for production when its sources changed. */
export async function buildApp() {
  const wanted = appHash();
  if (
    existsSync(at('packages/app/dist/index.html')) &&
    stamps.read('app') === wanted
  ) {
    return 'up to date';
  }
  await run(
    [
      process.execPath,
      at('node_modules/@backstage/cli/bin/backstage-cli'),
      'package',
      'build',
      '--config',
      at('app-config.yaml'),
    ],
    {
      cwd: at('packages/app'),
      log: 'app-build.log',
      env: { NODE_ENV: 'production' },
    },
  );
  stamps.write('app', wanted);
  return 'built';
}
