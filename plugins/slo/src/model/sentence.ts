import { isBurning, type ObjectiveInfo } from '@chat2sql/plugin-slo-common';
import type { Text } from '../hooks/useText';
import {
  budgetText,
  exhaustionText,
  nameText,
  reasonText,
  usesUp,
  valueText,
  type ListedEvaluation,
} from './format';

/** What is to be said about one objective, in one sentence. */
export function sentenceOf(
  info: ObjectiveInfo,
  evaluation: ListedEvaluation,
  t: Text,
): string {
  const { state, lastState } = evaluation;
  const name = nameText(info, t);
  const value = valueText(info, evaluation);
  const left = budgetText(info, evaluation);
  if (value === undefined || left === undefined) {
    return t('detail.sentenceNone', {
      name,
      state: t(`state.${state}`),
      why: reasonText(evaluation, t) ?? '',
    });
  }
  if (state === 'unknown') {
    return t('detail.sentenceUnknown', {
      name,
      state: t(`state.${lastState ?? state}`),
      left,
    });
  }
  const common = { name, state: t(`state.${state}`), left };
  if (state === 'breached') {
    return t('detail.sentenceBreached', {
      name,
      left,
      value,
      target: info.targetPercent,
    });
  }
  if (isBurning(state)) {
    return usesUp(evaluation)
      ? t('detail.sentenceBurning', {
          ...common,
          exhaustion: exhaustionText(evaluation, t),
        })
      : t('detail.sentenceHolding', common);
  }
  if (state === 'ok') {
    return t('detail.sentenceOk', {
      name,
      value,
      target: info.targetPercent,
      left,
    });
  }
  return t('detail.sentenceNone', {
    name,
    state: t(`state.${state}`),
    why: reasonText(evaluation, t) ?? '',
  });
}
