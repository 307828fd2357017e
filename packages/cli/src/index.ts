import { run } from './run';

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Directory of the caller: `yarn c2s` runs in the root, wherever it was called. */
function callerDirectory(): string {
  const { INIT_CWD, npm_lifecycle_event: script } = process.env;
  return script === 'c2s' && INIT_CWD ? INIT_CWD : process.cwd();
}

/** Runs the command line of this process and leaves its exit code. */
export async function main(): Promise<void> {
  // A reader that has seen enough, such as head, is no fault of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  try {
    process.exitCode = await run(process.argv.slice(2), {
      cwd: callerDirectory(),
      now: () => new Date(),
      readStdin,
      out: text => process.stdout.write(text),
      err: text => process.stderr.write(text),
    });
  } catch (error) {
    process.stderr.write(
      `c2s: failed unexpectedly: ${(error as Error)?.stack ?? String(error)}\n`,
    );
    process.exitCode = 2;
  }
}
