import { buildApp } from './app.mjs';
import { stopAll, untilEnd } from './children.mjs';
import { at, UserError } from './context.mjs';
import { buildDocs, docsTool } from './docs.mjs';
import { installDependencies } from './install.mjs';
import { requireFree, startOptions } from './options.mjs';
import { preparePlatform, startBackend, startSandbox } from './platform.mjs';
import { sinceStart, step } from './step.mjs';

/** Brings everything that a start needs. */
export async function prepare() {
  await step('JavaScript dependencies', installDependencies);
  let tool;
  await step('documentation tools', async () => {
    tool = await docsTool();
    return {
      'techdocs-core': 'MkDocs with the TechDocs plugins',
      'plain-mkdocs': "the system's mkdocs",
      none: 'none to be had',
    }[tool.kind];
  });
  await step('documentation', () => buildDocs(tool));
  await step('app', buildApp);
}

/** `./portal start`: everything on one port until Ctrl-C. */
export default async function start(args) {
  const options = startOptions(args);
  await requireFree(options.port, '--port');
  for (let offset = 0; offset < 10; offset += 1) {
    await requireFree(options.sandboxPort + offset, '--sandbox-port');
  }
  process.stdout.write('Chat2SQL Portal\n');
  await prepare();
  const env = preparePlatform(options);
  try {
    await step('sandbox', async () => {
      await startSandbox(env, options);
      return `scenario ${options.scenario}`;
    });
    await step('backend', async () => {
      await startBackend(env);
    });
    process.stdout.write(
      `\nReady after ${sinceStart()}: ${env.PORTAL_URL}\n` +
        'Sign in by choosing one of the listed users; no password is needed.\n' +
        'Clusters, metrics and logs are sandbox data. Ctrl-C stops everything.\n',
    );
    const ended = await untilEnd();
    if (ended) {
      throw new UserError(
        `the ${ended.name} ended; see ${at(
          '.portal/logs',
          `${ended.name}.log`,
        )}`,
      );
    }
    process.stdout.write('\nStopping.\n');
  } finally {
    await stopAll();
  }
  return 0;
}
