import type { Pod, WorkloadName } from '../../prometheus/model/topology';
import type { LiveEnvironment } from '../../prometheus/model/World';
import type { LeveledSource } from './backendLines';
import type { LineMoment } from './LineSource';
import { randomLines } from './LineSource';

function clock(timeMs: number): string {
  return new Date(timeMs).toISOString().replace('T', ' ').slice(0, 23);
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

function nginxTime(timeMs: number): string {
  const [year, month, day] = new Date(timeMs).toISOString().split(/[-T]/);
  const time = new Date(timeMs).toISOString().slice(11, 19);
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${time} +0000`;
}

function oneOf<T>(moment: LineMoment, purpose: string, list: readonly T[]): T {
  return list[Math.floor(moment.draw(purpose) * list.length)];
}

const PAGES = ['/', '/assets/index-B7c2.js', '/assets/index-C91a.css', '/chat'];

const WRITERS: Record<
  Exclude<WorkloadName, 'chat2sql-backend'>,
  { everyMs: number; write: (moment: LineMoment) => string }
> = {
  'chat2sql-frontend': {
    everyMs: 20_000,
    write: moment =>
      `203.0.113.${
        1 + Math.floor(250 * moment.draw('address'))
      } - - [${nginxTime(moment.timeMs)}] "GET ${oneOf(
        moment,
        'page',
        PAGES,
      )} HTTP/1.1" ${moment.draw('status') < 0.13 ? 304 : 200} ${Math.floor(
        400 + 90_000 * moment.draw('size') ** 2,
      )} "-" "Mozilla/5.0"`,
  },
  'chat2sql-ollama': {
    everyMs: 60_000,
    write: moment =>
      `[GIN] ${clock(moment.timeMs).slice(0, 19).replace(/-/g, '/')} | 200 | ${(
        0.6 +
        2 * moment.draw('time')
      ).toFixed(6)}s | 10.244.2.18 | POST "/api/chat"`,
  },
  'chat2sql-postgresql': {
    everyMs: 300_000,
    write: moment =>
      `${clock(moment.timeMs)} UTC [27] LOG:  ${oneOf(moment, 'what', [
        'checkpoint starting: time',
        'checkpoint complete: wrote 812 buffers (5.0%); 0 WAL file(s) added, 0 removed, 1 recycled',
        'automatic vacuum of table "chat2sql.public.query_history": index scans: 0',
      ])}`,
  },
  'chat2sql-redis': {
    everyMs: 600_000,
    write: moment =>
      `1:M ${clock(moment.timeMs)} * ${oneOf(moment, 'what', [
        'Background saving terminated with success',
        '1 changes in 3600 seconds. Saving...',
        'DB saved on disk',
      ])}`,
  },
};

/** The lines of a pod that is not of the backend: plain text. */
export function otherLines(
  { namespace, load, requestsPerSecond }: LiveEnvironment,
  workload: Exclude<WorkloadName, 'chat2sql-backend'>,
  pod: Pod,
): LeveledSource[] {
  const { everyMs, write } = WRITERS[workload];
  return [
    {
      stream: workload === 'chat2sql-frontend' ? 'stdout' : 'stderr',
      source: randomLines({
        key: `${namespace} ${pod.name}`,
        slotMs: everyMs,
        probability: timeMs =>
          Math.min(1, (0.6 * load.rate(timeMs)) / requestsPerSecond),
        write,
      }),
    },
  ];
}
