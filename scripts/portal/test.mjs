import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { browserTests } from './browserTests.mjs';
import { at, own, UserError } from './context.mjs';
import { startPostgres } from './postgres.mjs';
import { prepare } from './start.mjs';
import { run } from './run.mjs';
import { step } from './step.mjs';
import { bringTestPrograms } from './testPrograms.mjs';

const cli = ['backstage-cli'];
const bin = name => at('node_modules/.bin', name);
const node = script => [process.execPath, at('scripts/checks', script)];

/** Checks that either pass or fail as a whole. */
const CHECKS = [
  ['formatting', [bin('prettier'), '--check', '--loglevel', 'warn', '.']],
  ['packages are described', node('packages.mjs')],
  ['import directions', node('imports.mjs')],
  ['lockfile', node('lockfile.mjs')],
  ['types', [bin('tsc'), '--pretty', 'false']],
  ['lint', [bin(cli[0]), 'repo', 'lint', '--max-warnings', '0']],
  [
    'unused files and dependencies',
    [
      bin('knip'),
      '--no-progress',
      '--no-config-hints',
      '--include',
      'files,dependencies,unlisted,unresolved',
    ],
  ],
  ['config schema', node('config.mjs')],
  ['figures and links of the README', node('figures.mjs')],
];

async function runJest(full, postgres) {
  const output = own('test', 'jest.json');
  rmSync(output, { force: true });
  await run(
    [
      bin('backstage-cli'),
      'repo',
      'test',
      '--json',
      `--outputFile=${output}`,
      '--maxWorkers=2',
    ],
    {
      log: 'jest.log',
      allow: [0, 1],
      env: {
        CI: 'true',
        TZ: 'UTC',
        NODE_OPTIONS: '--max-old-space-size=4096',
        ...(full ? { CHAT2SQL_FULL: '1' } : {}),
        ...(postgres
          ? {
              BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING:
                postgres.connection,
            }
          : {}),
      },
    },
  );
  if (!existsSync(output)) {
    throw new UserError(
      'the unit tests did not run; see .portal/logs/jest.log',
    );
  }
  const result = JSON.parse(readFileSync(output, 'utf8'));
  for (const suite of result.testResults) {
    if (suite.status !== 'failed') continue;
    process.stdout.write(`\n${suite.name}\n${suite.message}\n`);
  }
  // A suite that cannot even load has no tests of its own to count.
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

/** `./portal test`: every check and test; the last line is the count. */
export default async function test(args) {
  const { values } = parseArgs({
    args,
    options: {
      full: { type: 'boolean', default: false },
      'no-browser': { type: 'boolean', default: false },
    },
  });
  const total = { passed: 0, failed: 0, skipped: 0 };
  const add = counts => {
    for (const key of Object.keys(total)) total[key] += counts[key];
  };

  process.stdout.write('Preparing\n');
  await prepare();
  let programs;
  await step('programs that only tests need', async () => {
    programs = await bringTestPrograms();
    return programs.missing.length === 0
      ? 'all present'
      : `left out: ${programs.missing.join(', ')}`;
  });

  process.stdout.write('Checks\n');
  mkdirSync(own('test', 'x').slice(0, -2), { recursive: true });
  for (const [title, command] of CHECKS) {
    try {
      await step(title, async () => {
        await run(command, { log: `check-${title.replaceAll(' ', '-')}.log` });
      });
      total.passed += 1;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      process.stdout.write(`${error.message}\n`);
      total.failed += 1;
    }
  }

  process.stdout.write('Tests\n');
  await step('unit and integration tests', async () => {
    const postgres = await startPostgres();
    let counts;
    try {
      counts = await runJest(values.full, postgres);
    } finally {
      await postgres?.stop();
    }
    add(counts);
    if (!postgres) total.skipped += 1;
    return `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
  });
  if (values['no-browser'] || programs.missing.includes('chromium')) {
    process.stdout.write('  browser tests ... left out\n');
    total.skipped += 1;
  } else {
    await step('browser tests', async () => {
      const counts = await browserTests({
        realPrometheus: !programs.missing.includes('prometheus'),
      });
      add(counts);
      return `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
    });
  }

  process.stdout.write(
    `\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`,
  );
  return total.failed === 0 ? 0 : 1;
}
