// The lockfile names no registry, and holds one version of each Backstage package.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conclude, home } from './workspace.mjs';

const text = readFileSync(join(home, 'yarn.lock'), 'utf8');
const faults = [];

for (const [line] of text.matchAll(/^ {2}resolution: .*https?:.*$/gm)) {
  faults.push(`yarn.lock: a resolution names a host: ${line.trim()}`);
}
for (const [, host] of text.matchAll(/https?:\/\/([^/\s"]+)/g)) {
  faults.push(`yarn.lock: names the host ${host}`);
}

const versions = new Map();
for (const [, name, version] of text.matchAll(
  /^ {2}resolution: "(@backstage\/[a-z0-9-]+)@npm:([^"]+)"$/gm,
)) {
  versions.set(name, [...(versions.get(name) ?? []), version]);
}
for (const [name, found] of versions) {
  if (found.length > 1) {
    faults.push(
      `yarn.lock: ${name} is there ${found.length} times (${found.join(', ')})`,
    );
  }
}

// Lowest versions without a known advisory, of packages that run or parse what
// others wrote. `undefined`: no version is acceptable.
const FLOORS = {
  vm2: undefined,
  'jsonpath-plus': '10.3.0',
  '@backstage/plugin-techdocs-node': '1.14.3',
  '@backstage/plugin-scaffolder-backend': '3.1.5',
  '@backstage/plugin-scaffolder-node': '0.12.3',
  '@backstage/plugin-auth-backend': '0.29.2',
  '@backstage/plugin-catalog-backend': '1.26.0',
  '@backstage/backend-defaults': '0.17.3',
  '@backstage/integration': '1.20.1',
};
const numbers = version => version.split(/[.+-]/).slice(0, 3).map(Number);
const isBelow = (version, floor) => {
  const [a, b] = [numbers(version), numbers(floor)];
  const at = a.findIndex((part, index) => part !== b[index]);
  return at >= 0 && a[at] < b[at];
};
for (const [name, floor] of Object.entries(FLOORS)) {
  for (const [, version] of text.matchAll(
    new RegExp(`^ {2}resolution: "${name}@npm:([^"]+)"$`, 'gm'),
  )) {
    if (floor === undefined) faults.push(`yarn.lock: ${name} is not allowed`);
    else if (isBelow(version, floor)) {
      faults.push(
        `yarn.lock: ${name} ${version} is below ${floor}, the first without a known advisory`,
      );
    }
  }
}
conclude(faults);
