import { Command, CommanderError } from 'commander';
import { EXIT, UsageError, type ExitCode, type Io } from './io';

const EXIT_HELP = `
Exit codes: 0 nothing found, 1 findings, 2 wrong usage or unreadable input.`;

const FILES = 'files or directories; - reads standard input';

/** Loads each command when it is called: `--help` need not pay for any of them. */
export interface CommandLoaders {
  healthAssess(): Promise<typeof import('./commands/healthAssess')>;
  compliancePss(): Promise<typeof import('./commands/compliancePss')>;
  sloValidate(): Promise<typeof import('./commands/sloValidate')>;
}

/** Node puts what a CommonJS module exports below `default` when it is imported. */
async function exportsOf<T extends object>(loading: Promise<T>): Promise<T> {
  const loaded: T & { default?: T } = await loading;
  return loaded.default ?? loaded;
}

const LOADERS: CommandLoaders = {
  healthAssess: () => exportsOf(import('./commands/healthAssess')),
  compliancePss: () => exportsOf(import('./commands/compliancePss')),
  sloValidate: () => exportsOf(import('./commands/sloValidate')),
};

function buildProgram(
  io: Io,
  load: CommandLoaders,
  done: (code: ExitCode) => void,
): Command {
  const program = new Command('c2s')
    .description(
      'Checks of the Chat2SQL portal for terminals and pipelines, with the rules of the portal.',
    )
    .addHelpText('after', EXIT_HELP)
    .exitOverride()
    .configureOutput({
      writeOut: text => io.out(text),
      writeErr: text => io.err(text),
    })
    .showHelpAfterError('(see c2s --help)');
  const group = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .exitOverride()
      .copyInheritedSettings(program);

  group('health', 'Health of Kubernetes objects')
    .command('assess')
    .description('Judge the health of every object from its status')
    .argument('<files...>', FILES)
    .option('--format <text|json>', 'form of the output', 'text')
    .option('--strict', 'count everything that is not Healthy as a finding')
    .option('--at <time>', 'judge as of this time, RFC 3339 (default: now)')
    .addHelpText(
      'after',
      '\nFindings are objects that are Degraded or Missing.',
    )
    .action(async (files, options) => {
      const { healthAssess } = await load.healthAssess();
      done(await healthAssess(files, options, io));
    });

  group('compliance', 'Security standards')
    .command('pss')
    .description(
      'Hold pods and pod templates against the Pod Security Standards',
    )
    .argument('<files...>', FILES)
    .requiredOption('--level <baseline|restricted>', 'level of the standard')
    .option('--version <v1.N>', 'version of the standard', 'v1.31')
    .option('--format <text|json>', 'form of the output', 'text')
    .action(async (files, options) => {
      const { compliancePss } = await load.compliancePss();
      done(await compliancePss(files, options, io));
    });

  group('slo', 'Service level objectives')
    .command('validate')
    .description('Check OpenSLO v1 files')
    .argument('<files...>', FILES)
    .option('--format <text|json>', 'form of the output', 'text')
    .action(async (files, options) => {
      const { sloValidate } = await load.sloValidate();
      done(await sloValidate(files, options, io));
    });
  return program;
}

/**
 * Runs one call of the command line.
 *
 * @param argv - arguments without the names of node and the program
 * @param load - where commands come from; tests give loaded ones
 * @returns the exit code; faults of usage are told on standard error
 */
export async function run(
  argv: readonly string[],
  io: Io,
  load: CommandLoaders = LOADERS,
): Promise<ExitCode> {
  let code: ExitCode = EXIT.unusable;
  const program = buildProgram(io, load, result => {
    code = result;
  });
  if (argv.length === 0) {
    io.err(program.helpInformation());
    return EXIT.unusable;
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? EXIT.ok : EXIT.unusable;
    if (error instanceof UsageError) {
      io.err(`c2s: ${error.message}\n`);
      return EXIT.unusable;
    }
    throw error;
  }
}
