import { existsSync } from 'node:fs';
import { answers, run } from './run.mjs';

const POSTGRES = '/usr/lib/postgresql/15/bin/postgres';

/** Programs of the system that only tests use, and the Debian packages that hold them. */
const PROGRAMS = [
  {
    name: 'chromium',
    packages: ['chromium', 'fonts-noto-cjk'],
    has: () => answers('chromium'),
  },
  {
    name: 'prometheus',
    packages: ['prometheus'],
    has: () => answers('promtool'),
  },
  {
    name: 'alertmanager',
    packages: ['prometheus-alertmanager'],
    has: () => answers('amtool'),
  },
  {
    name: 'postgresql',
    packages: ['postgresql-15'],
    has: async () => existsSync(POSTGRES),
  },
];

async function missingPrograms() {
  const result = [];
  for (const program of PROGRAMS) {
    if (!(await program.has())) result.push(program);
  }
  return result;
}

/**
 * Installs with apt what is missing, when this is Debian and we are root.
 *
 * @returns names of programs still missing
 */
export async function bringTestPrograms() {
  let missing = await missingPrograms();
  const canInstall =
    missing.length > 0 &&
    process.getuid?.() === 0 &&
    (await answers('apt-get'));
  if (canInstall) {
    const env = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    const options = { log: 'apt.log', env, allow: [0, 1, 100] };
    await run(['apt-get', 'update'], options);
    await run(
      [
        'apt-get',
        'install',
        '-y',
        '--no-install-recommends',
        ...missing.flatMap(program => program.packages),
      ],
      options,
    );
    missing = await missingPrograms();
  }
  return { missing: missing.map(program => program.name) };
}
