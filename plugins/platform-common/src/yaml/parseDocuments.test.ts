import fc from 'fast-check';
import { stringify } from 'yaml';
import { parseDocuments } from './parseDocuments';

const bomb = `a: &a [x,x,x,x,x,x,x,x,x]
b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]
c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]
d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]
e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]
f: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]
`;

describe('parseDocuments', () => {
  it('reads many documents, skips empty ones and tells where each begins', () => {
    const { documents, problems } = parseDocuments(
      '---\n---\na: 1\n---\nb: 2026-01-02\n---\n# nothing\n',
      'x.yaml',
    );
    expect(problems).toEqual([]);
    expect(documents).toEqual([
      { index: 0, line: 3, value: { a: 1 } },
      { index: 1, line: 5, value: { b: '2026-01-02' } },
    ]);
  });

  it('reads JSON', () => {
    expect(
      parseDocuments('{"a":[1,null]}', 'x.json').documents[0].value,
    ).toEqual({ a: [1, null] });
  });

  it('refuses a duplicate key with its place, and keeps the other documents', () => {
    const { documents, problems } = parseDocuments(
      'a: 1\n---\nb: 1\nb: 2\n---\nc: 3\n',
      'x.yaml',
    );
    expect(documents.map(d => d.value)).toEqual([{ a: 1 }, { c: 3 }]);
    expect(documents.map(d => d.index)).toEqual([0, 2]);
    expect(problems).toMatchObject([
      {
        file: 'x.yaml',
        line: 4,
        column: 1,
        document: 1,
        path: 'b',
        message: 'a key occurs twice in one mapping',
      },
    ]);
  });

  it('reads a mapping of very many keys in linear time', () => {
    const text = Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join(
      '\n',
    );
    const started = performance.now();
    expect(parseDocuments(text, 'x.yaml').problems).toEqual([]);
    expect(performance.now() - started).toBeLessThan(2_500);
  });

  it.each([
    ['an alias bomb', bomb, /aliases expand/],
    ['deep nesting', '['.repeat(3000) + ']'.repeat(3000), /nested too deeply/],
    [
      'moderately deep nesting',
      '['.repeat(200) + ']'.repeat(200),
      /nested too deeply/,
    ],
    ['a prototype key', '__proto__: {x: 1}', /__proto__/],
    ['a code tag', 'a: !!js/function "function () {}"', /tag/i],
    ['an unresolved alias', 'a: *b', /alias/i],
    ['broken syntax', 'a: [1, 2', /./],
    ['too large a file', `a: ${'x'.repeat(6_000_000)}`, /too large/],
  ])('refuses %s', (_what, text, message) => {
    const before = performance.now();
    const { documents, problems } = parseDocuments(text, 'x.yaml');
    expect(documents).toEqual([]);
    expect(problems[0].message).toMatch(message);
    expect(({} as any).x).toBeUndefined();
    // Not a benchmark: a bomb that expands would take minutes.
    expect(performance.now() - before).toBeLessThan(5_000);
  });

  it('gives back what was written', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().filter(key => key !== '__proto__'),
          fc.jsonValue({ maxDepth: 3 }),
        ),
        value => {
          // JSON cannot tell -0 from 0.
          const plain = JSON.parse(JSON.stringify(value));
          const { documents, problems } = parseDocuments(
            stringify(plain),
            'x.yaml',
          );
          expect(problems).toEqual([]);
          expect(documents[0]?.value).toEqual(plain);
        },
      ),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(parseDocuments(text, 'x.yaml').documents).toBeInstanceOf(Array);
      }),
    );
  });
});
