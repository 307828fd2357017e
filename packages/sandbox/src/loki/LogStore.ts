import type { World } from '../prometheus/model/World';
import type { LeveledSource } from './lines/backendLines';
import { backendLines } from './lines/backendLines';
import type { LineSource, LogLine } from './lines/LineSource';
import { otherLines } from './lines/otherLines';

/** Labels and lines of one stream. */
export interface LogStream {
  labels: Record<string, string>;
  /** The lines in [from, to), ascending. */
  between(fromMs: number, toMs: number): LogLine[];
}

/** How long lines are kept. */
export const RETENTION_MS = 720 * 3_600_000;

function merge(sources: readonly LineSource[]): LogStream['between'] {
  return (fromMs, toMs) =>
    sources
      .flatMap(source => source.between(fromMs, toMs))
      .sort((a, b) => (a.timeNs < b.timeNs ? -1 : Number(a.timeNs > b.timeNs)));
}

/** The streams of a world: one for each pod, output and level. */
export function logStreams(world: World): LogStream[] {
  return world.environments.flatMap(environment =>
    environment.workloads.flatMap(workload =>
      workload.pods.flatMap(pod => {
        const sources: LeveledSource[] =
          workload.name === 'chat2sql-backend'
            ? backendLines(environment, pod)
            : otherLines(environment, workload.name, pod);
        const byStream = new Map<
          string,
          { labels: Record<string, string>; sources: LineSource[] }
        >();
        for (const { level, stream, source } of sources) {
          const key = `${stream} ${level}`;
          const labels = {
            app: workload.name,
            cluster: environment.cluster,
            container: workload.container,
            ...(level ? { level } : {}),
            namespace: environment.namespace,
            pod: pod.name,
            stream,
          };
          const known = byStream.get(key)?.sources ?? [];
          byStream.set(key, { labels, sources: [...known, source] });
        }
        return [...byStream.values()].map(entry => ({
          labels: entry.labels,
          between: merge(entry.sources),
        }));
      }),
    ),
  );
}
