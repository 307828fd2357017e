/** One event of a server-sent event stream. */
export interface StreamEvent {
  /** Type of the event; `message` when the server names none. */
  type: string;
  data: string;
  id?: string;
}

/** Longest line kept; what a server sends beyond it is dropped. */
const MAX_LINE = 1_000_000;

/**
 * Takes the text of a server-sent event stream in pieces and hands out whole
 * events, as the HTML standard (section 9.2.6) describes. Comments, which
 * servers send as signs of life, hand out nothing.
 */
export class EventStreamParser {
  private rest = '';
  private type = '';
  private data: string[] = [];
  private id: string | undefined;

  private constructor() {}

  static create(): EventStreamParser {
    return new EventStreamParser();
  }

  /** Adds a piece of text and returns the events it completed. */
  push(text: string): StreamEvent[] {
    const events: StreamEvent[] = [];
    const lines = (this.rest + text).split(/\r\n|\n|\r(?!$)/);
    this.rest = (lines.pop() ?? '').slice(0, MAX_LINE);
    for (const line of lines) {
      if (line === '') {
        if (this.data.length > 0) {
          events.push({
            type: this.type || 'message',
            data: this.data.join('\n'),
            id: this.id,
          });
        }
        this.type = '';
        this.data = [];
      } else if (!line.startsWith(':')) {
        this.field(line);
      }
    }
    return events;
  }

  private field(line: string): void {
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'event') this.type = value;
    else if (name === 'data') this.data.push(value);
    else if (name === 'id') this.id = value;
  }
}
