// Every key of every configuration is in a schema, and production refuses demo sign-in.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conclude, home } from './workspace.mjs';

const faults = [];
for (const extra of ['app-config.sandbox.yaml', 'app-config.production.yaml']) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(home, 'node_modules/@backstage/cli/bin/backstage-cli'),
      'config:check',
      '--strict',
      '--lax',
      '--config',
      join(home, 'app-config.yaml'),
      '--config',
      join(home, extra),
    ],
    { cwd: home, encoding: 'utf8' },
  );
  if (status !== 0) faults.push(`${extra}: ${stdout}${stderr}`.trim());
}

const production = readFileSync(
  join(home, 'app-config.production.yaml'),
  'utf8',
);
for (const forbidden of ['demo-users', 'dangerously', 'guest']) {
  if (production.includes(forbidden)) {
    faults.push(`app-config.production.yaml: must not contain "${forbidden}"`);
  }
}
if (!/^ {2}environment: production$/m.test(production)) {
  faults.push(
    'app-config.production.yaml: auth.environment must be production',
  );
}
conclude(faults);
