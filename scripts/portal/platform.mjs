import { randomBytes } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { at, home, own, UserError } from './context.mjs';
import { startChild, whenReady } from './children.mjs';

const TRANSFORM = '@backstage/cli/config/nodeTransform.cjs';

/** Node command that runs a TypeScript entry point. */
function node(entry, ...args) {
  return [process.execPath, '--require', TRANSFORM, entry, ...args];
}

/** Environment that both the sandbox and the backend read. */
function platformEnv({ port, sandboxPort, portalUrl }) {
  const url = offset => `http://127.0.0.1:${sandboxPort + offset}`;
  const token = () => randomBytes(24).toString('hex');
  return {
    NODE_ENV: 'production',
    NODE_COMPILE_CACHE: own('cache', 'node', 'x').slice(0, -2),
    PORTAL_HOME: home,
    PORTAL_DATA: own('data', 'x').slice(0, -2),
    PORTAL_PORT: String(port),
    PORTAL_URL: portalUrl,
    SANDBOX_NONPROD_URL: url(0),
    SANDBOX_PROD_URL: url(1),
    SANDBOX_PROMETHEUS_URL: url(2),
    SANDBOX_ALERTMANAGER_URL: url(3),
    SANDBOX_LOKI_URL: url(4),
    SANDBOX_JAEGER_URL: url(5),
    SANDBOX_CONTROL_URL: url(9),
    SANDBOX_TOKEN_NONPROD: token(),
    SANDBOX_TOKEN_PROD: token(),
    SANDBOX_CONTROL_TOKEN: token(),
  };
}

/** Settings of one run, shared by its processes and written down for `./portal sandbox`. */
export function preparePlatform(options) {
  const env = platformEnv({
    ...options,
    portalUrl: options.portalUrl ?? `http://localhost:${options.port}`,
  });
  const file = own('data', 'run.json');
  writeFileSync(
    file,
    JSON.stringify({
      control: env.SANDBOX_CONTROL_URL,
      controlToken: env.SANDBOX_CONTROL_TOKEN,
      portal: env.PORTAL_URL,
    }),
  );
  chmodSync(file, 0o600);
  return env;
}

/** Starts the loopback stand-ins of the platform. */
export async function startSandbox(env, { sandboxPort, scenario }) {
  let ready;
  const line = new Promise(resolve => {
    ready = resolve;
  });
  const child = startChild(
    'sandbox',
    node(
      at('packages/sandbox/src/main.ts'),
      '--port-base',
      String(sandboxPort),
      '--repo',
      `${env.PORTAL_DATA}/git/platform.git`,
      '--scenario',
      scenario,
    ),
    {
      cwd: at('packages/sandbox'),
      env,
      onLine: text => text.startsWith('sandbox ready') && ready(),
    },
  );
  await whenReady(child, line);
  return child;
}

/**
 * Starts a real Prometheus of the system with samples of the metrics that the
 * objectives read; only tests do.
 *
 * @returns its address
 */
export async function startRealPrometheus(env) {
  let ready;
  const address = new Promise(resolve => {
    ready = resolve;
  });
  const prefix = 'real prometheus ready ';
  const child = startChild(
    'prometheus',
    node(
      at(
        'packages/sandbox/src/prometheus/__testUtils__/serveRealPrometheus.ts',
      ),
    ),
    {
      cwd: at('packages/sandbox'),
      env,
      onLine: text =>
        text.startsWith(prefix) && ready(text.slice(prefix.length)),
    },
  );
  return whenReady(child, address);
}

/** Whether the backend says that it is ready. */
async function serves(base) {
  const path = '/.backstage/health/v1/readiness';
  const response = await fetch(`${base}${path}`).catch(() => undefined);
  return response?.ok ?? false;
}

/**
 * Whether a demo user can sign in: the catalog reads its users a moment after
 * the backend is ready. Other ways to sign in are not tried.
 */
async function letsIn(base) {
  const path = `${base}/api/auth/demo-users`;
  const list = await fetch(`${path}/users`).catch(() => undefined);
  if (!list?.ok) return true;
  const { users } = await list.json();
  const response = await fetch(`${path}/refresh`, {
    headers: { 'x-demo-user': users[0].id },
  }).catch(() => undefined);
  return response?.ok ?? false;
}

/** Starts the backend and waits until somebody can use it. */
export async function startBackend(env, extraConfigs = []) {
  const configs = [
    'app-config.yaml',
    'app-config.sandbox.yaml',
    ...extraConfigs,
  ];
  const child = startChild(
    'backend',
    node(
      at('packages/backend/src/index.ts'),
      ...configs.flatMap(name => ['--config', at(name)]),
    ),
    { cwd: at('packages/backend'), env },
  );
  const base = `http://127.0.0.1:${env.PORTAL_PORT}`;
  const abort = new AbortController();
  const ready = (async () => {
    for (let tries = 0; tries < 600 && !abort.signal.aborted; tries += 1) {
      if ((await serves(base)) && (await letsIn(base))) return;
      await delay(200);
    }
    if (!abort.signal.aborted) {
      throw new UserError(
        'the backend did not become ready within 2 minutes; see .portal/logs/backend.log',
      );
    }
  })();
  try {
    await whenReady(child, ready);
  } finally {
    abort.abort();
  }
  return child;
}
