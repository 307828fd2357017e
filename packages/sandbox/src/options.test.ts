import { readOptions, UsageError } from './options';

describe('readOptions', () => {
  it('has defaults', () => {
    expect(readOptions([])).toEqual({
      portBase: 7100,
      repo: undefined,
      scenario: 'healthy',
      seed: 42,
    });
  });

  it('reads every flag', () => {
    expect(
      readOptions([
        '--port-base',
        '0',
        '--repo',
        'a b/platform.git',
        '--scenario',
        'drift',
        '--seed',
        '7',
      ]),
    ).toEqual({
      portBase: 0,
      repo: 'a b/platform.git',
      scenario: 'drift',
      seed: 7,
    });
  });

  it.each([
    [['--port-base', '70000'], '--port-base: found "70000"'],
    [['--port-base', 'x'], '--port-base: found "x"'],
    [['--seed', '-1'], '--seed'],
    [['--scenario', 'calm'], 'allowed: healthy, prod-incident'],
    [['--colour', 'red'], '--colour'],
    [['stray'], 'stray'],
  ])('refuses %j', (args, message) => {
    expect(() => readOptions(args)).toThrow(UsageError);
    expect(() => readOptions(args)).toThrow(message);
  });
});
