import { planAnswersOf } from './planAnswers';
import { durationText } from './words';

const t = ((key: string, values?: object) =>
  `${key} ${Object.values(values ?? {}).join(' ')}`) as any;

it('takes the answers of the form, and no more', () => {
  const form = {
    tier: 'dev',
    name: 'x',
    owner: 'group:default/a',
    purpose: 'p',
    size: '',
    days: 7,
    planId: 'old',
    other: 1,
  };
  expect(planAnswersOf(form)).toEqual({
    tier: 'dev',
    name: 'x',
    owner: 'group:default/a',
    purpose: 'p',
    days: 7,
  });
  // A lease filled in before the tier was changed.
  expect(planAnswersOf({ ...form, tier: 'prod' })).not.toHaveProperty('days');
  expect(planAnswersOf({ ...form, name: undefined })).toBeUndefined();
  expect(planAnswersOf(undefined)).toBeUndefined();
});

it.each([
  [-5, 'duration.seconds 0'],
  [59_400, 'duration.seconds 59'],
  [60_000, 'duration.minutes 1 0'],
  [3_599_000, 'duration.minutes 59 59'],
  [3_600_000, 'duration.hours 1 0'],
  [90_000_000, 'duration.days 1 1'],
])('says %d ms as %j', (ms, text) => {
  expect(durationText(ms, t)).toBe(text);
});
