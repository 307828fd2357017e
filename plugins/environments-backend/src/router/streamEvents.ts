import type { Request, Response } from 'express';

/** Bytes a slow reader may fall behind before its stream is ended. */
const MAX_BUFFERED = 64 * 1024;

/** Open event streams of the matrix. Events carry version numbers only: data is fetched, where permissions apply. */
export class EventStreams {
  readonly #streams = new Set<{ send(): void; end(): void }>();
  readonly #limit: number;
  readonly #heartbeatMs: number;
  readonly #maxAgeMs: number;

  private constructor(limit: number, heartbeatMs: number, maxAgeMs: number) {
    this.#limit = limit;
    this.#heartbeatMs = heartbeatMs;
    this.#maxAgeMs = maxAgeMs;
  }

  static create(options?: {
    /** Streams at the same time. Default 2000. */
    limit?: number;
    /** Default 15 s. */
    heartbeatMs?: number;
    /** A stream ends after this long, plus up to half of it, so that permissions are asked again. Default 10 min. */
    maxAgeMs?: number;
  }): EventStreams {
    return new EventStreams(
      options?.limit ?? 2_000,
      options?.heartbeatMs ?? 15_000,
      options?.maxAgeMs ?? 600_000,
    );
  }

  get size(): number {
    return this.#streams.size;
  }

  isFull(): boolean {
    return this.#streams.size >= this.#limit;
  }

  /** Something changed: streams whose version moved say so. */
  notify(): void {
    for (const stream of this.#streams) stream.send();
  }

  /** Ends all streams, for a shutdown. */
  close(): void {
    for (const stream of [...this.#streams]) stream.end();
  }

  /**
   * Serves a stream until the client leaves.
   *
   * @param version - the version this reader may see now
   */
  open(req: Request, res: Response, version: () => number): void {
    res.status(200).set({
      'content-type': 'text/event-stream; charset=utf-8',
      // no-transform keeps compression from holding events back.
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    res.flushHeaders();
    const last = Number(req.get('last-event-id'));
    let sent = Number.isInteger(last) ? last : -1;
    const write = (text: string) => {
      res.write(text);
      if (res.writableLength > MAX_BUFFERED) res.destroy();
    };
    const send = () => {
      const now = version();
      if (now === sent) return;
      sent = now;
      write(`id: ${now}\nevent: matrix\ndata: {"version":${now}}\n\n`);
    };
    const stream = { send, end: () => res.end() };
    const heartbeat = setInterval(() => write(':\n\n'), this.#heartbeatMs);
    const age = setTimeout(
      () => res.end(),
      this.#maxAgeMs * (1 + Math.random() / 2),
    );
    age.unref();
    this.#streams.add(stream);
    res.on('close', () => {
      clearInterval(heartbeat);
      clearTimeout(age);
      this.#streams.delete(stream);
    });
    write('retry: 3000\n\n');
    send();
  }
}
