// Every package has a README that says more than its name, and is in the catalog.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conclude, home, workspacePackages } from './workspace.mjs';

const faults = [];
for (const { folder, manifest } of workspacePackages()) {
  const readme = join(home, folder, 'README.md');
  if (
    !existsSync(readme) ||
    readFileSync(readme, 'utf8').trim().split('\n').length < 3
  ) {
    faults.push(`${folder}/README.md: missing, or only a title`);
  }
  const info = join(home, folder, 'catalog-info.yaml');
  if (!existsSync(info)) {
    faults.push(`${folder}/catalog-info.yaml: missing`);
  } else if (!readFileSync(info, 'utf8').includes('owner: group:default/')) {
    faults.push(`${folder}/catalog-info.yaml: spec.owner must be a group`);
  }
  for (const key of ['description', 'license']) {
    if (!manifest[key])
      faults.push(`${folder}/package.json: ${key} is missing`);
  }
  if (!manifest.backstage?.role) {
    faults.push(`${folder}/package.json: backstage.role is missing`);
  }
}
conclude(faults);
