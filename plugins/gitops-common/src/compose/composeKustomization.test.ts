import { readdirSync, readFileSync, statSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { parseDocuments } from '@chat2sql/plugin-platform-common';
import fc from 'fast-check';
import { composeKustomization } from './composeKustomization';
import { applyJsonPatch, JsonPatchError } from './jsonPatch';
import { formatImage, parseImage } from './images';
import { resolvePath } from './paths';

const FIXTURES = join(__dirname, '__fixtures__', 'layers');
const PLATFORM = join(__dirname, '../../../../platform-repo');

function load(root: string): Map<string, string> {
  const files = new Map<string, string>();
  const walk = (directory: string) => {
    for (const name of readdirSync(directory)) {
      const path = join(directory, name);
      if (statSync(path).isDirectory()) walk(path);
      else files.set(relative(root, path), readFileSync(path, 'utf8'));
    }
  };
  walk(root);
  return files;
}

function byId(objects: unknown[]): Record<string, unknown> {
  return Object.fromEntries(
    (objects as any[]).map(o => [
      `${o.apiVersion} ${o.kind} ${o.metadata.namespace ?? ''}/${
        o.metadata.name
      }`,
      o,
    ]),
  );
}

function kustomize(directory: string): Record<string, unknown> | undefined {
  try {
    const out = execFileSync('kubectl', ['kustomize', directory], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return byId(parseDocuments(out, 'out').documents.map(d => d.value));
  } catch {
    return undefined;
  }
}

function compose(files: Record<string, string>, directory = 'env') {
  return composeKustomization(new Map(Object.entries(files)), directory);
}

const DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: a}
spec: {template: {spec: {containers: [{name: a, image: 'r/a:1'}]}}}
`;

describe('composeKustomization', () => {
  it('renders layers, components, patches, labels and images as kustomize 5.5 does', () => {
    const { objects, problems } = composeKustomization(
      load(FIXTURES),
      'overlay',
    );
    expect(problems).toEqual([]);
    const expected = parseDocuments(
      readFileSync(join(FIXTURES, 'expected.yaml'), 'utf8'),
      'expected.yaml',
    ).documents.map(d => d.value);
    const actual = byId(objects) as any;
    const wanted = byId(expected) as any;
    // kustomize moves an element whose key has a default before elements without it.
    const ports = (o: any) =>
      o['apps/v1 Deployment nn/d'].spec.template.spec.containers.find(
        (c: any) => c.name === 'a',
      ).ports;
    expect(ports(actual)).toHaveLength(3);
    expect(ports(actual)).toEqual(expect.arrayContaining(ports(wanted)));
    ports(actual).splice(0);
    ports(wanted).splice(0);
    expect(actual).toEqual(wanted);
  });

  it('renders every environment of the platform repository without a problem, as the installed kustomize does', () => {
    const files = load(PLATFORM);
    const overlays = [...files.keys()].filter(path =>
      /^environments\/[^/]+\/[^/]+\/kustomization\.yaml$/.test(path),
    );
    expect(overlays.length).toBeGreaterThanOrEqual(4);
    for (const overlay of overlays) {
      const directory = overlay.replace('/kustomization.yaml', '');
      const { objects, problems } = composeKustomization(files, directory);
      expect(problems).toEqual([]);
      expect(objects.length).toBeGreaterThan(30);
      const composed = byId(objects);
      // Without kubectl on this machine only the composition itself is checked.
      expect(kustomize(join(PLATFORM, directory)) ?? composed).toEqual(
        composed,
      );
    }
  });

  it('does not change its input and gives the same result twice', () => {
    const files = load(PLATFORM);
    const before = JSON.stringify([...files]);
    const first = composeKustomization(files, 'environments/prod/prod');
    const second = composeKustomization(files, 'environments/prod/prod');
    expect(second).toEqual(first);
    expect(JSON.stringify([...files])).toBe(before);
  });

  it.each([
    ['configMapGenerator: [{name: x, literals: [a=b]}]', 'configMapGenerator'],
    ['helmCharts: [{name: x}]', 'helmCharts'],
    ['resources: [https://example.com/x.yaml]', 'resources[0]'],
    ['resources: ["github.com/o/r//d?ref=v1"]', 'resources[0]'],
    ['namePrefix: x-', 'namePrefix'],
    ['replacements: [{path: x}]', 'replacements'],
    ['images: [{name: a, tagSuffix: x}]', 'images[0].tagSuffix'],
    ['labels: [{pairs: {a: b}, fields: [{path: x}]}]', 'labels[0].fields'],
    [
      'patches: [{patch: "{a: b}", target: {kind: Deployment, name: "(?=a)"}}]',
      'patches[0].target',
    ],
  ])('reports %s as not verified', (text, path) => {
    const { problems } = compose({ 'env/kustomization.yaml': text });
    expect(problems).toEqual([
      expect.objectContaining({
        kind: 'not-verified',
        file: 'env/kustomization.yaml',
        path,
      }),
    ]);
  });

  it('keeps composing what it models beside what it does not', () => {
    const { objects, problems } = compose({
      'env/kustomization.yaml':
        'resources: [a.yaml]\nnameSuffix: -x\nnamespace: n',
      'env/a.yaml': DEPLOYMENT,
    });
    expect(problems.map(p => p.kind)).toEqual(['not-verified']);
    expect(objects[0].metadata).toEqual({ name: 'a', namespace: 'n' });
  });

  it.each([
    ['resources: [gone.yaml]', 'resources[0]', 'nothing is at this path'],
    [
      'resources: [../../../x]',
      'resources[0]',
      'the path leaves the repository',
    ],
    [
      'resources: [/etc/passwd]',
      'resources[0]',
      'the path leaves the repository',
    ],
    ['resources: [../env]', 'resources[0]', 'include each other without end'],
    ['resources: [bad.yaml]', 'a', 'a key occurs twice'],
    ['resources: [other.yaml]', '', 'apiVersion, kind and metadata.name'],
    ['resources: [a.yaml, a.yaml]', 'resources[1]', 'there already'],
    ['resources: a.yaml', 'resources', 'array'],
    ['replicas: [{name: zz, count: 1}]', 'replicas[0].name', 'no workload'],
    ['patches: [{patch: "- {op: add}"}]', 'patches[0]', 'needs a target'],
    ['patches: [{}]', 'patches[0]', 'either a path or an inline patch'],
    ['patches: [{path: no.yaml}]', 'patches[0].path', 'nothing is at'],
    [
      'patches: [{patch: "{apiVersion: v1, kind: Pod, metadata: {name: q}}"}]',
      'patches[0]',
      'matches no object',
    ],
    [
      'resources: [a.yaml]\npatches: [{target: {kind: Deployment}, patch: "[{op: remove, path: /spec/nope}]"}]',
      'patches[0][0]',
      'nothing is at "nope"',
    ],
  ])('refuses %s', (text, path, message) => {
    const { problems } = compose({
      'env/kustomization.yaml': text,
      'env/a.yaml': DEPLOYMENT,
      'env/bad.yaml': 'a: 1\na: 2',
      'env/other.yaml': 'hello: world',
    });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ kind: 'invalid', path });
    expect(`${problems[0].message} ${problems[0].allowed ?? ''}`).toContain(
      message,
    );
  });

  it('reports directives of strategic merge that it does not model', () => {
    const { problems, objects } = compose({
      'env/kustomization.yaml': `
resources: [a.yaml]
patches:
  - patch: |-
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: a}
      spec: {strategy: {$retainKeys: [type]}}
`,
      'env/a.yaml': DEPLOYMENT,
    });
    expect(problems).toMatchObject([
      { kind: 'not-verified', path: 'patches[0]' },
    ]);
    expect(objects).toHaveLength(1);
  });

  it('does not take numbers with a leading zero as verified', () => {
    const { problems } = compose({
      'env/kustomization.yaml': 'resources: [a.yaml]',
      'env/a.yaml': `${DEPLOYMENT}---
apiVersion: v1
kind: Pod
metadata:
  name: p
spec:
  mode: 0440 # octal
  other: 0o440
  zero: 0
`,
    });
    expect(problems).toMatchObject([
      { kind: 'not-verified', file: 'env/a.yaml', line: 12, found: '0440' },
    ]);
  });

  it('never throws, whatever the files hold', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.jsonValue(),
        (kustomization, resource, value) => {
          for (const text of [
            kustomization,
            JSON.stringify(value),
            `resources: [a.yaml]\npatches: [{target: {}, patch: ${JSON.stringify(
              JSON.stringify(value),
            )}}]`,
          ]) {
            const { objects, problems } = compose({
              'env/kustomization.yaml': text,
              'env/a.yaml': `${DEPLOYMENT}---\n${resource}`,
            });
            expect(Array.isArray(objects)).toBe(true);
            expect(Array.isArray(problems)).toBe(true);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('applyJsonPatch', () => {
  it('undoes an add by a remove at the same place', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z/~]{0,4}a$/), fc.jsonValue()),
        fc.stringMatching(/^[A-Z/~]{1,5}$/),
        fc.jsonValue(),
        (document, key, value) => {
          const path = `/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`;
          const plain = JSON.parse(JSON.stringify(document));
          expect(
            applyJsonPatch(document, [
              { op: 'add', path, value },
              { op: 'test', path, value: JSON.parse(JSON.stringify(value)) },
              { op: 'remove', path },
            ]),
          ).toEqual(plain);
        },
      ),
    );
  });

  it.each([
    [[{ op: 'replace', path: '/a/9', value: 1 }]],
    [[{ op: 'add', path: '/x/y', value: 1 }]],
    [[{ op: 'add', path: 'a', value: 1 }]],
    [[{ op: 'add', path: '/__proto__', value: {} }]],
    [[{ op: 'test', path: '/b', value: { c: 2 } }]],
    [[{ op: 'move', from: '/b', path: '/b/c' }]],
    [[{ op: 'frob', path: '/b' }]],
    [['x']],
  ])('refuses %j', operations => {
    expect(() => applyJsonPatch({ a: [1], b: { c: 1 } }, operations)).toThrow(
      JsonPatchError,
    );
  });
});

describe('images and paths', () => {
  it('splits and joins image references without loss', () => {
    for (const image of [
      'a',
      'a:1',
      'r:5000/a',
      'r:5000/a/b:1@sha256:00',
      'ghcr.io/x/y@sha256:00',
    ]) {
      expect(formatImage(parseImage(image))).toBe(image);
    }
    expect(parseImage('r:5000/a:2')).toEqual({ name: 'r:5000/a', tag: '2' });
  });

  it('resolves paths and never leaves the repository', () => {
    expect(resolvePath('a/b', '../../c/./d/')).toBe('c/d');
    expect(resolvePath('a', '../..')).toBeUndefined();
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('..', '.', 'a', 'b', ''), { maxLength: 8 }),
        parts => {
          const path = resolvePath('x/y', parts.join('/'));
          expect(path?.split('/').includes('..') ?? false).toBe(false);
        },
      ),
    );
  });
});
