/**
 * A query that cannot be answered, in the two kinds of the HTTP API:
 * `bad_data` (the text is wrong or uses what is not evaluated here) and
 * `execution` (the text is right and its evaluation failed).
 */
export class PromqlError extends Error {
  private constructor(
    readonly type: 'bad_data' | 'execution',
    message: string,
    /** Offset in the text of the query. */
    readonly position?: number,
  ) {
    super(message);
    this.name = 'PromqlError';
  }

  /** An error of the text at an offset. */
  static badData(message: string, position?: number): PromqlError {
    return new PromqlError('bad_data', message, position);
  }

  /** A construct of PromQL that the sandbox does not evaluate. */
  static unsupported(construct: string, position?: number): PromqlError {
    return new PromqlError(
      'bad_data',
      `the sandbox does not evaluate ${construct}`,
      position,
    );
  }

  /** An error of the evaluation. */
  static execution(message: string): PromqlError {
    return new PromqlError('execution', message);
  }

  /** The message, with line and column for errors of the text as Prometheus writes them. */
  describe(query: string): string {
    if (this.position === undefined) return this.message;
    const before = query.slice(0, this.position);
    const line = before.split('\n').length;
    const column = before.length - before.lastIndexOf('\n');
    return `${line}:${column}: parse error: ${this.message}`;
  }
}
