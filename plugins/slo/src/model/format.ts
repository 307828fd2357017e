import {
  formatGoodShare,
  formatRemaining,
  type Evaluation,
  type Exhaustion,
  type ObjectiveInfo,
} from '@chat2sql/plugin-slo-common';
import type { Text } from '../hooks/useText';

/** The part of an evaluation that lists and details share. */
export type ListedEvaluation = Omit<Evaluation, 'tiers'>;

function oneDecimal(value: number): string {
  return value < 10 ? value.toFixed(1).replace(/\.0$/, '') : value.toFixed(0);
}

/** A length of time in its natural unit: `45 min`, `3.2 h`, `12 d`. */
export function formatDuration(seconds: number, t: Text): string {
  if (seconds < 5_400) {
    const minutes = seconds > 0 ? Math.max(1, Math.round(seconds / 60)) : 0;
    return t('duration.minutes', { n: String(minutes) });
  }
  if (seconds < 2 * 86_400) {
    return t('duration.hours', { n: oneDecimal(seconds / 3_600) });
  }
  return t('duration.days', { n: oneDecimal(seconds / 86_400) });
}

/** A count as a whole number; `short` writes 63,007,326 as 63M. */
export function formatCount(
  count: number,
  locale: string,
  short: boolean = false,
): string {
  return new Intl.NumberFormat(
    locale,
    short && count >= 100_000
      ? { notation: 'compact', maximumSignificantDigits: 3 }
      : { maximumFractionDigits: 0 },
  ).format(count);
}

/** A burn rate with one decimal, never with a percent sign. */
export function formatBurn(burn: number, t: Text): string {
  const factor = burn >= 100 ? burn.toFixed(0) : burn.toFixed(1);
  // A little is not nothing.
  const shown = burn > 0 && burn < 0.05 ? '<0.1' : factor;
  return t('burn.factor', { factor: shown });
}

/** A share in percent with some significant figures, without the sign. */
export function formatShare(share: number, digits: number = 3): string {
  if (share === 0) return '0';
  return String(Number((share * 100).toPrecision(digits)));
}

/** Counts of an evaluation, when anything was counted. */
function countsOf(
  evaluation: ListedEvaluation,
): { total: number; bad: number } | undefined {
  const { total, bad } = evaluation;
  if (total === undefined || bad === undefined) return undefined;
  return { total, bad };
}

/** Good share in percent, rounded down; undefined when nothing was counted. */
export function valueText(
  info: Pick<ObjectiveInfo, 'target'>,
  evaluation: ListedEvaluation,
): string | undefined {
  const counts = countsOf(evaluation);
  return counts && formatGoodShare(counts, info.target);
}

/** Budget left in percent, rounded down; undefined when nothing was counted. */
export function budgetText(
  info: Pick<ObjectiveInfo, 'target'>,
  evaluation: ListedEvaluation,
): string | undefined {
  const counts = countsOf(evaluation);
  return counts && formatRemaining(counts, info.target);
}

/** "1 of 10 bad", in events, slices or time. */
export function countsText(
  info: Pick<ObjectiveInfo, 'unit'>,
  evaluation: ListedEvaluation,
  options: { t: Text; locale: string; short?: boolean },
): string | undefined {
  const { t, locale, short } = options;
  const counts = countsOf(evaluation);
  if (!counts) return undefined;
  const { total, bad } = counts;
  if (info.unit === 'seconds') {
    return t('value.countsSeconds', {
      bad: formatDuration(bad, t),
      total: formatDuration(total, t),
    });
  }
  return t(info.unit === 'slices' ? 'value.slices' : 'value.counts', {
    bad: formatCount(bad, locale, short),
    total: formatCount(total, locale, short),
  });
}

/**
 * Seconds until the budget is used up, by the pace of 1 h and of 6 h. What lies
 * further away than the window is long is left out: until then the errors of
 * today have left a rolling window, and a calendar window has begun anew.
 */
function timesOf(evaluation: ListedEvaluation): number[] {
  const { exhaustion, period, coverage } = evaluation;
  const limit = period ? period.end - period.start : coverage.periodSeconds;
  return [exhaustion.h1, exhaustion.h6]
    .flatMap(e => (e?.kind === 'in' && e.seconds <= limit ? [e.seconds] : []))
    .sort((a, b) => a - b);
}

/** When the budget is used up, as a range between the pace of 1 h and of 6 h. */
export function exhaustionText(evaluation: ListedEvaluation, t: Text): string {
  const { h1, h6 } = evaluation.exhaustion;
  const known = [h1, h6].filter((e): e is Exhaustion => e !== undefined);
  if (known.length === 0) return t('exhaustion.unknown');
  if (known.some(e => e.kind === 'exhausted')) return t('exhaustion.exhausted');
  const times = timesOf(evaluation);
  if (times.length === 0) return t('exhaustion.never');
  const from = formatDuration(times[0], t);
  if (times.length < known.length) return t('exhaustion.after', { time: from });
  const to = formatDuration(times[times.length - 1], t);
  return from === to
    ? t('exhaustion.in', { time: from })
    : t('exhaustion.range', { from, to });
}

/** True when the budget ends within the window at the pace of the last 1 h or 6 h. */
export function usesUp(evaluation: ListedEvaluation): boolean {
  return timesOf(evaluation).length > 0;
}

/** How much of the window was measured. */
export function coverageText(evaluation: ListedEvaluation, t: Text): string {
  const { measuredSeconds, periodSeconds } = evaluation.coverage;
  const total = formatDuration(periodSeconds, t);
  const measured = formatDuration(measuredSeconds, t);
  // Short of the whole, the two must not read the same.
  if (measuredSeconds >= 0.995 * periodSeconds) {
    return t('coverage.full', { total });
  }
  return t('coverage.part', { measured, total });
}

/** First reason of a verdict in words, with the source's own words where there are any. */
export function reasonText(
  evaluation: ListedEvaluation,
  t: Text,
): string | undefined {
  const [reason] = evaluation.reasons;
  if (!reason) return undefined;
  return evaluation.detail ?? t(`reason.${reason}`);
}

/** "API availability in prod". */
export function nameText(
  info: Pick<ObjectiveInfo, 'displayName' | 'environment'>,
  t: Text,
): string {
  const { displayName, environment } = info;
  if (environment === undefined) return displayName;
  return t('answer.name', { name: displayName, environment });
}
