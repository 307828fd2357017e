import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const BIN = '/usr/lib/postgresql/15/bin';

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * Starts a PostgreSQL of its own for the tests, in a scratch folder on a free
 * loopback port. PostgreSQL refuses to run as root, so root hands over to the
 * user `postgres` that Debian's package makes.
 *
 * @returns connection string and stop(), or undefined where it cannot be had
 */
export async function startPostgres() {
  if (!existsSync(join(BIN, 'postgres'))) return undefined;
  const asUser =
    process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--'] : [];
  const folder = mkdtempSync(join(tmpdir(), 'chat2sql-postgres-'));
  const quiet = { stdio: 'ignore' };
  const call = (...command) => {
    const [program, ...args] = [...asUser, ...command];
    execFileSync(program, args, quiet);
  };
  try {
    chmodSync(folder, 0o777);
    const data = join(folder, 'data');
    call(join(BIN, 'initdb'), '-D', data, '-U', 'test', '--auth=trust', '-N');
    const port = await freePort();
    const [program, ...args] = [
      ...asUser,
      join(BIN, 'postgres'),
      ...['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder],
      ...['-c', 'fsync=off', '-c', 'synchronous_commit=off'],
      ...['-c', 'max_connections=300'],
    ];
    const server = spawn(program, args, quiet);
    const stop = async () => {
      server.kill('SIGINT');
      await new Promise(resolve => {
        server.once('close', resolve);
        setTimeout(resolve, 5000).unref();
      });
      rmSync(folder, { recursive: true, force: true });
    };
    for (let tries = 0; tries < 50; tries += 1) {
      try {
        call(join(BIN, 'pg_isready'), '-h', '127.0.0.1', '-p', String(port));
        return {
          connection: `postgresql://test@127.0.0.1:${port}/postgres`,
          stop,
        };
      } catch {
        await delay(200);
      }
    }
    await stop();
  } catch {
    rmSync(folder, { recursive: true, force: true });
  }
  return undefined;
}
