import { fstatSync } from 'node:fs';
import { createAlertmanagerServer } from './alertmanager';
import { createJaegerServer } from './jaeger';
import { createLokiServer } from './loki';
import { readOptions, UsageError } from './options';
import { createPrometheusServer } from './prometheus';
import { PortTakenError, Sandbox, type SandboxTokens } from './Sandbox';

const EXIT_USAGE = 2;
const EXIT_PORT = 3;

/** Fails the process with one line on standard error. */
function fail(message: string, code: number): never {
  process.stderr.write(`sandbox: ${message}\n`);
  process.exit(code);
}

function token(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new UsageError(`the environment variable ${name} is not set`);
  return value;
}

function readTokens(): SandboxTokens {
  return {
    nonprod: token('SANDBOX_TOKEN_NONPROD'),
    prod: token('SANDBOX_TOKEN_PROD'),
    control: token('SANDBOX_CONTROL_TOKEN'),
  };
}

function isPipe(descriptor: number): boolean {
  try {
    const stat = fstatSync(descriptor);
    return stat.isFIFO() || stat.isSocket();
  } catch {
    return false;
  }
}

/** Calls back once the parent process is gone: its pipe ends, or somebody else adopts us. */
function onOrphaned(callback: () => void): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) callback();
  }, 1000).unref();
  // A terminal or /dev/null says nothing about the parent.
  if (isPipe(0)) {
    process.stdin.on('end', callback);
    process.stdin.on('error', callback);
    process.stdin.resume();
  }
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const tokens = readTokens();
  let lastError = '';
  const sandbox = Sandbox.create(
    options,
    tokens,
    {
      prometheus: createPrometheusServer,
      alertmanager: createAlertmanagerServer,
      loki: createLokiServer,
      jaeger: createJaegerServer,
    },
    error => {
      // The same fault is met every second; once is enough.
      if (error.message === lastError) return;
      lastError = error.message;
      process.stderr.write(
        `sandbox: the platform repository cannot be read: ${error.message}\n`,
      );
    },
  );
  const stop = () => {
    void sandbox.stop().finally(() => process.exit(0));
    setTimeout(() => process.exit(0), 2000).unref();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  onOrphaned(stop);
  const ports = await sandbox.start(options.portBase);
  process.stdout.write(`sandbox ready ${JSON.stringify(ports)}\n`);
}

main().catch(error => {
  if (error instanceof PortTakenError) fail(error.message, EXIT_PORT);
  if (error instanceof UsageError) fail(error.message, EXIT_USAGE);
  fail(error.stack ?? String(error), 1);
});
