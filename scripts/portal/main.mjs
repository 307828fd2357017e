import { UserError } from './context.mjs';

const COMMANDS = {
  start: ['./start.mjs', 'bring up the whole portal on one port'],
  dev: ['./dev.mjs', 'the same with hot reload of the app'],
  test: ['./test.mjs', 'all checks and tests (--full adds the long ones)'],
  doctor: ['./doctor.mjs', 'what is present, missing, and how to mend it'],
  reset: ['./reset.mjs', 'forget local data (asks first; --yes does not ask)'],
  sandbox: [
    './sandbox.mjs',
    'sandbox scenario [NAME]: list or switch the scenario',
  ],
  screenshots: [
    './screenshots.mjs',
    'take the screenshots of the documentation',
  ],
};

function help() {
  const lines = Object.entries(COMMANDS).map(
    ([name, [, text]]) => `  ${name.padEnd(12)} ${text}`,
  );
  return `Usage: ./portal COMMAND [options]\n\n${lines.join(
    '\n',
  )}\n\nOptions of start and dev:\n  --port N          port of the portal (default 7007)\n  --sandbox-port N  first of ten ports for the sandbox (default 7100)\n  --scenario NAME   scenario the sandbox starts with (default healthy)\n`;
}

const [name = 'help', ...args] = process.argv.slice(2);
if (['help', '--help', '-h'].includes(name)) {
  process.stdout.write(help());
} else if (!Object.hasOwn(COMMANDS, name)) {
  process.stderr.write(`portal: unknown command "${name}"\n\n${help()}`);
  process.exitCode = 2;
} else {
  try {
    const module = await import(COMMANDS[name][0]);
    process.exitCode = (await module.default(args)) ?? 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`\nportal: ${error.message}\n`);
    process.exitCode = error.exitCode;
  }
}
