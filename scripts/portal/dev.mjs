import { startChild, stopAll, untilEnd } from './children.mjs';
import { at, UserError } from './context.mjs';
import { buildDocs, docsTool } from './docs.mjs';
import { installDependencies } from './install.mjs';
import { requireFree, startOptions } from './options.mjs';
import { preparePlatform, startBackend, startSandbox } from './platform.mjs';
import { step } from './step.mjs';

const APP_PORT = 3000;

/** `./portal dev`: the app from its sources with hot reload, on a port of its own. */
export default async function dev(args) {
  const options = startOptions(args);
  await requireFree(options.port, '--port');
  await requireFree(APP_PORT, 'nothing: the development server is fixed to it');
  process.stdout.write('Chat2SQL Portal, development\n');
  await step('JavaScript dependencies', installDependencies);
  await step('documentation', async () => buildDocs(await docsTool()));
  const env = { ...preparePlatform(options), NODE_ENV: 'development' };
  const config = 'scripts/portal/app-config.dev.yaml';
  try {
    await step('sandbox', async () => {
      await startSandbox(env, options);
    });
    await step('backend', async () => {
      await startBackend(env, [config]);
    });
    const configs = ['app-config.yaml', 'app-config.sandbox.yaml', config];
    startChild(
      'app',
      [
        process.execPath,
        at('node_modules/@backstage/cli/bin/backstage-cli'),
        'package',
        'start',
        ...configs.flatMap(name => ['--config', at(name)]),
      ],
      {
        cwd: at('packages/app'),
        env: { ...env, BROWSER: 'none' },
        onLine: line => process.stdout.write(`  app: ${line}\n`),
      },
    );
    process.stdout.write(
      `\nThe app is at http://localhost:${APP_PORT} as soon as it is compiled; it reloads when a file changes.\n` +
        'The backend does not: restart this command after a change there. Ctrl-C stops everything.\n',
    );
    const ended = await untilEnd();
    if (ended)
      throw new UserError(
        `the ${ended.name} ended; see .portal/logs/${ended.name}.log`,
      );
  } finally {
    await stopAll();
  }
  return 0;
}
