const NEWLINE = 0x0a;

/** Cuts a stream of bytes into lines, with a cap on the length of one line. */
export class LineReader {
  readonly #maxBytes: number;
  #pieces: Buffer[] = [];
  #size = 0;

  private constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  static create(maxBytes: number): LineReader {
    return new LineReader(maxBytes);
  }

  /**
   * @returns the lines that this chunk completes, without their newline
   * @throws RangeError when a line exceeds the cap
   */
  push(chunk: Buffer): string[] {
    const lines: string[] = [];
    let start = 0;
    for (
      let end = chunk.indexOf(NEWLINE);
      end >= 0;
      end = chunk.indexOf(NEWLINE, start)
    ) {
      this.#add(chunk.subarray(start, end));
      const line = Buffer.concat(this.#pieces, this.#size).toString('utf8');
      this.#pieces = [];
      this.#size = 0;
      if (line.trim() !== '') lines.push(line);
      start = end + 1;
    }
    this.#add(chunk.subarray(start));
    return lines;
  }

  #add(piece: Buffer): void {
    if (piece.length === 0) return;
    this.#size += piece.length;
    if (this.#size > this.#maxBytes) {
      throw new RangeError('line too long');
    }
    this.#pieces.push(piece);
  }
}
