import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';

interface Cached {
  body: string;
  etag: string;
}

const MAX_ENTRIES = 50;

/**
 * Answers that are the same for everybody who may see the same things, kept
 * until the numbers change.
 */
export class AnswerCache {
  readonly #entries = new Map<string, Cached>();
  #version = -1;

  private constructor() {}

  static create(): AnswerCache {
    return new AnswerCache();
  }

  /**
   * Sends an answer with a strong ETag, or 304 when the caller has it already.
   *
   * @param options - `key` names what is asked and what may be seen; `version`
   * grows with every change
   */
  send(
    req: Request,
    res: Response,
    options: { key: string; version: number; make: () => unknown },
  ): void {
    const { key, version, make } = options;
    if (version !== this.#version || this.#entries.size > MAX_ENTRIES) {
      this.#entries.clear();
      this.#version = version;
    }
    let cached = this.#entries.get(key);
    if (!cached) {
      const body = JSON.stringify(make());
      const hash = createHash('sha256').update(body).digest('base64url');
      cached = { body, etag: `"${hash}"` };
      this.#entries.set(key, cached);
    }
    res.setHeader('ETag', cached.etag);
    // Who may see it is decided anew for every request, so nothing in between may keep it.
    res.setHeader('Cache-Control', 'private, no-cache');
    const known = req.headers['if-none-match'];
    if (known?.split(/\s*,\s*/).includes(cached.etag)) {
      res.status(304).end();
      return;
    }
    res.type('application/json').send(cached.body);
  }
}
