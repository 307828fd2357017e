import * as fc from 'fast-check';
import { bucketQuantile } from './histogramQuantile';
import {
  formatDuration,
  formatNumber,
  formatValue,
  parseDuration,
  unquote,
} from './literals';

describe('durations', () => {
  it.each([
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['1w2d', 9 * 86_400_000],
    ['100ms', 100],
    ['1y', 365 * 86_400_000],
  ])('reads %s', (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  it.each(['', '5', '5M', '1m1h', '-1h', '1.5h', 'Week'])(
    'refuses %j',
    text => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );

  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5e11 }), duration => {
        expect(parseDuration(formatDuration(duration))).toBe(duration);
      }),
    );
  });
});

describe('numbers', () => {
  it.each([
    [NaN, 'NaN'],
    [Infinity, '+Inf'],
    [-Infinity, '-Inf'],
    [-0, '-0'],
    [1e21, '1e+21'],
    [1e20, '100000000000000000000'],
    [1e-7, '1e-07'],
    [0.000001, '0.000001'],
    [0.1 + 0.2, '0.30000000000000004'],
  ])('writes %d as the API does', (value, text) => {
    expect(formatValue(value)).toBe(text);
  });

  it.each([
    [1_000_000, '1e+06'],
    [999_999, '999999'],
    [0.00001, '1e-05'],
    [0.25, '0.25'],
  ])('writes %d as in a query', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it('reads every written value again', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), value => {
        expect(Number(formatValue(value).replace('Inf', 'Infinity'))).toBe(
          value,
        );
      }),
    );
  });
});

describe('strings', () => {
  it.each([
    ['"a\\nb"', 'a\nb'],
    ["'it\\'s'", "it's"],
    ['`a\\n`', 'a\\n'],
    ['"\\u00e9\\x41\\101"', 'éAA'],
    ['"\\U0001F600"', '😀'],
  ])('reads %s', (text, expected) => {
    expect(unquote(text, 0)).toBe(expected);
  });

  it.each(['"\\q"', '"\\\'"', '"\\U99999999"'])('refuses %s', text => {
    expect(() => unquote(text, 0)).toThrow(/unknown escape/);
  });
});

describe('bucketQuantile', () => {
  const buckets = (...counts: number[]) =>
    counts.map((count, i) => ({
      upper: i === counts.length - 1 ? Infinity : i + 1,
      count,
    }));

  it('is linear inside a bucket and stops at the last bound', () => {
    expect(bucketQuantile(0.5, buckets(10, 20, 20))).toBe(1);
    expect(bucketQuantile(0.75, buckets(10, 20, 20))).toBe(1.5);
    expect(bucketQuantile(0.99, buckets(10, 10, 20))).toBe(2);
  });

  it('has no answer without observations or without an infinite bucket', () => {
    expect(bucketQuantile(0.5, buckets(0, 0))).toBeNaN();
    expect(bucketQuantile(0.5, [{ upper: 1, count: 3 }])).toBeNaN();
    expect(bucketQuantile(-1, buckets(1, 2))).toBe(-Infinity);
    expect(bucketQuantile(2, buckets(1, 2))).toBe(Infinity);
  });
});
