import type { ServerResponse } from 'node:http';
import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { fraction } from '../names';
import {
  ExpiredError,
  type ObjectStore,
  type StoreEvent,
} from '../store/ObjectStore';
import { apiVersionOf, kindKey } from '../store/resources';
import type { Scope } from './list';
import { StatusError } from './status';
import { tableBody } from './table';

/** A watcher that reads so slowly is cut off, as the API server does. */
const MAX_UNSENT_BYTES = 16_000_000;

/** How a watch is served. */
export interface WatchOptions {
  /** Time between bookmarks in milliseconds. */
  bookmarkMs: number;
  /** Write events as tables. */
  table: boolean;
  includeObject?: string;
  now(): Date;
}

/** One running watch. */
export class Watch {
  private version: number;
  private silent = false;
  private closed = false;
  /** Its time ran out while it was silent. */
  private overdue = false;
  private readonly key: string;
  private readonly bookmarks: boolean;
  private timers: NodeJS.Timeout[] = [];
  private unsubscribe: () => void = () => {};

  private constructor(
    private readonly store: ObjectStore,
    private readonly scope: Scope,
    private readonly response: ServerResponse,
    private readonly options: WatchOptions,
    query: URLSearchParams,
    version: number,
  ) {
    this.key = kindKey(scope.resource.group, scope.resource.kind);
    this.bookmarks = query.get('allowWatchBookmarks') === 'true';
    this.version = version;
  }

  /**
   * Starts a watch and writes until the client leaves, the time is over, or
   * {@link Watch.close} is called.
   *
   * @param onEnd - called once when it ends
   * @throws StatusError for bad parameters; nothing is written then
   */
  static start(
    store: ObjectStore,
    scope: Scope,
    response: ServerResponse,
    query: URLSearchParams,
    options: WatchOptions,
    onEnd: (watch: Watch) => void,
  ): Watch {
    if (query.get('sendInitialEvents') !== null)
      throw new StatusError(
        422,
        'Invalid',
        'ListOptions.meta.k8s.io "" is invalid: sendInitialEvents: Forbidden: sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled',
        { group: 'meta.k8s.io', kind: 'ListOptions' },
      );
    const text = query.get('resourceVersion') ?? '';
    if (!/^\d{0,16}$/.test(text))
      throw StatusError.badRequest(`Invalid value: "${text}": resourceVersion`);
    const timeoutText = query.get('timeoutSeconds') ?? '';
    if (!/^\d{0,9}$/.test(timeoutText))
      throw StatusError.badRequest(`invalid timeoutSeconds "${timeoutText}"`);
    const fromNow = text === '' || text === '0';
    const watch = new Watch(
      store,
      scope,
      response,
      options,
      query,
      fromNow ? store.resourceVersion : Number(text),
    );
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-cache, private',
    });
    response.flushHeaders();
    response.on('close', () => {
      watch.end();
      onEnd(watch);
    });
    if (fromNow) watch.writeInitial();
    else if (!watch.catchUp()) return watch;
    watch.unsubscribe = store.subscribe(event => {
      if (!watch.silent) watch.deliver(event);
    });
    // The server's own limit is 30 to 60 minutes.
    const seconds =
      Number(timeoutText) || 1800 * (1 + fraction(store.cluster, text));
    watch.timers.push(setTimeout(() => watch.close(), seconds * 1000));
    if (watch.bookmarks)
      watch.timers.push(
        setInterval(() => watch.bookmark(), options.bookmarkMs),
      );
    return watch;
  }

  /** Stops or resumes writing without closing the connection. */
  setSilent(silent: boolean): void {
    if (this.silent === silent) return;
    this.silent = silent;
    if (!silent && this.catchUp() && this.overdue) this.close();
  }

  /** Ends the watch the way a time-out does; a silent one stays open. */
  close(): void {
    this.overdue = true;
    if (this.silent) return;
    if (this.bookmarks) this.bookmark();
    this.end();
    this.response.end();
  }

  /** Ends the watch and its connection at once. */
  destroy(): void {
    this.end();
    this.response.destroy();
  }

  private end(): void {
    this.closed = true;
    this.unsubscribe();
    for (const timer of this.timers) clearTimeout(timer);
    this.timers = [];
  }

  private writeInitial(): void {
    for (const object of this.store.list(
      this.scope.resource.group,
      this.scope.resource.kind,
      this.scope.namespace,
    )) {
      if (this.scope.selects(object)) this.write('ADDED', object);
    }
  }

  /** Writes what happened since the last written version. @returns false when it is too old */
  private catchUp(): boolean {
    try {
      for (const event of this.store.since(this.version)) this.deliver(event);
      return true;
    } catch (error) {
      if (!(error instanceof ExpiredError)) throw error;
      this.send({
        type: 'ERROR',
        object: StatusError.expired(error.message).body(),
      });
      this.end();
      this.response.end();
      return false;
    }
  }

  /** Turns a change of the store into one of the watched selection. */
  private deliver(event: StoreEvent): void {
    this.version = event.resourceVersion;
    if (event.key !== this.key) return;
    const is = event.type !== 'DELETED' && this.scope.selects(event.object);
    const was =
      event.previous !== undefined && this.scope.selects(event.previous);
    if (is) this.write(was ? 'MODIFIED' : 'ADDED', event.object);
    else if (was) {
      // A deletion carries the last state under the version of the deletion.
      this.write('DELETED', {
        ...(event.type === 'DELETED' ? event.object : event.previous!),
        metadata: {
          ...(event.type === 'DELETED' ? event.object : event.previous!)
            .metadata,
          resourceVersion: String(event.resourceVersion),
        },
      });
    }
  }

  private write(type: string, object: KubeObject): void {
    const { resource } = this.scope;
    this.send({
      type,
      object: this.options.table
        ? tableBody(
            resource,
            [object],
            { resourceVersion: object.metadata.resourceVersion },
            this.options.includeObject,
            this.options.now(),
          )
        : object,
    });
  }

  private bookmark(): void {
    if (this.silent) return;
    const { resource } = this.scope;
    const metadata = {
      resourceVersion: String(this.version),
      creationTimestamp: null,
    };
    this.send({
      type: 'BOOKMARK',
      object: this.options.table
        ? {
            ...tableBody(resource, [], metadata, undefined, this.options.now()),
            rows: [
              {
                cells: [],
                object: {
                  kind: resource.kind,
                  apiVersion: apiVersionOf(resource),
                  metadata,
                },
              },
            ],
          }
        : {
            kind: resource.kind,
            apiVersion: apiVersionOf(resource),
            metadata,
          },
    });
  }

  private send(event: unknown): void {
    if (this.closed) return;
    this.response.write(`${JSON.stringify(event)}\n`);
    if (this.response.writableLength > MAX_UNSENT_BYTES) this.destroy();
  }
}
