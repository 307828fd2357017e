import { rmSync } from 'node:fs';
import { writeFixtures } from './__fixtures__/files';
import * as compliancePss from './commands/compliancePss';
import * as healthAssess from './commands/healthAssess';
import * as sloValidate from './commands/sloValidate';
import { EXIT, type Io } from './io';
import { run } from './run';

const directory = writeFixtures();
afterAll(() => rmSync(directory, { recursive: true }));

const LOADED = {
  healthAssess: async () => healthAssess,
  compliancePss: async () => compliancePss,
  sloValidate: async () => sloValidate,
};

async function c2s(args: string, parts: { stdin?: string; now?: Date } = {}) {
  let out = '';
  let err = '';
  const io: Io = {
    cwd: directory,
    now: () => parts.now ?? new Date('2026-11-25T12:00:00Z'),
    readStdin: async () => parts.stdin ?? '',
    out: text => {
      out += text;
    },
    err: text => {
      err += text;
    },
  };
  const code = await run(args.split(' ').filter(Boolean), io, LOADED);
  return { code, out, err, json: () => JSON.parse(out) };
}

describe('c2s health assess', () => {
  it('reads directories, many documents and lists, and keeps their order', async () => {
    const { code, err, json } = await c2s(
      'health assess manifests --format json',
    );
    expect(code).toBe(EXIT.findings);
    expect(err).toBe('');
    expect(
      json().map((r: any) => [
        r.file,
        r.index,
        r.apiVersion,
        r.kind,
        r.namespace,
        r.name,
        r.status,
        r.rule,
      ]),
    ).toEqual([
      [
        'manifests/healthy.yaml',
        0,
        'apps/v1',
        'Deployment',
        'chat2sql-dev',
        'backend',
        'Healthy',
        'deployment.available',
      ],
      [
        'manifests/healthy.yaml',
        1,
        'v1',
        'ConfigMap',
        'chat2sql-dev',
        'settings',
        'Healthy',
        'static.exists',
      ],
      [
        'manifests/nested/list.json',
        0,
        'v1',
        'Pod',
        'chat2sql-dev',
        'looping',
        'Degraded',
        'pod.container-waiting',
      ],
      [
        'manifests/nested/list.json',
        1,
        'example.org/v1',
        'Thing',
        null,
        'odd',
        'Unknown',
        'generic.not-judged',
      ],
    ]);
    for (const record of json()) {
      expect(record).toMatchObject({
        reason: expect.stringMatching(/^[A-Z]/),
        message: expect.stringMatching(/./),
      });
    }
  });

  it('says the same in lines for people', async () => {
    const { out } = await c2s('health assess manifests');
    expect(out.split('\n')).toEqual([
      'Healthy           Deployment chat2sql-dev/backend  Available: 1 of 1 pods ready.  [manifests/healthy.yaml#0]',
      'Healthy           ConfigMap chat2sql-dev/settings  Exists: The object exists; its kind has no status.  [manifests/healthy.yaml#1]',
      'Degraded          Pod chat2sql-dev/looping  CrashLoopBackOff: Container app: CrashLoopBackOff  [manifests/nested/list.json#0]',
      expect.stringMatching(/^Unknown {11}Thing odd {2}NotJudged: /),
      '4 objects, 1 Degraded, 1 Unknown, 2 Healthy',
      '',
    ]);
  });

  it('is ok without findings; strict takes Unknown for one', async () => {
    expect((await c2s('health assess manifests/healthy.yaml')).code).toBe(
      EXIT.ok,
    );
    const odd = 'apiVersion: example.org/v1\nkind: Thing\n';
    expect((await c2s('health assess -', { stdin: odd })).code).toBe(EXIT.ok);
    expect((await c2s('health assess - --strict', { stdin: odd })).code).toBe(
      EXIT.findings,
    );
  });

  it('reads standard input once and calls it -', async () => {
    const { json } = await c2s('health assess - - --format json', {
      stdin: 'apiVersion: v1\nkind: ConfigMap\n',
    });
    expect(json()).toMatchObject([{ file: '-', index: 0, name: null }]);
  });

  it('names what is wrong with an input, judges the rest and exits with 2', async () => {
    const { code, err, json } = await c2s(
      'health assess broken.yaml --format json',
    );
    expect(code).toBe(EXIT.unusable);
    expect(err.split('\n')).toEqual([
      'c2s: broken.yaml:7:5: metadata.labels.a: a key occurs twice in one mapping; allowed: each key once',
      'c2s: broken.yaml:9: apiVersion: this field is required, found nothing; allowed: a version such as apps/v1',
      'c2s: broken.yaml:18: [0].apiVersion: this field is required, found nothing; allowed: a version such as apps/v1',
      '',
    ]);
    expect(
      json().map((r: any) => [r.index, r.name, r.status, r.unreadable?.path]),
    ).toEqual([
      [0, null, 'Unknown', 'metadata.labels.a'],
      [1, null, 'Unknown', 'apiVersion'],
      [2, 'three', 'Healthy', undefined],
      [3, null, 'Unknown', '[0].apiVersion'],
    ]);
  });

  it.each([
    ['bomb.yaml', /^c2s: bomb\.yaml:1: aliases expand/],
    ['missing.yaml', /^c2s: missing\.yaml: there is no such file or directory/],
    ['-', /^c2s: -: the file holds no object, found nothing/],
  ])('refuses %s', async (file, message) => {
    const { code, err } = await c2s(`health assess ${file}`);
    expect(code).toBe(EXIT.unusable);
    expect(err).toMatch(message);
  });

  it('takes the kind of items from a typed list', async () => {
    const { json } = await c2s('health assess - --format json', {
      stdin:
        'apiVersion: v1\nkind: ConfigMapList\nitems:\n- metadata: {name: a}\n- metadata: {name: b}\n',
    });
    expect(json()).toMatchObject([
      { index: 0, kind: 'ConfigMap', name: 'a' },
      { index: 1, kind: 'ConfigMap', name: 'b' },
    ]);
  });

  it('lets the pods of the input speak for their workload', async () => {
    const stdin = JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: [
        {
          apiVersion: 'apps/v1',
          kind: 'DaemonSet',
          metadata: { name: 'agent', uid: 'ds' },
          status: { observedGeneration: 1, desiredNumberScheduled: 0 },
        },
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: {
            name: 'agent-1',
            uid: 'p',
            ownerReferences: [
              { kind: 'DaemonSet', name: 'agent', uid: 'ds', controller: true },
            ],
          },
          status: {
            phase: 'Running',
            containerStatuses: [
              { name: 'a', state: { waiting: { reason: 'CrashLoopBackOff' } } },
            ],
          },
        },
      ],
    });
    const { json } = await c2s('health assess - --format json', { stdin });
    expect(json()[0]).toMatchObject({
      kind: 'DaemonSet',
      status: 'Degraded',
      rule: 'workload.pods-failing',
    });
  });

  it('judges as of the time asked for', async () => {
    const stdin =
      'apiVersion: cert-manager.io/v1\nkind: Certificate\nstatus:\n  notAfter: "2026-01-01T00:00:00Z"\n  conditions: [{type: Ready, status: "True"}]\n';
    const at = async (time: string) =>
      (
        await c2s(`health assess - --at ${time} --format json`, { stdin })
      ).json()[0].status;
    expect(await at('2025-12-31T23:59:59Z')).toBe('Healthy');
    expect(await at('2026-01-01T00:00:00Z')).toBe('Degraded');
  });

  it('keeps control characters of a manifest from the terminal', async () => {
    const { out, err } = await c2s('health assess -', {
      stdin:
        'apiVersion: v1\nkind: Pod\nmetadata: {name: "a\\e[31m"}\nstatus: {phase: Failed, message: "b\\e]0;x\\a"}\n---\nkind: "\\e[2J"\n',
    });
    // eslint-disable-next-line no-control-regex
    expect(out + err).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});

describe('c2s compliance pss', () => {
  it('refuses, allows and says where there is nothing to check', async () => {
    const { code, json } = await c2s(
      'compliance pss pods.yaml --level baseline --version v1.31 --format json',
    );
    expect(code).toBe(EXIT.findings);
    expect(json()).toMatchObject([
      {
        kind: 'Pod',
        allowed: false,
        podSpecFound: true,
        version: 'v1.31',
        violations: [
          {
            control: expect.stringMatching(/privileged/i),
            path: expect.stringContaining('spec.containers[0]'),
            message: expect.any(String),
          },
        ],
      },
      {
        kind: 'Deployment',
        namespace: 'chat2sql-dev',
        allowed: true,
        violations: [],
      },
      { kind: 'Service', allowed: true, podSpecFound: false, violations: [] },
    ]);
  });

  it('is stricter at the higher level', async () => {
    const { json } = await c2s(
      'compliance pss pods.yaml --level restricted --format json',
    );
    expect(json().map((r: any) => r.allowed)).toEqual([false, false, true]);
  });

  it('prints each violation below its object', async () => {
    const { out } = await c2s('compliance pss pods.yaml --level baseline');
    expect(out).toMatch(
      /^refused {2}Pod privileged {2}\[pods\.yaml#0\]\n {9}\S+ at spec\.containers\[0\]/,
    );
    expect(out).toMatch(/3 objects, 1 refused, 1 allowed, 1 without a pod\n$/);
  });

  it('says on standard error that nothing was checked', async () => {
    const { code, err } = await c2s(
      'compliance pss manifests/nested/list.json --level baseline',
    );
    expect([code, err]).toEqual([EXIT.ok, '']);
    const none = await c2s('compliance pss - --level baseline', {
      stdin: 'apiVersion: v1\nkind: Service\n',
    });
    expect(none.err).toMatch(/no pod was found/);
  });

  it('does not call an unreadable document allowed', async () => {
    const { code, json } = await c2s(
      'compliance pss broken.yaml --level baseline --format json',
    );
    expect(code).toBe(EXIT.unusable);
    expect(json()[0]).toMatchObject({
      allowed: false,
      unreadable: { path: 'metadata.labels.a', line: 7 },
    });
  });
});

describe('c2s slo validate', () => {
  it('tells valid from invalid, with the field', async () => {
    const { code, json } = await c2s(
      'slo validate slo-good.yaml slo-bad.yaml --format json',
    );
    expect(code).toBe(EXIT.findings);
    expect(json()).toMatchObject([
      {
        file: 'slo-good.yaml',
        index: 0,
        apiVersion: 'openslo/v1',
        kind: 'Service',
        name: 'backend',
        valid: true,
        errors: [],
      },
      {
        file: 'slo-bad.yaml',
        valid: false,
        errors: [{ path: 'metadata.name', message: expect.any(String) }],
      },
    ]);
  });

  it('is ok with valid files and unusable with unreadable ones', async () => {
    expect((await c2s('slo validate slo-good.yaml')).code).toBe(EXIT.ok);
    expect((await c2s('slo validate broken.yaml')).code).toBe(EXIT.unusable);
    expect((await c2s('slo validate -', { stdin: '\n' })).code).toBe(
      EXIT.unusable,
    );
  });

  it('prints the faults below their document', async () => {
    const { out } = await c2s('slo validate slo-bad.yaml');
    expect(out).toMatch(
      /^invalid {2}Service Not A Name {2}\[slo-bad\.yaml\]\n {9}error at metadata\.name/,
    );
    expect(out).toMatch(/1 document, 0 valid, 1 invalid\n$/);
  });
});

describe('usage', () => {
  it.each([
    ['', /Usage: c2s/],
    ['bogus', /unknown command/],
    ['health', /Usage: c2s health/],
    ['health assess', /missing required argument/],
    [
      'health assess x --format xml',
      /--format: "xml" is not allowed; allowed: text, json/,
    ],
    ['health assess x --at yesterday', /--at: "yesterday" is not a time/],
    ['health assess x --bogus', /unknown option '--bogus'/],
    ['compliance pss x', /required option '--level/],
    [
      'compliance pss x --level none',
      /--level: "none" is not allowed; allowed: baseline, restricted/,
    ],
    [
      'compliance pss x --level baseline --version 31',
      /--version: "31" is not allowed/,
    ],
  ])('c2s %s exits with 2', async (args, message) => {
    const { code, out, err } = await c2s(args);
    expect(code).toBe(EXIT.unusable);
    expect(err).toMatch(message);
    expect(out).toBe('');
  });

  it.each(['--help', 'health --help', 'compliance pss --help'])(
    'c2s %s exits with 0',
    async args => {
      const { code, out } = await c2s(args);
      expect(code).toBe(EXIT.ok);
      expect(out).toMatch(/Usage: c2s/);
    },
  );
});
