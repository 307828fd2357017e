import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { imageFate } from '../controllers/containerTimeline';
import { between, fraction } from '../names';

/** One line of a container's output. */
export interface LogLine {
  /** Epoch milliseconds. */
  at: number;
  text: string;
}

const ROUTES: Array<
  [weight: number, method: string, path: string, seconds: number]
> = [
  [30, 'GET', '/api/v1/sql/history?limit=20&offset=0', 0.018],
  [22, 'POST', '/api/v1/sql/execute', 0.21],
  [16, 'POST', '/api/v1/ai/chat2sql', 1.7],
  [12, 'GET', '/api/v1/connections/', 0.012],
  [8, 'GET', '/api/v1/users/profile', 0.009],
  [6, 'GET', '/api/v1/connections/7/schema', 0.031],
  [4, 'POST', '/api/v1/auth/refresh', 0.024],
  [2, 'POST', '/api/v1/auth/login', 0.27],
];
const TOTAL_WEIGHT = ROUTES.reduce((sum, [weight]) => sum + weight, 0);

function zap(
  level: string,
  at: number,
  caller: string,
  msg: string,
  fields: Record<string, unknown>,
): string {
  return JSON.stringify({ level, ts: at / 1000, caller, msg, ...fields });
}

function request(
  at: number,
  method: string,
  path: string,
  status: number,
  latency: number,
  agent: string,
): string {
  return zap(
    status >= 500 ? 'error' : 'info',
    at,
    'middleware/logger.go:62',
    'HTTP Request',
    {
      method,
      path,
      status,
      latency: Number(latency.toFixed(6)),
      remote_addr: '10.244.12.7',
      user_agent: agent,
      body_size: status === 200 ? 512 : 96,
    },
  );
}

function pick(lot: number): (typeof ROUTES)[number] {
  let rest = lot * TOTAL_WEIGHT;
  for (const route of ROUTES) {
    rest -= route[0];
    if (rest < 0) return route;
  }
  return ROUTES[0];
}

/** The backend's output in one second: probes, scrapes and a share of the API's calls. */
function backendSecond(
  pod: KubeObject,
  second: number,
  seed: number,
): LogLine[] {
  const key = pod.metadata.uid;
  const broken = imageFate(pod.spec.containers[0].image) === 'crashes';
  const rate =
    { prod: 1.6, staging: 0.5 }[
      pod.metadata.labels?.['chat2sql.io/tier'] ?? ''
    ] ?? 0.15;
  const start = second * 1000;
  const lines: LogLine[] = [];
  if (second % 5 === 0)
    lines.push({
      at: start + 40,
      text: request(
        start + 40,
        'GET',
        '/ready',
        200,
        0.0021,
        'kube-probe/1.31',
      ),
    });
  if (second % 10 === 3)
    lines.push({
      at: start + 310,
      text: request(
        start + 310,
        'GET',
        '/health',
        200,
        0.0024,
        'kube-probe/1.31',
      ),
    });
  if (second % 15 === 7)
    lines.push({
      at: start + 120,
      text: request(
        start + 120,
        'GET',
        '/metrics',
        200,
        0.0049,
        'Prometheus/2.55.1',
      ),
    });
  const calls = Math.floor(rate + fraction(seed, key, second));
  for (let i = 0; i < calls; i += 1) {
    const [, method, path, seconds] = pick(fraction(seed, key, second, i));
    const at = start + Math.floor(fraction(seed, key, second, i, 'ms') * 900);
    const failed = broken
      ? fraction(seed, key, second, i, 'fail') < 0.6
      : fraction(seed, key, second, i, 'fail') < 0.0004;
    const latency = seconds * between(0.6, 1.9, seed, key, second, i, 'lat');
    if (!path.includes('/auth/'))
      lines.push({
        at,
        text: zap(
          'error',
          at,
          'auth/jwt.go:214',
          'Failed to check token revocation status',
          {
            error: 'token is malformed: could not base64 decode header',
            stacktrace:
              'chat2sql-go/internal/auth.(*JWTService).IsRevoked\n\t/src/internal/auth/jwt.go:214\nchat2sql-go/internal/middleware.AuthMiddleware.func1\n\t/src/internal/middleware/auth.go:57',
          },
        ),
      });
    if (path.endsWith('/execute'))
      lines.push({
        at,
        text: zap('info', at, 'service/sql_executor.go:131', 'SQL executed', {
          status: failed ? 'error' : 'success',
          execution_time: Number((latency * 0.8).toFixed(4)),
          row_count: Math.floor(fraction(seed, key, second, i, 'rows') * 400),
          connection_id: 7,
        }),
      });
    lines.push({
      at: at + 1,
      text: request(
        at + 1,
        method,
        path,
        failed ? 500 : 200,
        latency,
        'Mozilla/5.0',
      ),
    });
  }
  return lines;
}

function startLines(container: string, at: number): LogLine[] {
  if (container === 'backend')
    return [
      {
        at,
        text: zap(
          'info',
          at,
          'server/main.go:88',
          'Database connection established',
          { max_conns: 100 },
        ),
      },
      {
        at: at + 30,
        text: zap(
          'info',
          at + 30,
          'server/main.go:101',
          'Redis connection established',
          {},
        ),
      },
      {
        at: at + 60,
        text: zap(
          'info',
          at + 60,
          'server/main.go:153',
          'Starting HTTP server',
          { addr: ':8080' },
        ),
      },
    ];
  if (container === 'postgresql')
    return [
      {
        at,
        text: `${stamp(
          at,
        )} UTC [1] LOG:  starting PostgreSQL 17.6 on x86_64-pc-linux-musl`,
      },
      {
        at: at + 400,
        text: `${stamp(
          at + 400,
        )} UTC [1] LOG:  database system is ready to accept connections`,
      },
    ];
  return [{ at, text: `${container} started` }];
}

function stamp(at: number): string {
  return new Date(at).toISOString().replace('T', ' ').slice(0, 23);
}

function plainSecond(
  pod: KubeObject,
  container: string,
  second: number,
  seed: number,
): LogLine[] {
  const at = second * 1000 + 200;
  const lot = fraction(seed, pod.metadata.uid, container, second);
  if (container === 'frontend' && lot < 0.3)
    return [
      {
        at,
        text: `10.244.12.7 - - [${new Date(
          at,
        ).toUTCString()}] "GET / HTTP/1.1" 200 1024 "-" "Mozilla/5.0"`,
      },
    ];
  if (container === 'postgresql' && second % 300 === 0)
    return [
      {
        at,
        text: `${stamp(
          at,
        )} UTC [27] LOG:  checkpoint complete: wrote ${Math.floor(
          lot * 900,
        )} buffers (0.4%)`,
      },
    ];
  if (container === 'redis' && second % 3600 === 0)
    return [
      {
        at,
        text: `1:M ${stamp(at)} * Background saving terminated with success`,
      },
    ];
  if (container === 'ollama' && lot < 0.1)
    return [
      {
        at,
        text: `[GIN] ${stamp(at)} | 200 | ${between(0.8, 2.6, lot).toFixed(
          3,
        )}s | 10.244.12.7 | POST "/api/chat"`,
      },
    ];
  return second % 600 === 0 ? [{ at, text: `${container}: alive` }] : [];
}

const FATAL: LogLine['text'][] = [
  'panic: runtime error: invalid memory address or nil pointer dereference',
  '[signal SIGSEGV: segmentation violation code=0x1 addr=0x18 pc=0x9a1c44]',
  '',
  'goroutine 214 [running]:',
  'chat2sql-go/internal/service.(*SQLExecutor).acquire(0x0, {0xc0004a2000, 0x24})',
  '\t/src/internal/service/sql_executor.go:97 +0x44',
];

/**
 * What a container wrote between two moments. A pure function of pod,
 * container, seed and time, so that two readers see the same lines.
 *
 * @param from - epoch milliseconds, inclusive
 * @param to - epoch milliseconds, exclusive
 * @param life - start of the container, and its end when it ended
 */
export function logLines(
  pod: KubeObject,
  container: string,
  from: number,
  to: number,
  life: { start: number; end?: number },
  seed: number,
): LogLine[] {
  const low = Math.max(from, life.start);
  const high = Math.min(to, life.end ?? to);
  const lines = startLines(container, life.start);
  const backend = container === 'backend';
  for (
    let second = Math.floor(Math.max(low, life.start + 1000) / 1000);
    second * 1000 < high;
    second += 1
  ) {
    lines.push(
      ...(backend
        ? backendSecond(pod, second, seed)
        : plainSecond(pod, container, second, seed)),
    );
  }
  if (life.end !== undefined && backend)
    lines.push(...FATAL.map(text => ({ at: life.end! - 1, text })));
  return lines
    .filter(line => line.at >= low && line.at < high)
    .sort((a, b) => a.at - b.at);
}
