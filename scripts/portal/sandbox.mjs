import { existsSync, readFileSync } from 'node:fs';
import { own, UserError } from './context.mjs';

async function call(run, path, init = {}) {
  let response;
  try {
    response = await fetch(`${run.control}${path}`, {
      ...init,
      headers: {
        authorization: `Bearer ${run.controlToken}`,
        'content-type': 'application/json',
      },
      signal: AbortSignal.timeout(5000),
    });
  } catch {
    throw new UserError(
      'the sandbox is not running; start it with ./portal start',
    );
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok)
    throw new UserError(
      body.message ?? `the sandbox answered ${response.status}`,
      2,
    );
  return body;
}

/** `./portal sandbox scenario [NAME]`: lists the scenarios, or switches to one. */
export default async function sandbox(args) {
  const [what, name, ...rest] = args;
  if (what !== 'scenario' || rest.length > 0) {
    throw new UserError('usage: ./portal sandbox scenario [NAME]', 2);
  }
  const file = own('data', 'run.json');
  if (!existsSync(file)) {
    throw new UserError(
      'the sandbox is not running; start it with ./portal start',
    );
  }
  const run = JSON.parse(readFileSync(file, 'utf8'));
  if (name !== undefined) {
    await call(run, '/scenario', {
      method: 'POST',
      body: JSON.stringify({ name }),
    });
  }
  const { scenario, scenarios } = await call(run, '/scenario');
  for (const [id, text] of Object.entries(scenarios)) {
    const mark = id === scenario.name ? '*' : ' ';
    process.stdout.write(`${mark} ${id.padEnd(22)} ${text}\n`);
  }
  return 0;
}
