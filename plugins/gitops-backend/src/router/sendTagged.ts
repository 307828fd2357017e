import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';

/** Answers JSON with a strong ETag, and 304 when the caller has it already. */
export function sendTagged(req: Request, res: Response, body: unknown): void {
  const text = JSON.stringify(body);
  const tag = `"${createHash('sha256').update(text).digest('base64url')}"`;
  res.setHeader('ETag', tag);
  // Rights may change at any time, so the browser always asks.
  res.setHeader('Cache-Control', 'private, no-cache');
  const known = req.header('if-none-match');
  if (known?.split(',').some(entry => entry.trim() === tag)) {
    res.status(304).end();
    return;
  }
  res.type('application/json').send(text);
}
