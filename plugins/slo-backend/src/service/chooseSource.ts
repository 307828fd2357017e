import type { Objective } from '@chat2sql/plugin-slo-common';

/**
 * Picks the Prometheus an objective is read from: the one its document names,
 * or the first one. A name that is not configured is never replaced by a guess.
 *
 * @param names - configured servers, in config order
 */
export function chooseSource(
  objective: Pick<Objective, 'metricSource'>,
  names: readonly string[],
): { name: string; reason?: undefined } | { name?: undefined; reason: string } {
  const { metricSource } = objective;
  if (names.length === 0) {
    return { reason: 'no Prometheus is configured under platform.prometheus' };
  }
  if (metricSource === undefined) return { name: names[0] };
  if (names.includes(metricSource)) return { name: metricSource };
  return {
    reason: `the document names the metric source ${metricSource}; configured are ${names.join(
      ', ',
    )}`,
  };
}
