import * as fc from 'fast-check';
import { formatPromql } from './formatPromql';
import { parsePromql } from './parsePromql';
import { PromqlError } from './PromqlError';
import {
  LANGUAGE_QUERIES,
  PORTAL_QUERIES,
} from '../__testUtils__/portalQueries';

/** The expression with all groupings written out. */
function grouped(query: string): string {
  const show = (expr: ReturnType<typeof parsePromql>): string => {
    switch (expr.kind) {
      case 'binary':
        return `(${show(expr.left)} ${expr.op} ${show(expr.right)})`;
      case 'unary':
        return `${expr.op}(${show(expr.expr)})`;
      case 'paren':
        return show(expr.expr);
      default:
        return formatPromql(expr);
    }
  };
  return show(parsePromql(query));
}

function errorOf(query: string): string {
  try {
    parsePromql(query);
  } catch (error) {
    if (error instanceof PromqlError) return error.describe(query);
    throw error;
  }
  return 'no error';
}

describe('parsePromql', () => {
  it.each([
    ['a + b * c', '(a + (b * c))'],
    ['a ^ b ^ c', '(a ^ (b ^ c))'],
    ['-a ^ b', '-((a ^ b))'],
    ['-a * b', '(-(a) * b)'],
    ['a or b and c', '(a or (b and c))'],
    ['a and b unless c', '((a and b) unless c)'],
    ['a > b + 1 and c', '((a > (b + 1)) and c)'],
    ['(a + b) * c', '((a + b) * c)'],
    ['a - -1', '(a - -1)'],
  ])('groups %s', (query, expected) => {
    expect(grouped(query)).toBe(expected);
  });

  it.each([
    ['a / b offset 5m', '(a / b offset 5m)'],
    ['a + b offset 5m * c', '(a + (b offset 5m * c))'],
    ['-a offset 5m', '-(a offset 5m)'],
    ['a / b @ 3 offset 1h', '(a / b @ 3.000 offset 1h)'],
  ])('binds modifiers to the last operand of %s', (query, expected) => {
    expect(grouped(query)).toBe(expected);
  });

  it.each([
    ['a / b[5m:1m] @ end()', expect.stringMatching(/scalar and instant/)],
    ['', '1:1: parse error: no expression found in input'],
    ['up ==', '1:6: parse error: unexpected end of input'],
    ['up{', '1:4: parse error: unexpected end of input'],
    ['up up', '1:4: parse error: unexpected "up"'],
    ['nosuch(up)', '1:1: parse error: unknown function with name "nosuch"'],
    [
      'sum(\n  nosuch(up))',
      '2:3: parse error: unknown function with name "nosuch"',
    ],
    [
      'stddev(up)',
      '1:1: parse error: the sandbox does not evaluate aggregation "stddev"',
    ],
    [
      '1 + deriv(up[5m])',
      '1:5: parse error: the sandbox does not evaluate function "deriv"',
    ],
    [
      'up > 5m',
      '1:6: parse error: the sandbox does not evaluate durations as numbers',
    ],
    [
      '{"up"}',
      '1:2: parse error: the sandbox does not evaluate quoted label names',
    ],
    [
      'rate(up)',
      '1:6: parse error: expected type range vector in call to function "rate", got instant vector',
    ],
    [
      'round(up, 1, 2)',
      '1:1: parse error: expected at least 1 argument(s) in call to "round", got 3',
    ],
    [
      'topk(up)',
      '1:1: parse error: wrong number of arguments for aggregate expression provided, expected 2, got 1',
    ],
    [
      'sum(up) offset 5m',
      '1:1: parse error: offset modifier must be preceded by an instant vector selector or range vector selector or a subquery',
    ],
    [
      'up{job=~"(?=x)"}',
      '1:9: parse error: error parsing regexp: the sandbox does not evaluate this syntax: `(?=x)`',
    ],
    ['up{job="\\q"}', '1:8: parse error: unknown escape sequence "\\\\q"'],
    ['up[5m] offset 1x', expect.stringMatching(/parse error/)],
    [
      '{a=~".*"}',
      '1:1: parse error: vector selector must contain at least one non-empty matcher',
    ],
  ])('refuses %j', (query, expected) => {
    expect(errorOf(query)).toEqual(expected);
  });

  it('refuses what is nested too deeply', () => {
    expect(errorOf(`${'('.repeat(500)}1${')'.repeat(500)}`)).toMatch(
      /nested too deeply/,
    );
  });

  it.each([...PORTAL_QUERIES, ...LANGUAGE_QUERIES])(
    'reads what it writes: %s',
    query => {
      const text = formatPromql(parsePromql(query));
      expect(formatPromql(parsePromql(text))).toBe(text);
    },
  );

  it('keeps hostile label values as they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), value => {
        const escaped = value.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n');
        const expr = parsePromql(`up{job="${escaped}",x="1"}`);
        if (expr.kind !== 'selector') throw new Error('not a selector');
        expect(expr.matchers[0].value).toBe(value);
        expect(expr.matchers).toHaveLength(3);
      }),
    );
  });

  it('never fails in another way than by its own error', () => {
    const words =
      'up sum ( ) { } [ 5m ] : , by on = =~ "a" + - * / and or offset @ 1 bool rate group_left'.split(
        ' ',
      );
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...words), { maxLength: 12 }),
        parts => {
          expect(typeof errorOf(parts.join(' '))).toBe('string');
        },
      ),
      { numRuns: 500 },
    );
  });
});
