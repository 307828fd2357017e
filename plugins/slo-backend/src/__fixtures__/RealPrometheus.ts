import {
  execFile,
  spawn,
  spawnSync,
  type ChildProcess,
} from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SERVER = 'prometheus';
const TOOL = 'promtool';

/** Whether Prometheus and promtool are installed. */
export function hasPrometheus(): boolean {
  return [SERVER, TOOL].every(
    name => spawnSync(name, ['--version']).status === 0,
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

/** A Prometheus of its own on a free port, over given samples. */
export class RealPrometheus {
  readonly url: string;
  readonly #process: ChildProcess;
  readonly #directory: string;

  private constructor(url: string, process: ChildProcess, directory: string) {
    this.url = url;
    this.#process = process;
    this.#directory = directory;
  }

  /** @param openMetrics - samples with times, in OpenMetrics text */
  static async start(openMetrics: string): Promise<RealPrometheus> {
    const directory = await mkdtemp(join(tmpdir(), 'slo-prometheus-'));
    const data = join(directory, 'data');
    await writeFile(join(directory, 'samples.om'), openMetrics);
    await run(TOOL, [
      ...['tsdb', 'create-blocks-from', 'openmetrics', '-q'],
      ...[join(directory, 'samples.om'), data],
    ]);
    const config = join(directory, 'prometheus.yml');
    await writeFile(config, 'global: {}\n');
    const port = await freePort();
    const child = spawn(
      SERVER,
      [
        `--config.file=${config}`,
        `--storage.tsdb.path=${data}`,
        '--storage.tsdb.retention.time=100y',
        `--web.listen-address=127.0.0.1:${port}`,
        '--log.level=error',
      ],
      { stdio: 'ignore' },
    );
    const url = `http://127.0.0.1:${port}`;
    const server = new RealPrometheus(url, child, directory);
    for (let attempt = 0; attempt < 300; attempt += 1) {
      const answer = await fetch(`${url}/-/ready`).catch(() => undefined);
      if (answer?.ok) return server;
      if (child.exitCode !== null) break;
      await sleep(100);
    }
    await server.stop();
    throw new Error('Prometheus did not get ready');
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode === null) {
      const ended = new Promise(resolve => this.#process.once('exit', resolve));
      this.#process.kill('SIGTERM');
      await ended;
    }
    await rm(this.#directory, { recursive: true, force: true });
  }
}
