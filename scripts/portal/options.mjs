import { createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { UserError } from './context.mjs';

function port(text, flag) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 65500) {
    throw new UserError(
      `${flag}: not a port, found "${text}"; allowed: 1 to 65500`,
      2,
    );
  }
  return value;
}

/** Options of `start` and `dev`. @throws UserError (exit 2) for anything unknown */
export function startOptions(args) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        port: { type: 'string', default: '7007' },
        'sandbox-port': { type: 'string', default: '7100' },
        scenario: { type: 'string', default: 'healthy' },
      },
    }));
  } catch (error) {
    throw new UserError(error.message, 2);
  }
  return {
    port: port(values.port, '--port'),
    sandboxPort: port(values['sandbox-port'], '--sandbox-port'),
    scenario: values.scenario,
  };
}

/** @throws UserError that names the port and the flag when it is taken on loopback */
export async function requireFree(number, flag) {
  const code = await new Promise(resolve => {
    const server = createServer();
    server.once('error', error => resolve(error.code));
    server.listen({ port: number, host: '127.0.0.1' }, () =>
      server.close(() => resolve(undefined)),
    );
  });
  if (code === 'EADDRINUSE') {
    throw new UserError(
      `port ${number} is taken by another program; choose another one with ${flag} N`,
    );
  }
  if (code)
    throw new UserError(`port ${number} cannot be used (${code}); see ${flag}`);
}
