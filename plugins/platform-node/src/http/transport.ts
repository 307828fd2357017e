import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { upstreamErrorFromSocket } from './classify';
import { UpstreamError } from './UpstreamError';

// Why node:http and not the global fetch: clusters bring their own certificate
// authority or ask to skip its check, which fetch can only be taught through a
// dispatcher of a matching undici, a second HTTP stack beside Node's own. One
// stack for all upstreams also gives one vocabulary of causes, never follows
// redirects, and never decompresses (no answer can grow after the byte cap).

/** TLS settings of one upstream. */
export interface TlsSettings {
  /** Certificate authorities in PEM, instead of the system's. */
  ca?: string;
  /** Accepts any certificate. */
  skipVerify?: boolean;
}

/** One request, as the transport sends it. */
export interface TransportRequest {
  /** Title of the source, for messages. */
  source: string;
  url: URL;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
  agent: http.Agent;
  /** Milliseconds until the connection must stand. */
  connectTimeoutMs: number;
  signal: AbortSignal;
}

/** Creates the connection pool of one upstream. Destroy it to end all connections. */
export function createAgent(protocol: string, tls: TlsSettings): http.Agent {
  const common = { keepAlive: true, keepAliveMsecs: 15_000 };
  return protocol === 'https:'
    ? new https.Agent({
        ...common,
        ...(tls.ca === undefined ? {} : { ca: tls.ca }),
        rejectUnauthorized: !tls.skipVerify,
      })
    : new http.Agent(common);
}

/**
 * Sends a request and resolves with the answer once its headers are here. The
 * caller reads or destroys the answer.
 *
 * @throws UpstreamError when there is no answer; the signal's reason when aborted
 */
export function openRequest(
  options: TransportRequest,
): Promise<IncomingMessage> {
  const { source, url, signal } = options;
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const send = url.protocol === 'https:' ? https.request : http.request;
    const request = send(url, {
      method: options.method,
      agent: options.agent,
      signal,
      headers: {
        'accept-encoding': 'identity',
        'user-agent': 'chat2sql-portal',
        ...options.headers,
        ...(options.body === undefined
          ? {}
          : { 'content-length': String(Buffer.byteLength(options.body)) }),
      },
    });
    let connectTimer: NodeJS.Timeout | undefined;
    request.once('socket', (socket: Socket) => {
      socket.setKeepAlive(true, 15_000);
      if (!socket.connecting) return;
      connectTimer = setTimeout(() => {
        request.destroy(
          new UpstreamError({
            source,
            failure: 'timeout',
            detail: 'no connection',
          }),
        );
      }, options.connectTimeoutMs);
      const stand = url.protocol === 'https:' ? 'secureConnect' : 'connect';
      socket.once(stand, () => clearTimeout(connectTimer));
    });
    request.once('response', response => {
      clearTimeout(connectTimer);
      resolve(response);
    });
    request.on('error', error => {
      clearTimeout(connectTimer);
      if (signal.aborted) reject(signal.reason);
      else if (error instanceof UpstreamError) reject(error);
      else {
        const failure = upstreamErrorFromSocket(source, error);
        // A pooled connection that the server closed meanwhile says nothing
        // about the server: the caller may simply ask again.
        if (request.reusedSocket && failure.failure === 'reset') {
          (failure as { stalePooledSocket?: boolean }).stalePooledSocket = true;
        }
        reject(failure);
      }
    });
    request.end(options.body);
  });
}

/** True when a request failed only because its pooled connection had been closed. */
export function hitStalePooledSocket(error: unknown): boolean {
  return (
    (error as { stalePooledSocket?: boolean } | undefined)
      ?.stalePooledSocket === true
  );
}

/**
 * Reads an answer to its end.
 *
 * @param maxBytes - cap; a longer answer is dropped and named
 * @throws UpstreamError `too-large`, `reset`; the signal's reason when aborted
 */
export async function readBody(
  response: IncomingMessage,
  options: { source: string; maxBytes: number; signal: AbortSignal },
): Promise<string> {
  const { source, maxBytes, signal } = options;
  const encoding = response.headers['content-encoding'];
  if (encoding && encoding !== 'identity') {
    response.destroy();
    throw new UpstreamError({
      source,
      failure: 'malformed',
      detail: `compressed answer (${encoding})`,
    });
  }
  const tooLarge = () =>
    new UpstreamError({
      source,
      failure: 'too-large',
      detail: `the limit is ${Math.floor(maxBytes / 1024)} KiB`,
    });
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) {
    response.destroy();
    throw tooLarge();
  }
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response) {
      size += (chunk as Buffer).length;
      if (size > maxBytes) throw tooLarge();
      chunks.push(chunk as Buffer);
    }
  } catch (error) {
    response.destroy();
    if (error instanceof UpstreamError) throw error;
    if (signal.aborted) throw signal.reason;
    throw upstreamErrorFromSocket(source, error);
  }
  if (!response.complete) {
    throw new UpstreamError({
      source,
      failure: 'reset',
      detail: 'the answer is cut short',
    });
  }
  return Buffer.concat(chunks, size).toString('utf8');
}
