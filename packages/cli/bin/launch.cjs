'use strict';

// In a checkout the sources are TypeScript: they are bundled once with esbuild,
// kept by the state of the files, and taken from there. Where that is not
// possible they run through Backstage's transform, which is slower. A published
// package has its build output instead.

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { enableCompileCache } = require('node:module');
const { dirname, join, resolve } = require('node:path');

const home = resolve(__dirname, '..');
const root = resolve(home, '../..');
const source = join(home, 'src', 'index.ts');
const cache = join(root, 'node_modules', '.cache', 'c2s');

/** Folders whose sources go into the bundle. */
const SOURCES = [
  join(home, 'src'),
  ...['platform', 'environments', 'compliance', 'slo'].map(name =>
    join(root, 'plugins', `${name}-common`, 'src'),
  ),
];

function fingerprint() {
  const hash = createHash('sha256').update(process.version);
  for (const folder of SOURCES) {
    const entries = fs.readdirSync(folder, { recursive: true }).sort();
    for (const entry of entries) {
      if (!entry.endsWith('.ts') || entry.endsWith('.test.ts')) continue;
      const { mtimeMs, size } = fs.statSync(join(folder, entry));
      hash.update(`${entry}\0${mtimeMs}\0${size}\n`);
    }
  }
  const lock = fs.statSync(join(root, 'yarn.lock'), { throwIfNoEntry: false });
  return hash
    .update(String(lock && lock.mtimeMs))
    .digest('hex')
    .slice(0, 16);
}

function bundle(target) {
  const { buildSync } = require('esbuild');
  const part = `${target}.${process.pid}.part`;
  fs.mkdirSync(dirname(target), { recursive: true });
  buildSync({
    entryPoints: [source],
    outfile: part,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    logLevel: 'silent',
  });
  for (const old of fs.readdirSync(dirname(target)))
    if (/^c2s-.*\.cjs$/.test(old)) fs.rmSync(join(cache, old), { force: true });
  fs.renameSync(part, target);
}

function load() {
  if (!fs.existsSync(source)) return require('../dist');
  try {
    const target = join(cache, `c2s-${fingerprint()}.cjs`);
    if (!fs.existsSync(target)) bundle(target);
    if (enableCompileCache) enableCompileCache(join(cache, 'compiled'));
    return require(target);
  } catch {
    require('@backstage/cli/config/nodeTransform.cjs');
    return require(source);
  }
}

load().main();
