import { describeFound, formatProblem } from './problem';

describe('formatProblem', () => {
  it('names file, position, field, found and allowed', () => {
    expect(
      formatProblem({
        file: 'environments/dev/x/environment.yaml',
        line: 4,
        column: 7,
        path: 'tier',
        message: 'this value is not allowed',
        found: '"production"',
        allowed: 'dev, test, staging, prod',
      }),
    ).toBe(
      'environments/dev/x/environment.yaml:4:7: tier: this value is not allowed, found "production"; allowed: dev, test, staging, prod',
    );
  });

  it('leaves out what is not known', () => {
    expect(
      formatProblem({ file: 'a.yaml', path: '', message: 'is empty' }),
    ).toBe('a.yaml: is empty');
  });
});

describe('describeFound', () => {
  it('shortens to one line of 80 characters', () => {
    expect(describeFound(undefined)).toBe('nothing');
    expect(describeFound('a\nb')).toBe('"a b"');
    expect(describeFound('x'.repeat(200))).toHaveLength(80);
    expect(describeFound(7n)).toBe('7');
  });
});
