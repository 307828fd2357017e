import { existsSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { join } from 'node:path';
import { state, UserError } from './context.mjs';

/** `./portal reset`: removes databases, the embedded git host and built docs. */
export default async function reset(args) {
  const unknown = args.filter(arg => arg !== '--yes');
  if (unknown.length > 0)
    throw new UserError(`unknown option ${unknown[0]}`, 2);
  const data = join(state, 'data');
  if (!existsSync(data)) {
    process.stdout.write('There is no local data.\n');
    return 0;
  }
  if (!args.includes('--yes')) {
    if (!process.stdin.isTTY) {
      throw new UserError(
        'reset asks before it removes data; add --yes where nobody can answer',
        2,
      );
    }
    const lines = createInterface({
      input: process.stdin,
      output: process.stdout,
    });
    const answer = await lines.question(
      'This removes the databases, the embedded git repository with all its changes, and the built documentation. Type "yes" to go on: ',
    );
    lines.close();
    if (answer.trim() !== 'yes') {
      process.stdout.write('Nothing was removed.\n');
      return 1;
    }
  }
  rmSync(data, { recursive: true, force: true });
  rmSync(join(state, 'stamps'), { recursive: true, force: true });
  process.stdout.write(
    'Local data is removed. The next start begins afresh.\n',
  );
  return 0;
}
