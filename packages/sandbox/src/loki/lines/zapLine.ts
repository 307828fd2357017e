import type { LineMoment } from './LineSource';

/** Level of a stream; access lines of Gin have none. */
export type LogLevel = 'info' | 'warn' | 'error' | 'fatal';

type Fields = Record<string, unknown>;

/** A line as zap's production encoder writes it. */
export function zap(
  level: LogLevel,
  { seconds }: LineMoment,
  caller: string,
  msg: string,
  fields: Fields,
): string {
  const stack =
    level === 'error' || level === 'fatal'
      ? { stacktrace: `chat2sql-go/${caller.replace(/:\d+$/, '')}` }
      : {};
  return JSON.stringify({
    level,
    ts: Number(seconds.toFixed(6)),
    caller,
    msg,
    ...fields,
    ...stack,
  });
}

/** An address of RFC 5737: it belongs to nobody. */
export function address(moment: LineMoment): string {
  return `203.0.113.${1 + Math.floor(moment.draw('address') * 250)}`;
}

const AGENTS = [
  'Mozilla/5.0 (X11; Linux x86_64) Chrome/131.0.0.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15',
  'chat2sql-notebook/1.4',
];

/** A client's name for itself. */
export function agent(moment: LineMoment): string {
  return AGENTS[Math.floor(moment.draw('agent') * AGENTS.length)];
}
