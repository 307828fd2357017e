// Dependencies point one way: common <- node/react <- plugin <- app/backend.
// A common library has no I/O, and only tests know the sandbox.
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import {
  conclude,
  home,
  sourceFiles,
  workspacePackages,
} from './workspace.mjs';

const SANDBOX = '@chat2sql/sandbox';

/** Roles of workspace packages that a role may import. */
const MAY_IMPORT = {
  'common-library': ['common-library'],
  'node-library': ['common-library', 'node-library'],
  'web-library': ['common-library', 'web-library'],
  'backend-plugin': ['common-library', 'node-library'],
  'backend-plugin-module': ['common-library', 'node-library'],
  'frontend-plugin': ['common-library', 'web-library'],
  'frontend-plugin-module': ['common-library', 'web-library'],
  cli: ['common-library'],
  frontend: [
    'common-library',
    'web-library',
    'frontend-plugin',
    'frontend-plugin-module',
  ],
  backend: [
    'common-library',
    'node-library',
    'backend-plugin',
    'backend-plugin-module',
  ],
};

/** What a common library must not do: each is I/O, a clock or chance. */
const IMPURE = [
  [/\bfrom 'node:/, 'imports a Node module'],
  [/\bimport\('node:|\brequire\('node:/, 'loads a Node module'],
  [/\bfetch\(/, 'calls fetch'],
  [/\bDate\.now\(\)|\bnew Date\(\)/, 'reads the clock; pass the time in'],
  [/\bMath\.random\(\)/, 'uses chance; pass a seed in'],
  [/\bsetTimeout\(|\bsetInterval\(/, 'waits'],
  [/\bprocess\./, 'reads the process'],
];

const IMPORT =
  /(?:\bfrom|\bimport|\bimport\(|\brequire\()\s*'(@chat2sql\/[a-z0-9-]+)(?:\/[^']*)?'/g;
const TEST =
  /\.test\.tsx?$|\/__fixtures__\/|\/e2e-tests\/|\/setupTests\.ts$|\/dev\//;

const packages = workspacePackages();
const roleOf = new Map(
  packages.map(p => [p.manifest.name, p.manifest.backstage?.role]),
);
const faults = [];

for (const { folder, manifest } of packages) {
  const role = manifest.backstage?.role;
  const allowed = MAY_IMPORT[role];
  if (!allowed) {
    faults.push(
      `${folder}/package.json: role "${role}" is not known to this check`,
    );
    continue;
  }
  for (const file of sourceFiles(join(home, folder))) {
    const name = relative(home, file);
    const isTest = TEST.test(name);
    // Comments may name what code may not.
    const text = readFileSync(file, 'utf8').replace(
      /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm,
      '',
    );
    for (const [, target] of text.matchAll(IMPORT)) {
      if (target === manifest.name || isTest) continue;
      const targetRole = roleOf.get(target);
      if (target === SANDBOX) {
        faults.push(`${name}: imports ${SANDBOX}; only tests may`);
      } else if (targetRole && !allowed.includes(targetRole)) {
        faults.push(
          `${name}: a ${role} must not import ${target}, a ${targetRole}`,
        );
      }
    }
    if (role === 'common-library' && !isTest) {
      for (const [pattern, what] of IMPURE) {
        if (pattern.test(text))
          faults.push(`${name}: a common library is pure, but this ${what}`);
      }
    }
  }
}
conclude(faults);
