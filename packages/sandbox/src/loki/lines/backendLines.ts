import { sampleRequest } from '../../prometheus/model/sampleRequest';
import type { Pod } from '../../prometheus/model/topology';
import { workloadOf } from '../../prometheus/model/topology';
import type { LiveEnvironment } from '../../prometheus/model/World';
import type { LineMoment, LineSource } from './LineSource';
import { linesAfter, randomLines } from './LineSource';
import type { LogLevel } from './zapLine';
import { address, agent, zap } from './zapLine';

/** Lines of a pod by level; undefined for text without one. */
export interface LeveledSource {
  level?: LogLevel;
  stream: 'stderr' | 'stdout';
  source: LineSource;
}

/** All lines of a backend pod. */
export function backendLines(
  environment: LiveEnvironment,
  pod: Pod,
): LeveledSource[] {
  const { load, namespace, requestsPerSecond } = environment;
  const pods = workloadOf(environment, 'chat2sql-backend').pods.length;
  // Enough lines to read and few enough to look through: a share of the requests.
  const slotMs = Math.max(20_000, (pods * 400_000) / (requestsPerSecond * 60));
  const busy = (timeMs: number) =>
    Math.min(1, (0.5 * load.rate(timeMs)) / requestsPerSecond);
  const random = (
    level: LogLevel | undefined,
    name: string,
    probability: (timeMs: number) => number,
    write: (moment: LineMoment) => string,
    stream: LeveledSource['stream'] = 'stderr',
  ): LeveledSource => ({
    level,
    stream,
    source: randomLines({
      key: `${namespace} ${pod.name} ${name}`,
      slotMs,
      probability,
      write,
    }),
  });
  const failing = (base: number, inside: number) => (timeMs: number) =>
    busy(timeMs) * (base + Math.min(1, inside * load.failingShare(timeMs)));

  return [
    random('info', 'request', busy, moment => {
      const request = sampleRequest(environment, moment);
      return zap('info', moment, 'middleware/logger.go:47', 'HTTP Request', {
        method: request.method,
        path: request.path,
        status: request.status,
        latency: Number(request.seconds.toFixed(6)),
        remote_addr: address(moment),
        user_agent: agent(moment),
        body_size: request.size,
      });
    }),
    random(
      undefined,
      'gin',
      busy,
      moment => {
        const request = sampleRequest(environment, moment);
        const time = new Date(moment.timeMs).toISOString();
        const when = `${time.slice(0, 10).replace(/-/g, '/')} - ${time.slice(
          11,
          19,
        )}`;
        const took = `${(1000 * request.seconds).toFixed(3)}ms`;
        return `[GIN] ${when} | ${request.status} | ${took.padStart(
          12,
        )} | ${address(moment).padStart(15)} | ${request.method.padEnd(7)} "${
          request.path
        }"`;
      },
      'stdout',
    ),
    random(
      'info',
      'sql',
      t => 0.2 * busy(t),
      moment => {
        const bad = moment.draw('status') < 0.04;
        return zap(
          'info',
          moment,
          'handler/sql_handler.go:163',
          'SQL executed',
          {
            query_id: Math.floor(100_000 + 900_000 * moment.draw('id')),
            connection_id: Math.floor(1 + 60 * moment.draw('connection')),
            status: bad ? 'error' : 'success',
            sql: 'SELECT region, sum(amount) FROM orders GROUP BY region',
            execution_time: Number(
              (0.05 + 0.4 * moment.draw('time')).toFixed(4),
            ),
            row_count: bad ? 0 : Math.floor(1000 * moment.draw('rows') ** 3),
          },
        );
      },
    ),
    random(
      'info',
      'feedback',
      t => 0.02 * busy(t),
      moment =>
        zap('info', moment, 'handler/ai_handler.go:214', '用户反馈提交', {
          query_id: `q_${Math.floor(moment.draw('id') * 1e9).toString(36)}`,
          user_rating: 2 + Math.floor(4 * moment.draw('rating')),
          is_correct: moment.draw('correct') < 0.78,
        }),
    ),
    random(
      'warn',
      'refused',
      t => 0.02 * busy(t),
      moment =>
        zap(
          'warn',
          moment,
          'service/sql_executor.go:88',
          'SQL security validation failed',
          { error: '检测到禁止的SQL关键词: SET' },
        ),
    ),
    random('warn', 'fallback', failing(0.003, 6), moment =>
      zap(
        'warn',
        moment,
        'service/ai_service.go:131',
        '主要模型调用失败，尝试备用模型',
        {
          request_id: `req_${Math.floor(moment.draw('id') * 1e12).toString(
            36,
          )}`,
          provider: 'ollama',
          model: 'deepseek-r1:7b',
          error: 'context deadline exceeded',
        },
      ),
    ),
    random('error', 'ai', failing(0.002, 6), moment =>
      zap('error', moment, 'handler/ai_handler.go:97', 'AI服务错误', {
        request_id: `req_${Math.floor(moment.draw('id') * 1e12).toString(36)}`,
        error_type:
          moment.draw('type') < 0.8 ? 'fallback_failure' : 'llm_error',
        error:
          'Post "http://chat2sql-ollama:11434/api/chat": context deadline exceeded',
        processing_time: Number((10 + 20 * moment.draw('time')).toFixed(3)),
      }),
    ),
    random(
      'error',
      'token',
      t => 0.25 * busy(t),
      moment =>
        zap(
          'error',
          moment,
          'middleware/auth.go:112',
          'Failed to check token revocation status',
          { error: 'token is malformed: could not base64 decode header' },
        ),
    ),
    random('error', 'query', failing(0.006, 3), moment =>
      zap('error', moment, 'service/sql_executor.go:201', 'SQL查询执行失败', {
        connection_id: Math.floor(1 + 60 * moment.draw('connection')),
        error:
          moment.draw('why') < 0.6
            ? 'ERROR: canceling statement due to statement timeout (SQLSTATE 57014)'
            : 'ERROR: column "amount" does not exist (SQLSTATE 42703)',
      }),
    ),
    ...startLines(environment, pod),
  ];
}

/** What a process writes when it starts, and when it falls over at once. */
function startLines(environment: LiveEnvironment, pod: Pod): LeveledSource[] {
  const starts = environment.startsOf(pod);
  const key = `${environment.namespace} ${pod.name}`;
  return [
    {
      level: 'info',
      stream: 'stderr',
      source: linesAfter({
        key: `${key} start`,
        delayMs: 40,
        events: (from, to) => starts.between(from, to),
        write: moment =>
          zap(
            'info',
            moment,
            'server/main.go:58',
            'Starting Chat2SQL API server',
            {
              address: ':8080',
              mode: 'release',
            },
          ),
      }),
    },
    {
      level: 'fatal',
      stream: 'stderr',
      source: linesAfter({
        key: `${key} crash`,
        delayMs: 38_000,
        events: (from, to) => starts.crashes(from, to),
        write: moment =>
          zap(
            'fatal',
            moment,
            'server/main.go:96',
            'Failed to initialize database',
            {
              error:
                'failed to connect to `user=postgres database=chat2sql`: server error: FATAL: sorry, too many clients already (SQLSTATE 53300)',
            },
          ),
      }),
    },
  ];
}
