import { createSeriesModel } from '../model/createSeriesModel';
import { takeOver } from './FixedSource';
import { hasPrometheus, RealPrometheus } from './RealPrometheus';

/** Hours of history: enough for a partial month, little enough to load in seconds. */
const HOURS = 3;
/** Samples are written this far ahead, so that the newest one is never stale while a test runs. */
const AHEAD_MS = 20 * 60_000;

/**
 * Starts Debian's Prometheus on the metrics that the objectives read and prints
 * `real prometheus ready URL`. Ends with its parent's signal.
 */
async function main(): Promise<void> {
  if (!hasPrometheus()) {
    process.stderr.write('prometheus or promtool is not on the PATH\n');
    process.exitCode = 3;
    return;
  }
  const end = new Date(Date.now() + AHEAD_MS);
  const model = createSeriesModel({
    seed: 42,
    now: () => end,
    scenario: { name: 'healthy', since: new Date(0) },
  });
  const source = takeOver(
    model,
    [
      'chat2sql_api_http_requests_total',
      'chat2sql_api_http_request_duration_seconds_bucket{le=~"0.1|2.5"}',
      'chat2sql_api_http_request_duration_seconds_count',
    ].map(selector => ({ selector, hours: HOURS })),
  );
  const { first, last } = source.bounds();
  const server = await RealPrometheus.start(source.series, first, last);
  const stop = () => {
    server.stop().finally(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.stdout.write(`real prometheus ready ${server.url}\n`);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
