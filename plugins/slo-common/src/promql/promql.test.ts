import fc from 'fast-check';
import { unbalanced } from './balance';
import { readQueryTemplate, renderQuery } from './QueryTemplate';
import { parseSelector, quoteLabelValue } from './selector';

describe('parseSelector', () => {
  it.each([
    ['up', { metric: 'up', matchers: [] }],
    [
      ` a:b_total { x = "1" , y=~'a.*', z!~\`c"\`, } `,
      {
        metric: 'a:b_total',
        matchers: [
          { label: 'x', op: '=', value: '1' },
          { label: 'y', op: '=~', value: 'a.*' },
          { label: 'z', op: '!~', value: 'c"' },
        ],
      },
    ],
    [
      '{job="a"}',
      { metric: undefined, matchers: [{ label: 'job', op: '=', value: 'a' }] },
    ],
    ['a{}', { metric: 'a', matchers: [] }],
  ])('reads %s', (text, selector) => {
    expect(parseSelector(text)).toEqual(selector);
  });

  it.each([
    '',
    '{}',
    '{a!="b"}',
    'a[5m]',
    'a offset 1h',
    'sum(a)',
    'a{b="c"',
    'a{b="c"} or b',
    'a{b="c" d="e"}',
    'a{b="c"}[5m])) or sum(increase(b',
    'a{b=c}',
    '1a',
    'a{b="c\n"}',
    'a # b',
  ])('refuses %s', text => {
    expect(parseSelector(text)).toBeUndefined();
  });

  it('keeps any label value inside its literal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), value => {
        const text = `m{a=${quoteLabelValue(value)},b="c"}`;
        expect(parseSelector(text)).toEqual({
          metric: 'm',
          matchers: [
            { label: 'a', op: '=', value },
            { label: 'b', op: '=', value: 'c' },
          ],
        });
        expect(unbalanced(text)).toBeUndefined();
      }),
    );
    for (const hostile of ['"} or vector(1) #', '\\', 'a\nb', '.*', "'", '`']) {
      expect(
        parseSelector(`m{a=${quoteLabelValue(hostile)}}`)?.matchers[0].value,
      ).toBe(hostile);
    }
  });
});

describe('unbalanced', () => {
  it.each(['a', 'sum(a{b="("}[5m])', 'a # (\n + b', `a{b='\\''}`, 'a{b=`\\`}'])(
    'accepts %s',
    text => expect(unbalanced(text)).toBeUndefined(),
  );
  it.each(['(', ')', 'a)) or ((b', '"', 'a{b="c}', '(]', `'\n'`])(
    'refuses %s',
    text => expect(unbalanced(text)).toEqual(expect.any(String)),
  );
});

describe('query templates', () => {
  const bindings = { environment: 'prod', namespace: 'chat2sql-prod' };

  it('wraps a counter and fills windows and environments in', () => {
    const plain = readQueryTemplate(
      'a_total{namespace="{{ .namespace }}"}',
      bindings,
    );
    expect(renderQuery(plain.template!, '1h')).toBe(
      'sum(increase(a_total{namespace="chat2sql-prod"}[1h]))',
    );
    const text = readQueryTemplate(
      'sum(rate(a{e="{{.environment}}"}[{{.window}}]))',
      bindings,
    );
    expect(renderQuery(text.template!, '30m')).toBe(
      'sum(rate(a{e="prod"}[30m]))',
    );
    expect(
      renderQuery(
        readQueryTemplate('max(lag)', bindings, { instant: true }).template!,
        '1h',
      ),
    ).toBe('max(lag)');
  });

  it.each([
    [undefined, {}, /no text/],
    ['', {}, /no text/],
    ['x'.repeat(10_001), {}, /longer/],
    ['rate(a[5m])', {}, /neither/],
    ['a{n="{{.namespace}}"}', {}, /names no environment/],
    ['a{n="{{.pod}}"}', bindings, /not known/],
    ['a{n="{{.namespace}}"}', { namespace: 'x"} or up{a="' }, /hyphens/],
    ['sum(a[{{.window}}]', bindings, /not closed/],
  ])('refuses %j', (query, bound, reason) => {
    expect(readQueryTemplate(query, bound).reason).toMatch(reason);
  });
});
