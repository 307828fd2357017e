import { readCreateEnvironmentAnswers } from './answers';

const GOOD = {
  tier: 'dev',
  name: 'feat-x',
  owner: 'group:default/chat2sql-dev',
  purpose: 'Try it',
};

function problemsOf(input: unknown): string[] {
  return readCreateEnvironmentAnswers(input).problems.map(
    p => `${p.path}: ${p.message}`,
  );
}

describe('readCreateEnvironmentAnswers', () => {
  it('decides what was left open by the defaults of the tier', () => {
    expect(readCreateEnvironmentAnswers(GOOD).answers).toEqual({
      ...GOOD,
      size: 'small',
      days: 14,
    });
    expect(
      readCreateEnvironmentAnswers({ ...GOOD, tier: 'prod' }).answers,
    ).toEqual({ ...GOOD, tier: 'prod', size: 'large' });
  });

  it.each([
    '',
    'Feat',
    '1x',
    'x-',
    '-x',
    'a b',
    'a/b',
    '../prod',
    'a;rm -rf',
    'a\nb',
    '$(id)',
    'é',
    'x'.repeat(40),
  ])('refuses the name %j by its grammar', name => {
    expect(problemsOf({ ...GOOD, name })).toEqual([
      expect.stringMatching(/^name: lower-case letters/),
    ]);
  });

  it.each(['prod', 'dev', 'default', 'a--b'])('refuses the name %j', name => {
    expect(problemsOf({ ...GOOD, name })).toHaveLength(1);
  });

  it('accepts the longest name that keeps the namespace valid', () => {
    const name = `x${'y'.repeat(38)}`;
    expect(problemsOf({ ...GOOD, tier: 'staging', name })).toEqual([]);
    expect(`chat2sql-staging-${name}`.length).toBeLessThanOrEqual(63);
  });

  it('refuses sizes and leases the tier does not have', () => {
    expect(problemsOf({ ...GOOD, size: 'large' })).toEqual([
      'size: the tier dev has no size large',
    ]);
    expect(problemsOf({ ...GOOD, days: 31 })).toEqual([
      'days: a lease of 31 days is too long for the tier dev',
    ]);
    expect(problemsOf({ ...GOOD, tier: 'prod', days: 3 })).toEqual([
      'days: environments of the tier prod have no lease',
    ]);
  });

  it.each([
    [{ ...GOOD, owner: 'mei' }, 'owner'],
    [{ ...GOOD, purpose: '  ' }, 'purpose'],
    [{ ...GOOD, purpose: 'a\nkind: Secret' }, 'purpose'],
    [{ ...GOOD, purpose: 'x'.repeat(501) }, 'purpose'],
    [{ ...GOOD, tier: 'production' }, 'tier'],
    [{ ...GOOD, extra: 1 }, ''],
    [undefined, ''],
    ['text', ''],
  ])('refuses %j', (input, path) => {
    const { problems } = readCreateEnvironmentAnswers(input);
    expect(problems.map(p => p.path)).toContain(path);
  });
});
