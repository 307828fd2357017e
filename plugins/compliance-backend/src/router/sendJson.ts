import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';

/**
 * Sends an answer with a strong ETag made from its content without `asOf`, or
 * 304 when the reader has it already.
 */
export function sendJson<T extends { asOf: string }>(
  req: Request,
  res: Response,
  body: T,
): void {
  const { asOf: _asOf, ...content } = body;
  const hash = createHash('sha256')
    .update(JSON.stringify(content))
    .digest('base64url');
  const etag = `"${hash}"`;
  res.setHeader('ETag', etag);
  res.setHeader('Cache-Control', 'private, no-cache');
  const known = (req.headers['if-none-match'] ?? '')
    .split(',')
    .map(tag => tag.trim().replace(/^W\//, ''));
  if (known.includes(etag) || known.includes('*')) {
    res.status(304).end();
    return;
  }
  res.json(body);
}
