import { createHash, timingSafeEqual } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  isScenarioName,
  type ScenarioDirector,
} from '../scenario/ScenarioDirector';
import { SCENARIOS, type SandboxServer } from '../scenario/types';

const MAX_BODY_BYTES = 10_000;

class ControlError extends Error {
  constructor(readonly code: number, message: string) {
    super(message);
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES)
      throw new ControlError(413, 'the body is too large');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new ControlError(400, 'the body is not JSON');
  }
}

/**
 * Steers the sandbox: which scenario is played, and who was asked how often.
 * Listens on loopback and wants its own token.
 */
export class ControlServer implements SandboxServer {
  readonly name = 'control';
  private readonly server: Server;

  private constructor(
    private readonly options: {
      director: ScenarioDirector;
      token: string;
      /** Request counts by name of a stand-in. */
      counts(): Record<string, Record<string, number>>;
    },
  ) {
    this.server = createServer((request, response) => {
      void this.handle(request, response);
    });
  }

  static create(options: {
    director: ScenarioDirector;
    token: string;
    counts(): Record<string, Record<string, number>>;
  }): ControlServer {
    return new ControlServer(options);
  }

  async start(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', () => {
        this.server.off('error', reject);
        resolve();
      });
    });
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>(resolve => this.server.close(() => resolve()));
  }

  private async handle(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    let code = 200;
    let body: unknown;
    try {
      this.authenticate(request);
      body = await this.answer(request);
    } catch (error) {
      code = error instanceof ControlError ? error.code : 500;
      body = { message: (error as Error).message };
    }
    const text = JSON.stringify(body);
    response.writeHead(code, {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      'Content-Length': Buffer.byteLength(text),
    });
    response.end(text);
  }

  private authenticate(request: IncomingMessage): void {
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '');
    const digest = (text: string) => createHash('sha256').update(text).digest();
    if (
      !given ||
      !timingSafeEqual(digest(given[1]), digest(this.options.token))
    )
      throw new ControlError(401, 'a bearer token is needed');
  }

  private async answer(request: IncomingMessage): Promise<unknown> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const route = `${request.method} ${pathname}`;
    if (route === 'GET /health') return { status: 'ok' };
    if (route === 'GET /counts') return this.options.counts();
    if (route === 'GET /scenario') return this.state();
    if (route === 'POST /scenario') {
      const body = (await readJson(request)) as { name?: unknown } | null;
      const name = body?.name;
      if (!isScenarioName(name))
        throw new ControlError(
          400,
          `there is no scenario ${JSON.stringify(name)}; allowed: ${Object.keys(
            SCENARIOS,
          ).join(', ')}`,
        );
      this.options.director.play(name);
      return this.state();
    }
    throw new ControlError(404, 'there is nothing at this path');
  }

  private state() {
    const { name, since } = this.options.director.scenario();
    return {
      scenario: {
        name,
        since: since.toISOString(),
        description: SCENARIOS[name],
      },
      scenarios: SCENARIOS,
    };
  }
}
