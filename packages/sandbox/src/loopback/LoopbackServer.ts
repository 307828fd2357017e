import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as handlers see it. */
export interface LoopbackRequest {
  method: string;
  path: string;
  /** Parameters of the query and, for form posts, of the body. */
  params: URLSearchParams;
}

/** An answer: objects are sent as JSON, texts as they are. */
export interface LoopbackResponse {
  status: number;
  body: unknown;
  contentType?: string;
  headers?: Record<string, string>;
}

/** Answers a request. */
export type LoopbackHandler = (
  request: LoopbackRequest,
) => LoopbackResponse | Promise<LoopbackResponse>;

const MAX_BODY_BYTES = 1_000_000;
const RETRY_MS = 500;

class TooLarge extends Error {}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES)
      throw new TooLarge('http: request body too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function readRequest(request: IncomingMessage): Promise<LoopbackRequest> {
  const url = new URL(request.url ?? '/', 'http://loopback');
  const params = url.searchParams;
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('application/x-www-form-urlencoded')) {
    const form = new URLSearchParams(await readBody(request));
    for (const [name, value] of form) params.append(name, value);
  }
  return { method: request.method ?? 'GET', path: url.pathname, params };
}

function send(response: ServerResponse, answer: LoopbackResponse): void {
  const json = typeof answer.body !== 'string';
  const body = json ? JSON.stringify(answer.body) : (answer.body as string);
  response.writeHead(answer.status, {
    'Content-Type':
      answer.contentType ??
      (json ? 'application/json' : 'text/plain; charset=utf-8'),
    'Content-Length': Buffer.byteLength(body),
    ...answer.headers,
  });
  response.end(body);
}

/**
 * An HTTP server on 127.0.0.1 that can stop listening and take up its port
 * again, so that clients see a refused connection in between.
 */
export class LoopbackServer {
  private server?: Server;
  private port = 0;
  private paused = false;
  private retry?: NodeJS.Timeout;

  constructor(private readonly handler: LoopbackHandler) {}

  /** @returns the port, also when paused and so not listening */
  async start(port: number): Promise<number> {
    this.port = port;
    await this.listen();
    if (this.paused) await this.close();
    return this.port;
  }

  /** Refuses connections until {@link resume}; open ones are cut. */
  async pause(): Promise<void> {
    this.paused = true;
    await this.close();
  }

  /** Listens on the same port again; tries until the port is free. */
  async resume(): Promise<void> {
    this.paused = false;
    if (this.server || this.port === 0) return;
    try {
      await this.listen();
    } catch {
      this.retry = setTimeout(() => {
        if (!this.paused) void this.resume();
      }, RETRY_MS);
    }
  }

  async stop(): Promise<void> {
    await this.close();
    this.port = 0;
  }

  private async listen(): Promise<void> {
    const server = createServer((request, response) => {
      void this.serve(request, response);
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
    this.server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  private async close(): Promise<void> {
    clearTimeout(this.retry);
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    await new Promise<void>(resolve => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }

  private async serve(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    let answer: LoopbackResponse;
    try {
      answer = await this.handler(await readRequest(request));
    } catch (error) {
      answer =
        error instanceof TooLarge
          ? { status: 413, body: `${error.message}\n` }
          : { status: 500, body: `internal error: ${error.message}\n` };
    }
    if (!response.destroyed) send(response, answer);
  }
}
