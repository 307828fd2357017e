import fc from 'fast-check';
import { canonicalJson } from './canonicalJson';

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, field]) => [key, shuffled(field)])
      .reverse(),
  );
}

describe('canonicalJson', () => {
  it('is JSON, and the same whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        // JSON has no negative zero, and this key is set, not stored.
        const plain = JSON.parse(JSON.stringify(value));
        const text = canonicalJson(plain);
        expect(JSON.parse(text)).toEqual(plain);
        expect(canonicalJson(shuffled(plain))).toBe(text);
      }),
    );
  });

  it('leaves undefined fields out and refuses what JSON cannot say', () => {
    expect(canonicalJson({ b: 1, a: undefined, c: [undefined] })).toBe(
      '{"b":1,"c":[null]}',
    );
    expect(() => canonicalJson({ a: NaN })).toThrow(TypeError);
    expect(() => canonicalJson({ a: () => 1 })).toThrow(TypeError);
  });
});
