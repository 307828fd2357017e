import type { MatrixSnapshot } from '@chat2sql/plugin-environments-common';
import type { EnvironmentsApi, MatrixAnswer } from '../api/EnvironmentsApi';
import { MatrixFeed, type MatrixFeedState } from './MatrixFeed';

const snapshot = (version: number): MatrixSnapshot => ({
  version,
  asOf: '2026-11-25T12:00:00Z',
  environments: [],
  components: [],
  cells: [],
  sources: [],
  problems: [],
});

interface Stream {
  signal: AbortSignal;
  change: () => void;
  sign: () => void;
  end: (error?: Error) => void;
}

/** A server whose answers and streams the test controls. */
function server() {
  const etags: Array<string | undefined> = [];
  const streams: Stream[] = [];
  let version = 1;
  let failing: Error | undefined;
  let refuseStreams = false;
  const api: EnvironmentsApi = {
    async matrix({ etag } = {}): Promise<MatrixAnswer> {
      etags.push(etag);
      if (failing) throw failing;
      if (etag === `"${version}"`) return { changed: false };
      return {
        changed: true,
        snapshot: snapshot(version),
        etag: `"${version}"`,
      };
    },
    cell: async () => {
      throw new Error('not asked for');
    },
    follow: ({ signal, onOpen, onSign, onChange }) =>
      new Promise((resolve, reject) => {
        if (refuseStreams) {
          reject(new Error('refused'));
          return;
        }
        signal.addEventListener('abort', () => resolve());
        streams.push({
          signal,
          sign: onSign,
          change: () => {
            onSign();
            onChange(version);
          },
          end: error => (error ? reject(error) : resolve()),
        });
        onOpen();
        onSign();
        onChange(version);
      }),
  };
  return {
    api,
    etags,
    streams,
    next: () => {
      version += 1;
    },
    fail: (error?: Error) => {
      failing = error;
    },
    refuse: (value: boolean) => {
      refuseStreams = value;
    },
  };
}

describe('MatrixFeed', () => {
  let states: MatrixFeedState[];
  let feed: MatrixFeed;
  const last = () => states[states.length - 1];
  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

  beforeEach(() => {
    jest.useFakeTimers();
    states = [];
  });
  afterEach(() => {
    feed.stop();
    jest.useRealTimers();
  });
  function start(api: EnvironmentsApi) {
    feed = MatrixFeed.create({ api, listener: state => states.push(state) });
    feed.start();
  }

  it('reads once, then only when the stream says so', async () => {
    const s = server();
    start(s.api);
    await pass(0);
    expect(last()).toMatchObject({ loading: false, mode: 'stream' });
    const before = s.etags.length;
    expect(before).toBeLessThanOrEqual(2);
    await pass(30_000);
    s.streams[0].sign();
    await pass(30_000);
    expect(s.etags).toHaveLength(before);
    s.next();
    s.streams[0].change();
    await pass(0);
    expect(last().snapshot?.version).toBe(2);
    expect(s.etags[s.etags.length - 1]).toBe('"1"');
  });

  it('polls conditionally while there is no stream, and keeps the snapshot object on 304', async () => {
    const s = server();
    s.refuse(true);
    start(s.api);
    await pass(0);
    const first = last().snapshot;
    await pass(16_000);
    expect(s.etags.length).toBeGreaterThanOrEqual(4);
    expect(s.etags.slice(1).every(etag => etag === '"1"')).toBe(true);
    expect(last().snapshot).toBe(first);
    expect(last().mode).toBe('polling');
    s.next();
    await pass(5_000);
    expect(last().snapshot?.version).toBe(2);
  });

  it('keeps the last snapshot with the error while the server fails, and recovers', async () => {
    const s = server();
    start(s.api);
    await pass(0);
    s.fail(new Error('gone'));
    s.streams[0].end(new Error('reset'));
    await pass(100);
    expect(last()).toMatchObject({
      error: expect.objectContaining({ message: 'gone' }),
      snapshot: expect.objectContaining({ version: 1 }),
    });
    s.fail(undefined);
    await pass(6_000);
    expect(last().error).toBeUndefined();
    expect(last().mode).toBe('stream');
  });

  it('opens a silent stream again and reads what it missed', async () => {
    const s = server();
    start(s.api);
    await pass(0);
    s.next();
    await pass(44_000);
    expect(s.streams).toHaveLength(1);
    await pass(3_000);
    expect(s.streams).toHaveLength(2);
    expect(s.streams[0].signal.aborted).toBe(true);
    expect(last().snapshot?.version).toBe(2);
  });

  it('waits longer after each refusal, never more than the limit', async () => {
    const s = server();
    s.refuse(true);
    const attempts: number[] = [];
    const follow = s.api.follow;
    s.api.follow = options => {
      attempts.push(Date.now());
      return follow(options);
    };
    start(s.api);
    await pass(200_000);
    const waits = attempts.slice(1).map((at, i) => at - attempts[i]);
    expect(waits[0]).toBeLessThanOrEqual(1_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(30_000);
    expect(waits[waits.length - 1]).toBeGreaterThanOrEqual(15_000);
    expect(attempts.length).toBeLessThan(20);
  });

  it('does nothing after it was stopped', async () => {
    const s = server();
    start(s.api);
    await pass(0);
    feed.stop();
    const before = { reads: s.etags.length, states: states.length };
    await pass(120_000);
    expect(s.etags).toHaveLength(before.reads);
    expect(states).toHaveLength(before.states);
    expect(s.streams).toHaveLength(1);
    expect(s.streams[0].signal.aborted).toBe(true);
  });
});
