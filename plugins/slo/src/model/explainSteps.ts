import type { ObjectiveDetail } from '@chat2sql/plugin-slo-common';
import type { Text } from '../hooks/useText';
import { budgetText, formatCount, formatDuration, formatShare } from './format';

function percentOf(fraction: string): string {
  const [numerator, denominator] = fraction.split('/').map(Number);
  return formatShare(numerator / denominator, 12);
}

/**
 * The arithmetic of a number in sentences, in the order it is done.
 *
 * @returns an empty list when nothing was counted
 */
export function explainSteps(
  detail: ObjectiveDetail,
  t: Text,
  locale: string,
): string[] {
  const { objective, evaluation, explanation } = detail;
  const { total, bad, errorRatio, start, end, unit } = explanation;
  const left = budgetText(objective, evaluation);
  if (
    total === undefined ||
    bad === undefined ||
    errorRatio === undefined ||
    start === undefined ||
    end === undefined ||
    left === undefined
  ) {
    return [];
  }
  const instant = (seconds: number) =>
    new Date(seconds * 1000).toLocaleString(locale, {
      dateStyle: 'medium',
      timeStyle: 'short',
    });
  const amount = (value: number) =>
    unit === 'seconds' ? formatDuration(value, t) : formatCount(value, locale);
  const counted = {
    bad: amount(bad),
    total: amount(total),
    from: instant(start),
    to: instant(end),
  };
  const ratio = formatShare(errorRatio, 5);
  const budget = percentOf(explanation.budget);
  const steps: string[] = [
    t(
      (
        {
          events: 'explain.counted',
          seconds: 'explain.countedSeconds',
          slices: 'explain.countedSlices',
        } as const
      )[unit],
      counted,
    ),
    t('explain.ratio', { bad: counted.bad, total: counted.total, ratio }),
    t('explain.budget', { target: objective.targetPercent, budget }),
    t('explain.left', { ratio, budget, left }),
    t('explain.rounding', { decimals: String(explanation.decimals) }),
    t('explain.coverage', {
      measured: formatDuration(evaluation.coverage.measuredSeconds, t),
      total: formatDuration(evaluation.coverage.periodSeconds, t),
    }),
  ];
  if (evaluation.badSeen === false) {
    const unproven = evaluation.reasons.includes('errors-unproven');
    steps.push(t(unproven ? 'explain.unseenUnproven' : 'explain.unseen'));
  }
  if (explanation.prometheus) {
    steps.push(t('explain.source', { prometheus: explanation.prometheus }));
  }
  return steps;
}
