import fc from 'fast-check';
import {
  compareEnvironments,
  environmentId,
  environmentNamespace,
  parseEnvironmentRecord,
  TIERS,
  ENVIRONMENT_NAME,
} from './environment';

const FILE = 'environments/dev/feat-join-hints/environment.yaml';
const GOOD = `apiVersion: portal.chat2sql.io/v1
kind: EnvironmentRecord
name: feat-join-hints
tier: dev
cluster: nonprod
owner: group:default/chat2sql-dev
purpose: try join hints
lease: {createdAt: "2026-05-02T08:00:00Z", expiresAt: "2026-05-16T08:00:00Z", maxDays: 30, extensions: 0}
`;

describe('parseEnvironmentRecord', () => {
  it('reads a record and keeps times as text', () => {
    const { record, problems } = parseEnvironmentRecord(GOOD, FILE);
    expect(problems).toEqual([]);
    expect(record).toMatchObject({
      name: 'feat-join-hints',
      lease: { expiresAt: '2026-05-16T08:00:00Z' },
    });
    expect(environmentId(record!)).toBe('dev-feat-join-hints');
    expect(environmentNamespace(record!)).toBe('chat2sql-dev-feat-join-hints');
  });

  it.each([
    [
      GOOD.replace('tier: dev', 'tier: production'),
      {
        path: 'tier',
        found: '"production"',
        allowed: 'dev, test, staging, prod',
      },
    ],
    [
      GOOD.replace('purpose: try join hints\n', ''),
      { path: 'purpose', message: 'this field is required', found: 'nothing' },
    ],
    [`${GOOD}budget: 5\n`, { path: '', message: 'unknown field "budget"' }],
    [
      GOOD.replace('maxDays: 30', 'maxDays: lots'),
      { path: 'lease.maxDays', found: '"lots"', allowed: 'number' },
    ],
    [
      GOOD.replace('name: feat-join-hints', 'name: other'),
      { path: 'name', found: '"other"', allowed: 'feat-join-hints' },
    ],
    [
      `${GOOD}tier: test\n`,
      { message: 'a key occurs twice in one mapping', line: 9 },
    ],
    ['', { message: 'the file must hold exactly one environment record' }],
    ['{{{', { file: FILE }],
  ])('tells what is wrong with a bad record (%#)', (text, expected) => {
    const { record, problems } = parseEnvironmentRecord(text, FILE);
    expect(record).toBeUndefined();
    expect(problems[0]).toMatchObject({ file: FILE, ...expected });
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const { record, problems } = parseEnvironmentRecord(text, FILE);
        expect(record === undefined).toBe(problems.length > 0);
      }),
    );
  });
});

describe('environments', () => {
  const environment = fc.record({
    tier: fc.constantFrom(...TIERS),
    name: fc.stringMatching(ENVIRONMENT_NAME),
  });

  it('have namespaces that Kubernetes accepts', () => {
    fc.assert(
      fc.property(environment, e => {
        expect(environmentNamespace(e)).toMatch(
          /^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/,
        );
      }),
    );
  });

  it('are in the order of their tiers, the tier itself first', () => {
    const sorted = [
      { tier: 'prod', name: 'prod' },
      { tier: 'dev', name: 'aaa' },
      { tier: 'dev', name: 'dev' },
      { tier: 'staging', name: 'staging' },
    ] as const;
    expect([...sorted].sort(compareEnvironments).map(environmentId)).toEqual([
      'dev',
      'dev-aaa',
      'staging',
      'prod',
    ]);
    fc.assert(
      fc.property(environment, environment, (a, b) => {
        expect(Math.sign(compareEnvironments(a, b))).toBe(
          -Math.sign(compareEnvironments(b, a)) + 0,
        );
      }),
    );
  });
});
