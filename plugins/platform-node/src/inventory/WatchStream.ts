import type { IncomingMessage } from 'node:http';
import { failureOfStatus, upstreamErrorFromSocket } from '../http/classify';
import { UpstreamError } from '../http/UpstreamError';
import { LineReader } from './LineReader';

/** One event of a watch, as the API server writes it. */
export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  object: any;
}

const TYPES = new Set(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK']);

/**
 * Reads the events of a watch until the server ends it.
 *
 * @param response - the open stream; destroyed at the end in any case
 * @param options - `onBytes` is called with every chunk
 * @throws UpstreamError when the stream breaks, lies, or reports an error:
 * `gone` when the position has expired; the signal's reason when aborted
 */
export async function* readWatchEvents(
  response: IncomingMessage,
  options: {
    source: string;
    maxEventBytes: number;
    signal: AbortSignal;
    onBytes: () => void;
  },
): AsyncGenerator<WatchEvent> {
  const { source, signal } = options;
  const lines = LineReader.create(options.maxEventBytes);
  try {
    for await (const chunk of response) {
      options.onBytes();
      for (const line of lines.push(chunk as Buffer)) {
        yield parseEvent(line, source);
      }
    }
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof UpstreamError) throw error;
    if (error instanceof RangeError) {
      throw new UpstreamError({
        source,
        failure: 'too-large',
        detail: 'an event exceeds the limit',
      });
    }
    throw upstreamErrorFromSocket(source, error);
  } finally {
    response.destroy();
  }
  if (signal.aborted) throw signal.reason;
  if (!response.complete) {
    throw new UpstreamError({ source, failure: 'reset' });
  }
}

function parseEvent(line: string, source: string): WatchEvent {
  let event: any;
  try {
    event = JSON.parse(line);
  } catch {
    throw new UpstreamError({
      source,
      failure: 'malformed',
      detail: 'an event of the watch is broken',
    });
  }
  if (event?.type === 'ERROR') {
    const status = Number(event.object?.code) || 500;
    throw new UpstreamError({
      source,
      failure: failureOfStatus(status) ?? 'failing',
      status,
      detail: event.object?.message,
    });
  }
  if (!TYPES.has(event?.type) || typeof event.object !== 'object') {
    throw new UpstreamError({
      source,
      failure: 'malformed',
      detail: 'an unknown event of the watch',
    });
  }
  return event;
}
