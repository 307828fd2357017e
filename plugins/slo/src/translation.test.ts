import { compareTranslations } from '@chat2sql/plugin-platform-react/testUtils';
import { SLO_REASONS, SLO_STATES } from '@chat2sql/plugin-slo-common';
import { sloTranslationRef } from './translation';
import zh from './translations/zh';

it('has a Chinese text for every key', () => {
  expect(compareTranslations(sloTranslationRef, zh)).toEqual({
    missing: [],
    unknown: [],
    placeholders: [],
  });
});

it('has words for every state and reason', () => {
  const keys = Object.keys(zh);
  expect(keys).toEqual(
    expect.arrayContaining([
      ...SLO_STATES.map(state => `state.${state}`),
      ...SLO_REASONS.map(reason => `reason.${reason}`),
    ]),
  );
});
