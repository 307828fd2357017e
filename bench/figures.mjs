// Measures the portal of this checkout and writes bench/results/figures.json, then
// the table in the README. Usage: node bench/figures.mjs [--cold SECONDS]
// The cold start is measured by hand in a fresh clone (see bench/README.md) and
// handed in, because it would download everything again.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { writeTable } from './table.mjs';

const home = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const PORT = 7227;
const URL_BASE = `http://127.0.0.1:${PORT}`;
const WARM_UP = 30;
const SAMPLES = 300;

const { values } = parseArgs({ options: { cold: { type: 'string' } } });
const results = join(home, 'bench/results/figures.json');

function quantile(sorted, q) {
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)];
}

const round = (value, digits = 1) => Number(value.toFixed(digits));

async function start() {
  const began = performance.now();
  const child = spawn(
    join(home, 'portal'),
    ['start', '--port', String(PORT), '--sandbox-port', '7330'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await new Promise((ready, fail) => {
    let text = '';
    child.stdout.on('data', chunk => {
      text += chunk;
      if (text.includes('Ready after')) ready();
    });
    child.on('close', code =>
      fail(new Error(`the portal ended with ${code}\n${text}`)),
    );
  });
  return { child, seconds: (performance.now() - began) / 1000 };
}

async function scriptBytes() {
  const page = await (await fetch(URL_BASE)).text();
  const sources = [...page.matchAll(/<script[^>]+src="([^"]+)"/g)].map(
    ([, src]) => src,
  );
  let total = 0;
  for (const source of sources) {
    const response = await fetch(new URL(source, URL_BASE));
    total += gzipSync(Buffer.from(await response.arrayBuffer())).length;
  }
  return { files: sources.length, bytes: total };
}

function backendMemory() {
  const lines = execFileSync('ps', ['-eo', 'rss,args'], {
    encoding: 'utf8',
  }).split('\n');
  const line = lines.find(
    text =>
      text.includes('packages/backend/src/index.ts') && text.includes(home),
  );
  return Number(line.trim().split(/\s+/)[0]) * 1024;
}

async function token() {
  const response = await fetch(`${URL_BASE}/api/auth/demo-users/refresh`, {
    headers: { 'x-demo-user': 'jonas' },
  });
  return (await response.json()).backstageIdentity.token;
}

async function matrix() {
  const headers = { authorization: `Bearer ${await token()}` };
  const url = `${URL_BASE}/api/environments/v1/matrix`;
  const first = await fetch(url, { headers });
  const body = await first.text();
  const snapshot = JSON.parse(body);
  // A fast answer that is empty would not count.
  if (snapshot.environments.length < 4 || snapshot.cells.length < 16) {
    throw new Error(
      `the matrix is not complete: ${snapshot.cells.length} cells`,
    );
  }
  const measure = async extra => {
    const times = [];
    for (let index = 0; index < WARM_UP + SAMPLES; index += 1) {
      const from = performance.now();
      const response = await fetch(url, { headers: { ...headers, ...extra } });
      await response.arrayBuffer();
      if (index >= WARM_UP) times.push(performance.now() - from);
    }
    times.sort((a, b) => a - b);
    return {
      p50: round(quantile(times, 0.5)),
      p95: round(quantile(times, 0.95)),
    };
  };
  return {
    bytes: gzipSync(body).length,
    full: await measure({}),
    unchanged: await measure({ 'if-none-match': first.headers.get('etag') }),
  };
}

const { child, seconds } = await start();
try {
  await delay(30_000);
  const script = await scriptBytes();
  const api = await matrix();
  const previous = (() => {
    try {
      return JSON.parse(readFileSync(results, 'utf8'));
    } catch {
      return {};
    }
  })();
  const figures = {
    machine: `${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(
      totalmem() / 2 ** 30,
    )} GiB, Node ${process.versions.node}`,
    coldStartSeconds: values.cold
      ? round(Number(values.cold), 0)
      : previous.coldStartSeconds,
    warmStartSeconds: round(seconds),
    initialScript: {
      files: script.files,
      kilobytesGzip: round(script.bytes / 1000, 0),
    },
    backendMemoryMegabytes: round(backendMemory() / 1e6, 0),
    matrix: {
      kilobytesGzip: round(api.bytes / 1000),
      full: api.full,
      unchanged: api.unchanged,
    },
  };
  mkdirSync(dirname(results), { recursive: true });
  writeFileSync(results, `${JSON.stringify(figures, undefined, 2)}\n`);
  writeTable(figures);
  process.stdout.write(`${JSON.stringify(figures, undefined, 2)}\n`);
} finally {
  child.kill('SIGINT');
}
