import type { ChildProcess } from 'node:child_process';
import { execFile, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { METRIC_NAME } from '../promql/labels';
import { formatValue } from '../promql/literals';
import type { Series } from '../promql/Series';
import { SCRAPE_INTERVAL_MS, clipSpans } from '../promql/Series';

const run = promisify(execFile);
/** Grid instants of a block: 162 hours, one of the sizes that Prometheus merges to. */
const BLOCK = 162 * 60;
/** Whether Prometheus and its tool are installed. */
export function hasPrometheus(): boolean {
  return ['prometheus', 'promtool'].every(
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

function openMetrics(
  series: readonly Series[],
  from: number,
  to: number,
): string {
  const lines: string[] = [];
  for (const one of series) {
    const labels = Object.entries(one.labels)
      .filter(([name]) => name !== METRIC_NAME)
      .map(([name, value]) => `${name}=${JSON.stringify(value)}`);
    const head = `${one.labels[METRIC_NAME]}{${labels.join(',')}}`;
    for (const span of clipSpans(one, from, to)) {
      for (let i = span.from; i <= span.to; i++) {
        const seconds = (i * SCRAPE_INTERVAL_MS) / 1000;
        lines.push(`${head} ${formatValue(one.at(i))} ${seconds}`);
      }
    }
  }
  return lines.length > 0 ? `${lines.join('\n')}\n# EOF\n` : '';
}

/** A real Prometheus on a free port with the samples of given series. */
export class RealPrometheus {
  private constructor(
    readonly url: string,
    private readonly process: ChildProcess,
    private readonly directory: string,
  ) {}

  /** Writes all samples from the first to the last grid instant and starts the server. */
  static async start(
    series: readonly Series[],
    first: number,
    last: number,
  ): Promise<RealPrometheus> {
    const directory = await mkdtemp(join(tmpdir(), 'sandbox-prometheus-'));
    const data = join(directory, 'data');
    const input = join(directory, 'samples.om');
    let block = Math.floor(first / BLOCK) * BLOCK;
    while (block <= last) {
      // The tool reads a file once for each block, so every block has its own.
      const text = openMetrics(
        series,
        Math.max(block, first),
        Math.min(block + BLOCK - 1, last),
      );
      block += BLOCK;
      if (text === '') continue;
      await writeFile(input, text);
      await run('promtool', [
        ...['tsdb', 'create-blocks-from', 'openmetrics', '-q'],
        '--max-block-duration=162h',
        ...[input, data],
      ]);
    }
    const config = join(directory, 'prometheus.yml');
    await writeFile(config, 'global: {}\n');
    const port = await freePort();
    const child = spawn(
      'prometheus',
      [
        `--config.file=${config}`,
        `--storage.tsdb.path=${data}`,
        '--storage.tsdb.retention.time=100y',
        `--web.listen-address=127.0.0.1:${port}`,
        '--log.level=error',
      ],
      { stdio: 'ignore' },
    );
    const server = new RealPrometheus(
      `http://127.0.0.1:${port}`,
      child,
      directory,
    );
    await server.ready();
    return server;
  }

  private async ready(): Promise<void> {
    for (let attempt = 0; attempt < 300; attempt++) {
      const answer = await fetch(`${this.url}/-/ready`).catch(() => undefined);
      if (answer?.ok) return;
      if (this.process.exitCode !== null) break;
      await sleep(100);
    }
    await this.stop();
    throw new Error('Prometheus did not get ready');
  }

  /** Calls the HTTP API. */
  async get(
    path: string,
    params: Record<string, string>,
  ): Promise<{ status: number; body: any }> {
    const answer = await fetch(`${this.url}${path}`, {
      method: 'POST',
      body: new URLSearchParams(params),
    });
    return { status: answer.status, body: await answer.json() };
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null) {
      const ended = new Promise(resolve => this.process.once('exit', resolve));
      this.process.kill('SIGTERM');
      await ended;
    }
    await rm(this.directory, { recursive: true, force: true });
  }
}
