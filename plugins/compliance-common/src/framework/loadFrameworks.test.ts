import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { createChecks } from '../checks/registry';
import { frameworkKey, loadFrameworks } from './loadFrameworks';

const checks = createChecks();
const HEAD = `framework: f
version: "1"
title: F
source: { publisher: p, document: d }
controls:
`;
const CONTROL = `  - id: "1"
    subject: s
    automatable: full
    doesNotProve: d
`;

function load(body: string, path = 'compliance/frameworks/f.yaml') {
  return loadFrameworks([{ path, text: body }], checks);
}

describe('loadFrameworks', () => {
  it('reads the frameworks of the platform repository without a problem', () => {
    const directory = resolve(
      __dirname,
      '../../../../platform-repo/compliance/frameworks',
    );
    const files = readdirSync(directory)
      .sort()
      .map(path => ({
        path,
        text: readFileSync(join(directory, path), 'utf8'),
      }));
    const { frameworks, problems } = loadFrameworks(files, checks);
    expect(problems).toEqual([]);
    expect(frameworks.map(frameworkKey)).toEqual([
      'chat2sql-baseline@1',
      'cis-kubernetes@1.12',
    ]);
    const [own, cis] = frameworks;
    expect(cis.controls.map(c => c.id)).toEqual(
      Array.from({ length: 12 }, (_, i) => `5.2.${i + 1}`),
    );
    for (const control of cis.controls) {
      expect(control.publisherAssessment).toBe('manual');
    }
    for (const { subject, doesNotProve } of [
      ...cis.controls,
      ...own.controls,
    ]) {
      expect(subject.zh).toBeTruthy();
      expect(doesNotProve.zh).toBeTruthy();
    }
    const used = new Set(
      frameworks
        .flatMap(f => f.controls.flatMap(c => c.edges))
        .map(e => e.check),
    );
    expect(used).toEqual(new Set(checks.map(c => c.id)));
  });

  it('keeps a control with a wrong mapping, marked, and says what is allowed', () => {
    const { frameworks, problems } = load(
      `${HEAD}${CONTROL}    edges:
      - { check: PSS-X, strength: direct }
      - { check: PSS-B, strength: direct, select: { controls: [hostpid] } }
  - id: "2"
    subject: s
    automatable: full
    doesNotProve: d
`,
    );
    expect(problems.map(p => [p.path, p.message])).toEqual([
      ['controls[0].edges[0].check', 'no check has this id'],
      [
        'controls[0].edges[1].select.controls',
        'check PSS-B knows no such part',
      ],
      [
        'controls[1]',
        'control 2 has neither an edge nor an attestation, so nothing could ever prove it',
      ],
    ]);
    expect(problems[0].allowed).toContain('PSS-R');
    expect(frameworks[0].controls.map(c => Boolean(c.fault))).toEqual([
      true,
      true,
    ]);
  });

  it('names file and field of what it refuses', () => {
    const bad = load(
      `${HEAD}${CONTROL}    edges: [{ check: PSS-B, strength: strong }]\n    extra: 1\n`,
    );
    expect(bad.frameworks).toEqual([]);
    expect(bad.problems).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          file: 'compliance/frameworks/f.yaml',
          path: 'controls[0].edges[0].strength',
          found: '"strong"',
          allowed: 'direct, partial, indicative',
        }),
        expect.objectContaining({ message: 'unknown field "extra"' }),
      ]),
    );
    expect(load('a: 1\na: 2\n').problems[0].message).toBe(
      'a key occurs twice in one mapping',
    );
    expect(load('').problems[0].found).toBe('0 documents');
  });

  it('uses the first of two equal frameworks and of two equal controls', () => {
    const good = `${HEAD}${CONTROL}    edges: [{ check: PSS-B, strength: direct }]\n${CONTROL}    edges: [{ check: PSS-R, strength: direct }]\n`;
    const { frameworks, problems } = loadFrameworks(
      [
        { path: 'a.yaml', text: good },
        { path: 'b.yaml', text: good },
        { path: 'c.yaml', text: '[' },
      ],
      checks,
    );
    expect(frameworks).toHaveLength(1);
    expect(frameworks[0].controls).toHaveLength(1);
    expect(frameworks[0].controls[0].edges[0]).toMatchObject({
      check: 'PSS-B',
      required: true,
    });
    expect(problems.map(p => p.file)).toEqual([
      'a.yaml',
      'b.yaml',
      'b.yaml',
      'c.yaml',
    ]);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), text => {
        const { frameworks, problems } = load(text);
        expect(frameworks.length + problems.length).toBeGreaterThan(0);
      }),
    );
  });
});
