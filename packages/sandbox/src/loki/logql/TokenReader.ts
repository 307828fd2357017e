import { PromqlError } from '../../prometheus/promql/PromqlError';
import { LogqlError } from './LogqlError';
import type { Token } from './tokens';
import { tokenize } from './tokens';

/** Goes through the words of a query and makes Loki's errors. */
export class TokenReader {
  private next = 0;
  private readonly tokens: Token[];

  /** @throws LogqlError when the query cannot be split into words */
  constructor(protected readonly query: string) {
    this.tokens = tokenize(query);
  }

  protected peek(): Token {
    return this.tokens[this.next];
  }

  protected take(): Token {
    const token = this.tokens[this.next];
    if (token.type !== 'end') this.next++;
    return token;
  }

  /** Whether the next word is a sign or name of this value. */
  protected is(value: string): boolean {
    const token = this.peek();
    return token.type !== 'text' && token.value === value;
  }

  protected expect(value: string): Token {
    const token = this.take();
    if (token.type === 'text' || token.value !== value) {
      throw this.unexpected(token);
    }
    return token;
  }

  protected unexpected(token: Token = this.peek()): LogqlError {
    const what = token.type === 'end' ? '$end' : JSON.stringify(token.value);
    return LogqlError.syntax(
      this.query,
      token.offset,
      `syntax error: unexpected ${what}`,
    );
  }

  protected unsupported(token: Token, what: string): LogqlError {
    return LogqlError.syntax(
      this.query,
      token.offset,
      `the sandbox does not evaluate ${what}`,
    );
  }

  /** Makes something of a word and gives errors the word's place. */
  protected guard<T>(token: Token, make: () => T): T {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof PromqlError)) throw error;
      throw LogqlError.syntax(this.query, token.offset, error.message);
    }
  }
}
