import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FakeGroups, FakeRequest, Fault } from './faults';

interface LogEntry {
  version: number;
  path: string;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: any;
}

interface Watcher {
  path: string;
  response: ServerResponse;
  muted: boolean;
  bookmarks: NodeJS.Timeout;
}

/**
 * A scripted API server: lists with pages, watches with bookmarks, expired
 * positions, and whatever fault a test asks for. Its own objects are the truth
 * that a cache is compared with.
 */
export class FakeApiServer {
  /** Decides about the fault of each request. */
  fault: (request: FakeRequest) => Fault | undefined = () => undefined;
  /** Decides by the Authorization header; anything else answers 401. */
  authorize: (header: string | undefined) => boolean = () => true;
  readonly requests: FakeRequest[] = [];
  readonly #server: http.Server;
  readonly #groups: FakeGroups;
  readonly #objects = new Map<string, Map<string, any>>();
  readonly #log: LogEntry[] = [];
  readonly #watchers = new Set<Watcher>();
  readonly #pages = new Map<string, { version: number; rest: any[] }>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #bookmarkMs: number;
  #version = 100;
  #compacted = 0;
  #uid = 0;
  connections = 0;

  private constructor(groups: FakeGroups, bookmarkMs: number) {
    this.#groups = groups;
    this.#bookmarkMs = bookmarkMs;
    this.#server = http.createServer((req, res) => this.#handle(req, res));
    this.#server.on('connection', () => {
      this.connections += 1;
    });
  }

  static create(options?: {
    groups?: FakeGroups;
    bookmarkMs?: number;
  }): FakeApiServer {
    return new FakeApiServer(
      options?.groups ?? { apps: { v1: { deployments: 'Deployment' } } },
      options?.bookmarkMs ?? 20,
    );
  }

  async start(port: number = 0): Promise<string> {
    await new Promise<void>(resolve =>
      this.#server.listen(port, '127.0.0.1', resolve),
    );
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const watcher of [...this.#watchers]) this.#drop(watcher);
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  /** Watches that stand now. */
  get watching(): number {
    return this.#watchers.size;
  }

  truth(path: string): any[] {
    return [...(this.#objects.get(path)?.values() ?? [])];
  }

  put(path: string, namespace: string, name: string, body: object = {}): any {
    const objects = this.#objects.get(path) ?? new Map();
    this.#objects.set(path, objects);
    const key = `${namespace}/${name}`;
    const before = objects.get(key);
    this.#version += 1;
    if (!before) this.#uid += 1;
    const { metadata, ...rest } = body as any;
    const object = {
      ...rest,
      metadata: {
        ...metadata,
        namespace,
        name,
        uid: before?.metadata.uid ?? `uid-${this.#uid}`,
        resourceVersion: String(this.#version),
      },
    };
    objects.set(key, object);
    this.#publish({
      version: this.#version,
      path,
      type: before ? 'MODIFIED' : 'ADDED',
      object,
    });
    return object;
  }

  remove(path: string, namespace: string, name: string): void {
    const objects = this.#objects.get(path);
    const object = objects?.get(`${namespace}/${name}`);
    if (!objects || !object) return;
    objects.delete(`${namespace}/${name}`);
    this.#version += 1;
    this.#publish({
      version: this.#version,
      path,
      type: 'DELETED',
      object: {
        ...object,
        metadata: {
          ...object.metadata,
          resourceVersion: String(this.#version),
        },
      },
    });
  }

  /** Forgets the past: older positions answer 410. */
  compact(): void {
    this.#compacted = this.#version;
    this.#pages.clear();
  }

  /** Ends all watches: politely, by a reset, or within a line. */
  breakWatches(how: 'end' | 'reset' | 'truncate' | 'gone'): void {
    for (const watcher of [...this.#watchers]) {
      if (how === 'end') watcher.response.end();
      if (how === 'reset') watcher.response.socket?.resetAndDestroy();
      if (how === 'truncate') {
        watcher.response.write('{"type":"MODIFIED","obj');
        watcher.response.socket?.destroySoon();
      }
      if (how === 'gone') {
        watcher.response.end(`${JSON.stringify(errorEvent(410))}\n`);
      }
      this.#drop(watcher);
    }
  }

  /** Stops all watches from speaking while their connections stand. */
  muteWatches(): void {
    for (const watcher of this.#watchers) watcher.muted = true;
  }

  #publish(entry: LogEntry): void {
    this.#log.push(entry);
    for (const watcher of this.#watchers) {
      if (watcher.path === entry.path) this.#write(watcher, entry);
    }
  }

  #write(watcher: Watcher, entry: LogEntry): void {
    if (watcher.muted) return;
    const { type, object } = entry;
    watcher.response.write(`${JSON.stringify({ type, object })}\n`);
  }

  #drop(watcher: Watcher): void {
    clearInterval(watcher.bookmarks);
    this.#watchers.delete(watcher);
  }

  /** Answers a request that another server accepted, for example one with TLS. */
  forward(req: IncomingMessage, res: ServerResponse): void {
    this.#handle(req, res);
  }

  #handle(req: IncomingMessage, res: ServerResponse): void {
    const url = new URL(req.url ?? '/', 'http://fake');
    const request = describe(url);
    this.requests.push(request);
    const fault = this.fault(request);
    if (!this.authorize(req.headers.authorization)) {
      json(res, 401, { kind: 'Status', message: 'Unauthorized' });
      return;
    }
    if (fault?.type === 'hang') return;
    if (fault?.type === 'reset') {
      req.socket.resetAndDestroy();
      return;
    }
    if (fault?.type === 'status') {
      if (fault.retryAfter !== undefined) {
        res.setHeader('retry-after', String(fault.retryAfter));
      }
      json(res, fault.status, {
        kind: 'Status',
        message: fault.message ?? `fault ${fault.status}`,
      });
      return;
    }
    if (fault?.type === 'slow') {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        this.#answer(request, res);
      }, fault.ms);
      this.#timers.add(timer);
      return;
    }
    this.#answer(request, res, fault);
  }

  #answer(request: FakeRequest, res: ServerResponse, fault?: Fault): void {
    switch (request.verb) {
      case 'probe':
        res.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
        return;
      case 'discovery':
        this.#discover(request.path, res);
        return;
      case 'list':
        this.#list(request, res, fault);
        return;
      default:
        this.#watch(request, res, fault);
    }
  }

  #discover(path: string, res: ServerResponse): void {
    if (path === '/apis') {
      const groups = Object.entries(this.#groups).map(([name, versions]) => ({
        name,
        versions: Object.keys(versions).map(version => ({ version })),
        preferredVersion: { version: Object.keys(versions)[0] },
      }));
      json(res, 200, { kind: 'APIGroupList', groups });
      return;
    }
    const [, , group, version] = path.split('/');
    const plurals = this.#groups[group]?.[version];
    if (!plurals) {
      json(res, 404, { kind: 'Status', message: 'not found' });
      return;
    }
    json(res, 200, {
      kind: 'APIResourceList',
      resources: Object.entries(plurals).map(([name, kind]) => ({
        name,
        kind,
        verbs: ['get', 'list', 'watch'],
      })),
    });
  }

  #isServed(path: string): boolean {
    const core = /^\/api\/v1\/\w+$/.test(path);
    const [, , group, version, plural] = path.split('/');
    return core || this.#groups[group]?.[version]?.[plural] !== undefined;
  }

  #list(request: FakeRequest, res: ServerResponse, fault?: Fault): void {
    const { path, query } = request;
    if (!this.#isServed(path)) {
      json(res, 404, { kind: 'Status', message: 'not found' });
      return;
    }
    const token = query.get('continue');
    const page = token
      ? this.#pages.get(token)
      : { version: this.#version, rest: this.truth(path) };
    if (!page) {
      json(res, 410, { kind: 'Status', message: 'continue token expired' });
      return;
    }
    const limit = Number(query.get('limit') ?? 0) || Infinity;
    const items = page.rest.slice(0, limit);
    const rest = page.rest.slice(limit);
    let next: string | undefined;
    if (rest.length > 0) {
      next = `token-${this.#pages.size}-${this.requests.length}`;
      this.#pages.set(next, { version: page.version, rest });
    }
    const text = JSON.stringify({
      kind: 'List',
      metadata: { resourceVersion: String(page.version), continue: next },
      items,
    });
    if (fault?.type === 'truncate') {
      res.writeHead(200, {
        'content-type': 'application/json',
        'content-length': String(text.length),
      });
      res.write(text.slice(0, text.length >> 1), () => res.destroy());
      return;
    }
    if (fault?.type === 'garbage') {
      res.writeHead(200, { 'content-type': 'application/json' });
      res.end(text.slice(1));
      return;
    }
    json(res, 200, text);
  }

  #watch(request: FakeRequest, res: ServerResponse, fault?: Fault): void {
    const from = Number(request.query.get('resourceVersion'));
    res.writeHead(200, { 'content-type': 'application/json' });
    res.flushHeaders();
    if (from < this.#compacted) {
      res.end(`${JSON.stringify(errorEvent(410))}\n`);
      return;
    }
    if (fault?.type === 'error-event') {
      res.end(`${JSON.stringify(errorEvent(fault.code))}\n`);
      return;
    }
    if (fault?.type === 'garbage') {
      res.end('{"type":"ADDED",\n');
      return;
    }
    if (fault?.type === 'truncate') {
      res.write('{"type":"ADDED","object":{', () => res.destroy());
      return;
    }
    if (fault?.type === 'end') {
      res.end();
      return;
    }
    const watcher: Watcher = {
      path: request.path,
      response: res,
      muted: fault?.type === 'mute',
      bookmarks: setInterval(() => {
        if (watcher.muted) return;
        const metadata = { resourceVersion: String(this.#version) };
        res.write(
          `${JSON.stringify({ type: 'BOOKMARK', object: { metadata } })}\n`,
        );
      }, this.#bookmarkMs),
    };
    this.#watchers.add(watcher);
    res.on('close', () => this.#drop(watcher));
    for (const entry of this.#log) {
      if (entry.path === request.path && entry.version > from) {
        this.#write(watcher, entry);
      }
    }
  }
}

function describe(url: URL): FakeRequest {
  const path = url.pathname;
  const query = url.searchParams;
  if (path === '/readyz') return { verb: 'probe', path, query };
  const parts = path.split('/').length;
  const collection = path.startsWith('/apis') ? parts >= 5 : parts >= 4;
  if (!collection) return { verb: 'discovery', path, query };
  const verb = query.get('watch') === 'true' ? 'watch' : 'list';
  return { verb, path, query };
}

function errorEvent(code: number): object {
  return {
    type: 'ERROR',
    object: { kind: 'Status', code, message: `error ${code}` },
  };
}

function json(
  res: ServerResponse,
  status: number,
  body: object | string,
): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  res.writeHead(status, { 'content-type': 'application/json' }).end(text);
}
