import { existsSync, readFileSync, rmSync } from 'node:fs';
import { stopAll } from './children.mjs';
import { at, own, UserError } from './context.mjs';
import { requireFree } from './options.mjs';
import { preparePlatform, startBackend, startSandbox } from './platform.mjs';
import { run } from './run.mjs';

const PORT = 7207;
const SANDBOX_PORT = 7300;

/**
 * Starts a portal of its own, with fresh data, and walks through it in Chromium.
 *
 * @returns counts of passed, failed and skipped tests
 */
export async function browserTests() {
  await requireFree(PORT, '--port');
  const data = own('test', 'data', 'x').slice(0, -2);
  rmSync(data, { recursive: true, force: true });
  const env = {
    ...preparePlatform({ port: PORT, sandboxPort: SANDBOX_PORT }),
    PORTAL_DATA: data,
  };
  const report = own('test', 'browser.json');
  rmSync(report, { force: true });
  try {
    await startSandbox(env, { sandboxPort: SANDBOX_PORT, scenario: 'healthy' });
    await startBackend(env, ['scripts/portal/app-config.test.yaml']);
    await run([at('node_modules/.bin/playwright'), 'test'], {
      log: 'browser.log',
      allow: [0, 1],
      env: {
        ...env,
        NODE_ENV: 'test',
        CI: 'true',
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
        PLAYWRIGHT_CHROMIUM:
          process.env.PLAYWRIGHT_CHROMIUM ?? '/usr/bin/chromium',
      },
    });
  } finally {
    await stopAll();
  }
  if (!existsSync(report)) {
    throw new UserError(
      'the browser tests did not run; see .portal/logs/browser.log',
    );
  }
  const { stats, suites } = JSON.parse(readFileSync(report, 'utf8'));
  for (const line of failures(suites)) process.stdout.write(`\n${line}\n`);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  };
}

function* failures(suites) {
  for (const suite of suites ?? []) {
    yield* failures(suite.suites);
    for (const spec of suite.specs ?? []) {
      if (spec.ok) continue;
      for (const test of spec.tests) {
        for (const result of test.results) {
          for (const error of result.errors ?? []) {
            yield `${suite.title} › ${spec.title}\n${error.message}`;
          }
        }
      }
    }
  }
}
