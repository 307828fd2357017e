/** A fault for one request. */
export type Fault =
  | { type: 'status'; status: number; retryAfter?: number; message?: string }
  /** Accepts and never answers. */
  | { type: 'hang' }
  /** Resets the connection, after some events in the case of a watch. */
  | { type: 'reset' }
  | { type: 'slow'; ms: number }
  /** Cuts a list in the middle, or a watch within a line. */
  | { type: 'truncate' }
  /** Writes something that is no event. */
  | { type: 'garbage' }
  /** A watch that ends at once without news. */
  | { type: 'end' }
  /** A watch that opens and then says nothing, not even bookmarks. */
  | { type: 'mute' }
  /** An ERROR event. */
  | { type: 'error-event'; code: number };

/** What a request is about. */
export interface FakeRequest {
  verb: 'list' | 'watch' | 'probe' | 'discovery';
  path: string;
  query: URLSearchParams;
}

/** Groups of the fake: group -> version -> plural -> kind. */
export type FakeGroups = Record<string, Record<string, Record<string, string>>>;
