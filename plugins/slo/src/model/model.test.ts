import {
  INVALID,
  item,
  list,
  measured,
  NOTHING_MEASURED,
} from '../__fixtures__/objectives';
import type { Text } from '../hooks/useText';
import { sloTranslationRef } from '../translation';
import { answerOf } from './answer';
import {
  coverageText,
  exhaustionText,
  formatBurn,
  formatDuration,
  formatShare,
} from './format';
import { newestObservation } from './newestObservation';
import { choicesOf, rowsOf, stateOf } from './rows';

const english = (
  sloTranslationRef as unknown as {
    getDefaultMessages(): Record<string, string>;
  }
).getDefaultMessages();

/** The English texts, as the translation API gives them. */
const t = ((key: string, values: Record<string, unknown> = {}) => {
  const plural = values.count === 1 ? 'one' : 'other';
  const text = english[key] ?? english[`${key}_${plural}`];
  return text.replace(/\{\{(\w+)\}\}/g, (_, name) => String(values[name]));
}) as unknown as Text;

const silent = measured({
  source: {
    answering: false,
    reason: 'Prometheus main refuses the connection',
  },
});

describe('answerOf', () => {
  it('says that all is met only when all is', () => {
    const answer = answerOf(list([item('dev'), item('prod')]), t);
    expect(answer).toEqual({
      tone: 'healthy',
      text: 'All 2 objectives are met.',
    });
    expect(answerOf(list([]), t)).toMatchObject({ tone: 'missing' });
  });

  it('names what burns, worst tone first, and counts the unknown beside', () => {
    const answer = answerOf(
      list([item('prod', measured({ bad: 2_000 })), item('dev', silent)]),
      t,
    );
    expect(answer.tone).toBe('failed');
    expect(answer.text).toBe(
      '1 of 2 objectives is burning: API availability in prod (exhausted). Not known at the moment: 1 of 2.',
    );
  });

  it('keeps what is at risk apart from what burns', () => {
    const risky = item('staging', measured({ bad: 950 }));
    expect(answerOf(list([risky, item('dev')]), t)).toEqual({
      tone: 'degraded',
      text: 'Nothing is burning, but at risk: API availability in staging.',
    });
    const both = list([item('prod', measured({ bad: 2_000 })), risky]);
    expect(answerOf(both, t).text).toMatch(/exhausted\)\. At risk: 1 more\.$/);
  });

  it('is never good while anything is not known', () => {
    expect(answerOf(list([item('prod', silent)]), t)).toEqual({
      tone: 'unknown',
      text: 'Not measured at the moment: Prometheus main refuses the connection. The last values are shown.',
    });
    const none = item('dev', measured(NOTHING_MEASURED));
    expect(answerOf(list([item('prod'), none]), t)).toEqual({
      tone: 'unknown',
      text: 'Without a verdict: 1 of 2 (no such series in Prometheus). Met: 1 of 2.',
    });
    expect(answerOf(list([item('prod')], { invalid: [INVALID] }), t)).toEqual({
      tone: 'degraded',
      text: 'All 1 objectives are met. 1 file could not be read.'.replace(
        'All 1 objectives are',
        'The objective is',
      ),
    });
  });
});

describe('format', () => {
  it('writes lengths of time in their natural unit', () => {
    expect(
      [0, 20, 300, 5_399, 5_400, 100_000, 172_800, 30 * 86_400].map(s =>
        formatDuration(s, t),
      ),
    ).toEqual([
      '0 min',
      '1 min',
      '5 min',
      '90 min',
      '1.5 h',
      '28 h',
      '2 d',
      '30 d',
    ]);
  });

  it('never writes burn in percent, nor a little as nothing', () => {
    expect([0, 0.01, 0.06, 14.44, 250].map(b => formatBurn(b, t))).toEqual([
      '0.0×',
      '<0.1×',
      '0.1×',
      '14.4×',
      '250×',
    ]);
    expect([0, 0.001, 0.0123456, 1].map(share => formatShare(share))).toEqual([
      '0',
      '0.1',
      '1.23',
      '100',
    ]);
  });

  it('gives exhaustion as a range between two paces, within the window', () => {
    type Paces = ReturnType<typeof item>['evaluation']['exhaustion'];
    const say = (exhaustion: Paces) =>
      exhaustionText({ ...item('prod').evaluation, exhaustion }, t);
    const inDays = (days: number) => ({
      kind: 'in' as const,
      seconds: days * 86_400,
    });
    const never = { kind: 'not-at-this-rate' as const };
    const gone = { kind: 'exhausted' as const };
    expect(say({})).toBe('not known');
    expect(say({ h1: gone, h6: gone })).toBe('used up');
    expect(say({ h1: inDays(6), h6: inDays(2.5) })).toBe('in 2.5 d to 6 d');
    expect(say({ h1: inDays(3), h6: inDays(3) })).toBe('in 3 d');
    expect(say({ h1: never, h6: inDays(3) })).toBe('not before 3 d');
    expect(say({ h1: inDays(31), h6: inDays(3) })).toBe('not before 3 d');
    expect(say({ h1: never, h6: inDays(31) })).toBe('not at this rate');
  });

  it('tells a part of the window from all of it', () => {
    expect(coverageText(item('prod').evaluation, t)).toBe('30 d');
    const half = measured();
    half.inPeriod = { ...half.inPeriod, measuredSeconds: 12.4 * 86_400 };
    expect(coverageText(item('prod', half).evaluation, t)).toBe('12 d of 30 d');
  });
});

describe('rowsOf', () => {
  const all = list(
    [
      item('prod', measured({ bad: 2_000 })),
      item('dev', silent),
      item('staging'),
    ],
    { invalid: [INVALID] },
  );

  it('puts refused documents among the objectives by their state', () => {
    expect(rowsOf(all).map(stateOf)).toEqual([
      'breached',
      'invalid',
      'unknown',
      'ok',
    ]);
    expect(choicesOf(all)).toEqual({
      environments: ['dev', 'prod', 'staging'],
      owners: ['group:default/sre'],
    });
  });

  it.each([
    [{ environment: 'dev' }, ['unknown']],
    [{ state: 'attention' }, ['breached', 'invalid', 'unknown']],
    [{ state: 'ok' }, ['ok']],
    [{ state: 'invalid' }, ['invalid']],
    [{ owner: 'group:default/sre' }, ['breached', 'unknown', 'ok']],
    [{ search: 'CATEGORY=avail' }, ['breached', 'unknown', 'ok']],
    [{ search: 'bad.yaml' }, ['invalid']],
    [{ environment: 'prod', state: 'ok' }, []],
  ])('filters by %j', (filter, states) => {
    expect(rowsOf(all, filter).map(stateOf)).toEqual(states);
  });

  it('knows the newest observation', () => {
    expect(newestObservation([])).toBeUndefined();
    const none = item('dev', measured(NOTHING_MEASURED));
    expect(newestObservation([none])).toBeUndefined();
    expect(newestObservation([none, item('prod')])).toMatch(/^\d{4}-/);
  });
});
