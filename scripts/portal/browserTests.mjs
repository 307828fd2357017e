import { existsSync, readFileSync, rmSync } from 'node:fs';
import { stopAll } from './children.mjs';
import { at, own, UserError } from './context.mjs';
import { requireFree } from './options.mjs';
import {
  preparePlatform,
  startBackend,
  startRealPrometheus,
  startSandbox,
} from './platform.mjs';
import { run } from './run.mjs';

const PORT = 7207;
const SANDBOX_PORT = 7300;
/** Tests with this word in their title want a real Prometheus behind the portal. */
const REAL = '@real-prometheus';

/** Starts a portal of its own with fresh data; `change` may edit its environment. */
async function startPortal(change) {
  await requireFree(PORT, '--port');
  const data = own('test', 'data', 'x').slice(0, -2);
  rmSync(data, { recursive: true, force: true });
  const env = {
    ...preparePlatform({ port: PORT, sandboxPort: SANDBOX_PORT }),
    PORTAL_DATA: data,
  };
  await change?.(env);
  await startSandbox(env, { sandboxPort: SANDBOX_PORT, scenario: 'healthy' });
  await startBackend(env, ['scripts/portal/app-config.test.yaml']);
  return env;
}

async function runPlaywright(name, env, ...args) {
  const report = own('test', `${name}.json`);
  rmSync(report, { force: true });
  await run([at('node_modules/.bin/playwright'), 'test', ...args], {
    log: `${name}.log`,
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
  if (!existsSync(report)) {
    throw new UserError(
      `the browser tests did not run; see .portal/logs/${name}.log`,
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

/**
 * Walks through a portal in Chromium; a second one, where Prometheus is
 * installed, reads from a real Prometheus.
 *
 * @param options `realPrometheus`: whether Prometheus is installed
 * @returns counts of passed, failed and skipped tests
 */
export async function browserTests({ realPrometheus }) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const add = counts => {
    for (const key of Object.keys(total)) total[key] += counts[key];
  };
  try {
    const env = await startPortal();
    add(await runPlaywright('browser', env, '--grep-invert', REAL));
  } finally {
    await stopAll();
  }
  if (!realPrometheus) return { ...total, skipped: total.skipped + 1 };
  try {
    const env = await startPortal(async settings => {
      settings.SANDBOX_PROMETHEUS_URL = await startRealPrometheus(settings);
    });
    add(await runPlaywright('browser-real', env, '--grep', REAL));
  } finally {
    await stopAll();
  }
  return total;
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
