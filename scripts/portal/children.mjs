import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { childEnv, own, UserError } from './context.mjs';

const children = new Set();
let stopping = false;

/** Starts a long-running child whose output goes to `.portal/logs/NAME.log`. */
export function startChild(name, command, options = {}) {
  const { cwd, env = {}, onLine } = options;
  const [program, ...args] = command;
  const log = createWriteStream(own('logs', `${name}.log`));
  const child = spawn(program, args, {
    cwd,
    env: childEnv(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let tail = '';
  let partial = '';
  const take = chunk => {
    log.write(chunk);
    const text = String(chunk);
    tail = (tail + text).slice(-4000);
    if (!onLine) return;
    partial += text;
    const lines = partial.split('\n');
    partial = lines.pop();
    for (const line of lines) onLine(line);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const ended = new Promise(resolve => {
    child.on('error', error => resolve({ code: undefined, error }));
    child.on('close', code => {
      children.delete(entry);
      log.end();
      resolve({ code });
    });
  });
  const entry = { name, child, ended, tail: () => tail };
  children.add(entry);
  return entry;
}

/** Waits for `ready`, or fails with the child's last words when it ends before. */
export async function whenReady(entry, ready) {
  const ended = entry.ended.then(({ code, error }) => {
    throw new UserError(
      `the ${entry.name} ended with ${
        error?.message ?? code
      } before it was ready\n${entry
        .tail()
        .split('\n')
        .slice(-20)
        .join('\n')}\nThe whole output is in .portal/logs/${entry.name}.log`,
      code === 3 ? 3 : 1,
    );
  });
  return Promise.race([ready, ended]);
}

function signal(entry, name) {
  try {
    process.kill(-entry.child.pid, name);
  } catch {
    // It is gone already.
  }
}

/** Stops all children: asks first, then insists after five seconds. */
export async function stopAll() {
  if (stopping) return;
  stopping = true;
  const all = [...children];
  for (const entry of all) signal(entry, 'SIGTERM');
  const gone = Promise.all(all.map(entry => entry.ended));
  const patience = new Promise(resolve => {
    setTimeout(resolve, 5000).unref();
  });
  await Promise.race([gone, patience]);
  for (const entry of all) signal(entry, 'SIGKILL');
  stopping = false;
}

/** Resolves with the first child that ends, or undefined after Ctrl-C. */
export function untilEnd() {
  return new Promise(resolve => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.once(name, () => resolve(undefined));
    }
    for (const entry of children) entry.ended.then(() => resolve(entry));
  });
}
