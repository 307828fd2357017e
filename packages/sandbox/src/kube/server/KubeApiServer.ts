import { createHash, timingSafeEqual } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SandboxServer } from '../../scenario/types';
import type { SimulatedCluster } from '../cluster/SimulatedCluster';
import { listBody, Lister, scopeOf } from './list';
import { serveLog } from './logs';
import { metricsAnswer } from './metrics';
import { fixedAnswer, targetOf, type Target } from './paths';
import { StatusError } from './status';
import { checkAccept, tableBody, wantsTable } from './table';
import { Watch } from './watch';

const USER = 'system:serviceaccount:chat2sql-portal:chat2sql-portal';

/** Options of one API server. */
export interface KubeApiServerOptions {
  cluster: SimulatedCluster;
  /** Bearer token of the only account. */
  token: string;
  /** Time between bookmarks in milliseconds. Default 10 s. */
  bookmarkMs?: number;
  /** Time between steps of the controllers in milliseconds. Default 500. */
  tickMs?: number;
  /**
   * Looks at every request first, for tests of what clients do about faults:
   * a reset, a hang, a 429.
   *
   * @returns true when it answered, or means not to
   */
  intercept?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/**
 * The HTTP face of a cluster. Reads speak the Kubernetes API; writes are
 * refused as RBAC refuses an account that may only read.
 */
export class KubeApiServer implements SandboxServer {
  readonly name: string;
  private readonly server: Server;
  private readonly lister: Lister;
  private readonly watches = new Set<Watch>();
  private readonly counts = new Map<string, number>();
  /** Requests that wait until the server speaks again. */
  private held: Array<() => void> = [];
  private ticker?: NodeJS.Timeout;
  private unsubscribe: () => void = () => {};

  private constructor(private readonly options: KubeApiServerOptions) {
    this.name = `kubernetes ${options.cluster.name}`;
    this.lister = new Lister(options.cluster.store);
    this.server = createServer((request, response) => {
      if (options.intercept?.(request, response)) return;
      if (this.isSilent()) this.held.push(() => this.handle(request, response));
      else this.handle(request, response);
    });
    this.server.keepAliveTimeout = 30_000;
  }

  static create(options: KubeApiServerOptions): KubeApiServer {
    return new KubeApiServer(options);
  }

  async start(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', () => {
        this.server.off('error', reject);
        resolve();
      });
    });
    const { cluster } = this.options;
    this.ticker = setInterval(
      () => cluster.tick(cluster.context.now()),
      this.options.tickMs ?? 500,
    );
    this.unsubscribe = cluster.context.onScenarioChange(() => {
      const silent = this.isSilent();
      for (const watch of this.watches) watch.setSilent(silent);
      if (!silent) for (const go of this.held.splice(0)) go();
    });
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    clearInterval(this.ticker);
    this.unsubscribe();
    this.held = [];
    for (const watch of this.watches) watch.destroy();
    this.server.closeAllConnections();
    await new Promise<void>(resolve => this.server.close(() => resolve()));
  }

  /** Number of requests by method and path template. */
  requestCounts(): Record<string, number> {
    return Object.fromEntries([...this.counts].sort());
  }

  /** Cuts every watch, as a restart of the server does. @returns how many there were */
  dropWatches(): number {
    const { size } = this.watches;
    for (const watch of this.watches) watch.destroy();
    return size;
  }

  /** Makes every resource version before now too old, as a compaction does. */
  compact(): void {
    this.options.cluster.store.compact();
    this.lister.expire();
  }

  private isSilent(): boolean {
    const { cluster } = this.options;
    return (
      cluster.name === 'prod' &&
      cluster.context.scenario().name === 'cluster-silent'
    );
  }

  private handle(request: IncomingMessage, response: ServerResponse): void {
    if (response.destroyed || response.closed) return;
    try {
      this.route(request, response);
    } catch (error) {
      const status =
        error instanceof StatusError
          ? error
          : new StatusError(500, 'InternalError', (error as Error).message);
      if (response.headersSent) response.destroy();
      else this.json(response, status.code, status.body(), status.headers);
    }
  }

  private authenticate(request: IncomingMessage): void {
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '');
    const digest = (text: string) => createHash('sha256').update(text).digest();
    if (
      !given ||
      !timingSafeEqual(digest(given[1]), digest(this.options.token))
    )
      throw StatusError.unauthorized();
  }

  private route(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const query = url.searchParams;
    this.count(request.method ?? 'GET', url.pathname, query);
    this.authenticate(request);
    let parts: string[];
    try {
      parts = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
    } catch {
      throw StatusError.unknownPath();
    }
    const fixed =
      fixedAnswer(parts, request.headers.host ?? '127.0.0.1') ??
      metricsAnswer(this.options.cluster, parts, query);
    if (fixed !== undefined) {
      this.refuseWrites(request);
      if (typeof fixed === 'string') {
        response.writeHead(200, { 'Content-Type': 'text/plain' });
        response.end(fixed);
      } else {
        this.json(response, 200, fixed);
      }
      return;
    }
    const target = targetOf(parts);
    if (!target) throw StatusError.unknownPath();
    this.authorize(request, target, query);
    this.serve(request, response, target, query);
  }

  private count(method: string, path: string, query: URLSearchParams): void {
    const template = path
      .replace(/\/namespaces\/[^/]+(?=\/)/, '/namespaces/*')
      .replace(
        /^(\/(?:api\/v1|apis\/[^/]+\/[^/]+)(?:\/namespaces\/\*)?\/[a-z]+)\/[^/]+/,
        '$1/*',
      );
    const verb = query.get('watch') === 'true' ? 'WATCH' : method;
    const key = `${verb} ${template}`.slice(0, 200);
    if (this.counts.size < 1000 || this.counts.has(key))
      this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  private refuseWrites(request: IncomingMessage): void {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      throw new StatusError(
        405,
        'MethodNotAllowed',
        'the server does not allow this method on the requested resource',
        {},
      );
  }

  private authorize(
    request: IncomingMessage,
    target: Target,
    query: URLSearchParams,
  ): void {
    const watches = /^(true|1)$/.test(query.get('watch') ?? '');
    const verbs: Record<string, string> = {
      GET: watches ? 'watch' : 'list',
      HEAD: 'get',
      POST: 'create',
      PUT: 'update',
      PATCH: 'patch',
      DELETE: 'deletecollection',
      ...(target.name ? { GET: 'get', DELETE: 'delete' } : {}),
    };
    const verb = verbs[request.method ?? ''];
    if (verb === undefined) this.refuseWrites(request);
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (!reads || target.resource.kind === 'Secret')
      throw StatusError.forbidden(
        USER,
        verb,
        target.resource,
        target.namespace,
        target.name,
      );
  }

  private serve(
    request: IncomingMessage,
    response: ServerResponse,
    target: Target,
    query: URLSearchParams,
  ): void {
    const { cluster, bookmarkMs = 10_000 } = this.options;
    const { resource, namespace, name } = target;
    const { accept } = request.headers;
    const include = query.get('includeObject') ?? undefined;
    const table = wantsTable(accept);
    const now = () => cluster.context.now();
    if (name !== undefined) {
      const object = cluster.store.get(
        resource.group,
        resource.kind,
        namespace,
        name,
      );
      if (!object)
        throw StatusError.notFound(resource.plural, resource.group, name);
      if (target.subresource === 'log') {
        serveLog(cluster, object, query, response);
        return;
      }
      checkAccept(accept);
      const metadata = { resourceVersion: object.metadata.resourceVersion };
      this.json(
        response,
        200,
        table
          ? tableBody(resource, [object], metadata, include, now())
          : object,
      );
      return;
    }
    checkAccept(accept);
    const scope = scopeOf(resource, namespace, query);
    if (/^(true|1)$/.test(query.get('watch') ?? '')) {
      const watch = Watch.start(
        cluster.store,
        scope,
        response,
        query,
        { bookmarkMs, table, includeObject: include, now },
        ended => this.watches.delete(ended),
      );
      if (!response.writableEnded) this.watches.add(watch);
      return;
    }
    const { objects, metadata } = this.lister.list(scope, query);
    this.json(
      response,
      200,
      table
        ? tableBody(resource, objects, metadata, include, now())
        : listBody(resource, objects, metadata),
    );
  }

  private json(
    response: ServerResponse,
    code: number,
    body: unknown,
    headers: Record<string, string> = {},
  ): void {
    const text = `${JSON.stringify(body)}\n`;
    response.writeHead(code, {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-cache, private',
      'Content-Length': Buffer.byteLength(text),
      ...headers,
    });
    response.end(text);
  }
}
