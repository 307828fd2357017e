import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { childEnv, home, own, UserError } from './context.mjs';

/**
 * Runs a command to its end.
 *
 * @param command program and arguments
 * @param options `log`: file below `.portal/logs` that takes the output;
 *   `stream`: also show it; `cwd`, `env`, `allow`: exit codes that are fine
 * @returns exit code and the output's tail
 * @throws UserError with the output's tail and the log's path
 */
export function run(command, options = {}) {
  const { log, stream = false, cwd = home, env = {}, allow = [0] } = options;
  const [program, ...args] = command;
  return new Promise((resolve, reject) => {
    const file = log ? createWriteStream(own('logs', log)) : undefined;
    let tail = '';
    const child = spawn(program, args, {
      cwd,
      env: childEnv(env),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const take = chunk => {
      file?.write(chunk);
      if (stream) process.stdout.write(chunk);
      tail = (tail + chunk).slice(-4000);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', error => {
      file?.end();
      reject(new UserError(`cannot run ${program}: ${error.message}`));
    });
    child.on('close', code => {
      file?.end();
      if (allow.includes(code)) {
        resolve({ code, tail });
      } else {
        const where = log ? `\nThe whole output is in .portal/logs/${log}` : '';
        reject(
          new UserError(
            `${[program, ...args].join(' ')} ended with ${code}\n${
              stream ? '' : tail.split('\n').slice(-25).join('\n')
            }${where}`,
          ),
        );
      }
    });
  });
}

/** Whether a program answers to `--version` (or another flag). */
export async function answers(program, flag = '--version') {
  try {
    const { tail } = await run([program, flag]);
    // Wrapper scripts may say something of their own before the version.
    const lines = tail.trim().split('\n');
    return lines.find(line => /\b\d+\.\d+/.test(line)) ?? lines[0];
  } catch {
    return undefined;
  }
}
