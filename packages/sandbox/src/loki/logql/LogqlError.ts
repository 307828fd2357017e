/** A query that Loki refuses; the message is the whole answer. */
export class LogqlError extends Error {
  /** An error at an offset of the query, in Loki's words. */
  static syntax(query: string, offset: number, message: string): LogqlError {
    const before = query.slice(0, offset);
    const line = before.split('\n').length;
    const column = before.length - before.lastIndexOf('\n');
    return new LogqlError(
      `parse error at line ${line}, col ${column}: ${message}`,
    );
  }
}
