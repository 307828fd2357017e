import type { ServerResponse } from 'node:http';
import type { KubeObject } from '@chat2sql/plugin-platform-common';
import type { ClusterView } from '../cluster/types';
import { logLines, type LogLine } from './logLines';
import { StatusError } from './status';

/** A node keeps so much of a container's output. */
const KEPT_MS = 2 * 3_600_000;

interface Life {
  start: number;
  end?: number;
}

function lifeOf(pod: KubeObject, name: string, previous: boolean): Life {
  const status = [
    ...(pod.status?.initContainerStatuses ?? []),
    ...(pod.status?.containerStatuses ?? []),
  ].find((s: any) => s.name === name);
  const now = status?.state?.terminated;
  const before = status?.lastState?.terminated;
  const ended = previous ? before : now ?? before;
  if (status?.state?.running && !previous)
    return { start: Date.parse(status.state.running.startedAt) };
  if (ended)
    return {
      start: Date.parse(ended.startedAt),
      end: Date.parse(ended.finishedAt),
    };
  if (previous)
    throw StatusError.badRequest(
      `previous terminated container "${name}" in pod "${pod.metadata.name}" not found`,
    );
  const reason = status?.state?.waiting?.reason ?? 'ContainerCreating';
  throw StatusError.badRequest(
    `container "${name}" in pod "${pod.metadata.name}" is waiting to start: ${
      reason === 'ImagePullBackOff' || reason === 'ErrImagePull'
        ? 'trying and failing to pull image'
        : reason
    }`,
  );
}

function containerName(pod: KubeObject, query: URLSearchParams): string {
  const names: string[] = [
    ...pod.spec.containers,
    ...(pod.spec.initContainers ?? []),
  ].map((c: any) => c.name);
  const wanted = query.get('container');
  if (wanted !== null) {
    if (names.includes(wanted)) return wanted;
    throw StatusError.badRequest(
      `container ${wanted} is not valid for pod ${pod.metadata.name}`,
    );
  }
  if (pod.spec.containers.length === 1) return pod.spec.containers[0].name;
  throw StatusError.badRequest(
    `a container name must be specified for pod ${
      pod.metadata.name
    }, choose one of: [${pod.spec.containers
      .map((c: any) => c.name)
      .join(' ')}]`,
  );
}

function number(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (!/^\d{1,9}$/.test(text))
    throw StatusError.badRequest(`invalid value "${text}" for ${name}`);
  return Number(text);
}

/** Answers `GET …/pods/<name>/log`. */
export function serveLog(
  cluster: ClusterView,
  pod: KubeObject,
  query: URLSearchParams,
  response: ServerResponse,
): void {
  const container = containerName(pod, query);
  const life = lifeOf(pod, container, query.get('previous') === 'true');
  const { seed } = cluster.context;
  const now = cluster.context.now().getTime();
  const since = number(query, 'sinceSeconds');
  const sinceTime = query.get('sinceTime');
  const tail = number(query, 'tailLines');
  let budget = number(query, 'limitBytes') ?? Infinity;
  let from = now - KEPT_MS;
  if (since !== undefined) from = Math.max(from, now - since * 1000);
  if (sinceTime !== null && !Number.isNaN(Date.parse(sinceTime)))
    from = Math.max(from, Date.parse(sinceTime));
  const stamped = query.get('timestamps') === 'true';
  const write = (lines: LogLine[]) => {
    for (const { at, text } of lines) {
      const time = new Date(at).toISOString().replace('Z', '000000Z');
      const line = Buffer.from(`${stamped ? `${time} ` : ''}${text}\n`);
      if (line.length > budget) {
        response.write(line.subarray(0, budget));
        budget = 0;
        break;
      }
      budget -= line.length;
      response.write(line);
    }
  };
  response.writeHead(200, { 'Content-Type': 'text/plain' });
  // The last lines of a long log need no look at all of it.
  let lines: LogLine[] = [];
  let window = tail === undefined ? now - from : 60_000;
  for (;;) {
    const start = Math.max(from, now - window);
    lines = logLines(pod, container, start, now, life, seed);
    if (start <= from || (tail !== undefined && lines.length >= tail)) break;
    window *= 4;
  }
  if (life.end !== undefined)
    lines = logLines(pod, container, from, life.end, life, seed);
  write(
    tail === undefined ? lines : lines.slice(Math.max(0, lines.length - tail)),
  );
  if (query.get('follow') !== 'true' || life.end !== undefined || budget <= 0) {
    response.end();
    return;
  }
  let written = now;
  const timer = setInterval(() => {
    const at = cluster.context.now().getTime();
    write(logLines(pod, container, written, at, life, seed));
    written = at;
    const live = cluster.store.get(
      '',
      'Pod',
      pod.metadata.namespace,
      pod.metadata.name!,
    );
    if (live?.metadata.uid !== pod.metadata.uid || budget <= 0) {
      clearInterval(timer);
      response.end();
    }
  }, 500);
  response.on('close', () => clearInterval(timer));
}
