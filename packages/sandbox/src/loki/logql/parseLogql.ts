import type { MatchOperator, Matcher } from '../../prometheus/promql/matcher';
import { compileSearch, makeMatcher } from '../../prometheus/promql/matcher';
import { parseDuration } from '../../prometheus/promql/literals';
import type { LabelFilter, LogQl, LogQuery, MetricQuery, Stage } from './ast';
import { LogqlError } from './LogqlError';
import { TokenReader } from './TokenReader';
import type { Token } from './tokens';

const AGGREGATIONS = ['sum', 'min', 'max', 'avg', 'count'] as const;
const RANGE_FUNCTIONS = ['count_over_time', 'rate'] as const;
const MATCH_OPERATORS = ['=', '!=', '=~', '!~'];
const COMPARISONS = ['=', '==', '!=', '>', '>=', '<', '<=', '=~', '!~'];

function isOneOf<T extends string>(
  list: readonly T[],
  value: string,
): value is T {
  return (list as readonly string[]).includes(value);
}

/** Reads one query from its words. */
class Parser extends TokenReader {
  parse(): LogQl {
    const result = this.expression();
    if (this.peek().type !== 'end') throw this.unexpected();
    return result;
  }

  private expression(): LogQl {
    return this.is('{') ? this.logs() : this.metric();
  }

  private metric(): MetricQuery {
    const name = this.take();
    if (name.type !== 'name') throw this.unexpected(name);
    if (isOneOf(RANGE_FUNCTIONS, name.value)) {
      this.expect('(');
      const logs = this.logs();
      const rangeMs = this.range();
      this.expect(')');
      return { kind: 'range', func: name.value, logs, rangeMs };
    }
    if (!isOneOf(AGGREGATIONS, name.value)) {
      throw this.is('(')
        ? this.unsupported(name, `"${name.value}"`)
        : this.unexpected(name);
    }
    let grouping = this.grouping();
    this.expect('(');
    const expr = this.metric();
    this.expect(')');
    grouping ??= this.grouping();
    return {
      kind: 'vector',
      op: name.value,
      grouping: grouping?.labels ?? [],
      without: grouping?.without ?? false,
      expr,
    };
  }

  private grouping(): { labels: string[]; without: boolean } | undefined {
    if (!this.is('by') && !this.is('without')) return undefined;
    const without = this.take().value === 'without';
    const labels: string[] = [];
    this.expect('(');
    while (!this.is(')')) {
      const label = this.take();
      if (label.type !== 'name') throw this.unexpected(label);
      labels.push(label.value);
      if (!this.is(')')) this.expect(',');
    }
    this.expect(')');
    return { labels, without };
  }

  private range(): number {
    this.expect('[');
    const token = this.take();
    const range = parseDuration(token.value);
    if (token.type !== 'duration' || !range) throw this.unexpected(token);
    this.expect(']');
    return range;
  }

  private logs(): LogQuery {
    const matchers = this.matchers();
    const stages: Stage[] = [];
    while (['|=', '!=', '|~', '!~', '|'].some(sign => this.is(sign))) {
      stages.push(this.stage());
    }
    return { kind: 'logs', matchers, stages };
  }

  private matchers(): Matcher[] {
    const start = this.expect('{');
    const matchers: Matcher[] = [];
    while (!this.is('}')) {
      const name = this.take();
      const op = this.take();
      const value = this.take();
      if (name.type !== 'name') throw this.unexpected(name);
      if (!MATCH_OPERATORS.includes(op.value)) throw this.unexpected(op);
      if (value.type !== 'text') throw this.unexpected(value);
      matchers.push(
        this.guard(value, () =>
          makeMatcher(name.value, op.value as MatchOperator, value.value),
        ),
      );
      if (!this.is('}')) this.expect(',');
    }
    this.expect('}');
    if (matchers.every(matcher => matcher.matches(''))) {
      throw LogqlError.syntax(
        this.query,
        start.offset,
        'queries require at least one regexp or equality matcher that does not have an empty-compatible value. For instance, app=~".*" does not meet this requirement, but app=~".+" will',
      );
    }
    return matchers;
  }

  private stage(): Stage {
    const sign = this.take();
    if (sign.value !== '|') {
      const text = this.take();
      if (text.type !== 'text') throw this.unexpected(text);
      return this.lineFilter(sign.value as '|=', text);
    }
    const name = this.take();
    if (name.type !== 'name') throw this.unexpected(name);
    const op = this.peek();
    if (isOneOf(COMPARISONS, op.value) && op.type === 'sign') {
      this.take();
      return this.labelFilter(name.value, op.value, this.take());
    }
    if (name.value !== 'json') {
      throw this.unsupported(name, `the stage "${name.value}"`);
    }
    if (this.peek().type === 'name') {
      throw this.unsupported(this.peek(), 'parameters of the stage "json"');
    }
    return { kind: 'json' };
  }

  private lineFilter(op: '|=' | '!=' | '|~' | '!~', token: Token): Stage {
    const text = token.value;
    if (op === '|=' || op === '!=') {
      const wanted = op === '|=';
      return {
        kind: 'line',
        op,
        text,
        keeps: line => line.includes(text) === wanted,
      };
    }
    // Line filters look anywhere in the line.
    const regex = this.guard(token, () => compileSearch(text));
    const wanted = op === '|~';
    return {
      kind: 'line',
      op,
      text,
      keeps: line => regex.test(line) === wanted,
    };
  }

  private labelFilter(name: string, op: string, token: Token): LabelFilter {
    if (token.type === 'text') {
      const equal = op === '==' ? '=' : op;
      if (!MATCH_OPERATORS.includes(equal)) throw this.unexpected(token);
      const matcher = this.guard(token, () =>
        makeMatcher(name, equal as MatchOperator, token.value),
      );
      return { kind: 'label', name, keeps: matcher.matches };
    }
    if (token.type !== 'number' || op.endsWith('~'))
      throw this.unexpected(token);
    const bound = Number(token.value);
    const compare = (value: number) => {
      switch (op) {
        case '>':
          return value > bound;
        case '>=':
          return value >= bound;
        case '<':
          return value < bound;
        case '<=':
          return value <= bound;
        case '!=':
          return value !== bound;
        default:
          return value === bound;
      }
    };
    return {
      kind: 'label',
      name,
      keeps: value => value !== '' && compare(Number(value)),
    };
  }
}

/**
 * Parses a query: a selector with line filters, `json` and label filters, or
 * counts and rates of such lines, aggregated or not.
 *
 * @throws LogqlError naming the place, and any construct that is not evaluated here
 */
export function parseLogql(query: string): LogQl {
  return new Parser(query).parse();
}
