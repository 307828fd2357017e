import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeFixtures } from './__fixtures__/files';

const PACKAGE = resolve(__dirname, '..');
const ROOT = resolve(PACKAGE, '../..');
const TESTDATA =
  process.env.CHAT2SQL_TESTDATA ?? resolve(ROOT, '../shared/testdata');
const available = existsSync(join(TESTDATA, 'README.md'));
const withTestdata = available ? describe : describe.skip;

jest.setTimeout(120_000);

const directory = writeFixtures();
afterAll(() => rmSync(directory, { recursive: true }));

function spawn(before: string[], args: string[], input = '') {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...before, ...args],
    {
      cwd: directory,
      input,
      encoding: 'utf8',
      maxBuffer: 64_000_000,
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
  return { status, stdout, stderr };
}

const c2s = (args: string[], input?: string) =>
  spawn([join(PACKAGE, 'bin', 'c2s')], args, input);

describe('bin/c2s', () => {
  it('gives records on standard output and the exit code', () => {
    const { status, stdout, stderr } = c2s([
      'health',
      'assess',
      'manifests',
      '--format',
      'json',
    ]);
    expect(stderr).toBe('');
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toHaveLength(4);
  });

  it('reads standard input', () => {
    const { status, stdout } = c2s(
      ['compliance', 'pss', '-', '--level', 'baseline', '--format', 'json'],
      'apiVersion: v1\nkind: Pod\nspec:\n  hostNetwork: true\n  containers: [{name: a, image: a}]\n',
    );
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject([{ file: '-', allowed: false }]);
  });

  it('exits with 2 and no stack trace for unreadable input and wrong usage', () => {
    for (const args of [
      ['slo', 'validate', 'none.yaml'],
      ['health', 'assess'],
    ]) {
      const { status, stderr } = c2s(args);
      expect(status).toBe(2);
      expect(stderr).not.toMatch(/\n\s+at /);
    }
  });

  it('runs from sources alike where no bundle can be made', () => {
    const script = `require(${JSON.stringify(
      join(PACKAGE, 'src/index.ts'),
    )}).main()`;
    const transform = require.resolve(
      '@backstage/cli/config/nodeTransform.cjs',
    );
    const args = ['health', 'assess', 'manifests', '--format', 'json'];
    const fromSources = spawn(
      ['-r', transform, '-e', script, '--', 'c2s'],
      args,
    );
    expect(fromSources.stderr).toBe('');
    expect(fromSources.status).toBe(1);
    expect(fromSources.stdout).toBe(c2s(args).stdout);
  });
});

withTestdata('with the public test data', () => {
  const read = (path: string) =>
    JSON.parse(readFileSync(join(TESTDATA, path), 'utf8'));

  it('agrees with every pod of the Pod Security tests', () => {
    const { cases } = read('pod-security/index.json');
    const groups = new Map<string, any[]>();
    for (const one of cases) {
      const key = `${one.level} ${one.version}`;
      groups.set(key, [...(groups.get(key) ?? []), one]);
    }
    expect([...groups.keys()].sort()).toEqual([
      'baseline v1.25',
      'baseline v1.29',
      'restricted v1.25',
      'restricted v1.29',
    ]);
    const wrong: string[] = [];
    for (const [key, group] of groups) {
      const [level, version] = key.split(' ');
      const files = group.map(c => join(TESTDATA, 'pod-security', c.file));
      const { stdout } = c2s([
        'compliance',
        'pss',
        ...files,
        '--level',
        level,
        '--version',
        version,
        '--format',
        'json',
      ]);
      const records = JSON.parse(stdout);
      expect(records).toHaveLength(group.length);
      group.forEach((one, i) => {
        const { allowed, violations, podSpecFound } = records[i];
        const controls = violations.map((v: any) => v.control.toLowerCase());
        const good =
          one.expect === 'pass'
            ? allowed && podSpecFound
            : !allowed && controls.includes(one.control.toLowerCase());
        if (!good) wrong.push(`${key} ${one.file} ${controls}`);
      });
    }
    expect(wrong).toEqual([]);
  });

  it('gives one verdict for each file of the health tests', () => {
    const { cases } = read('health/index.json');
    const { status, stdout, stderr } = c2s([
      'health',
      'assess',
      join(TESTDATA, 'health', 'argoproj'),
      join(TESTDATA, 'health', 'kubernetes-sigs'),
      '--format',
      'json',
    ]);
    // One file holds a key twice, see HEALTH_DIFFERENCES.
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /depNoProgressDeadlineSeconds\.yaml:13:4: status\.observedGeneration: a key occurs twice/,
    );
    const files = new Set(JSON.parse(stdout).map((r: any) => r.file));
    for (const { file } of cases)
      expect(files).toContain(join(TESTDATA, 'health', file));
  });

  it('accepts and rejects the OpenSLO documents as their validator does', () => {
    const { cases } = read('slo/index.json');
    for (const one of cases.filter((c: any) => c.check === 'validate')) {
      const { stdout } = c2s([
        'slo',
        'validate',
        join(TESTDATA, 'slo', one.input),
        '--format',
        'json',
      ]);
      const valid = JSON.parse(stdout).every((r: any) => r.valid);
      expect([one.input, valid]).toEqual([one.input, one.expect === 'accept']);
    }
  });
});

if (!available) {
  it('skips the public test data, which is not on this machine', () => {
    expect(available).toBe(false);
  });
}
