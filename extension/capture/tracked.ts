import type { Headers, MessageType, TappedTransport } from '../contract/words.ts';

/** What capture must remember of a connection while it may still change or be seen by the other witness. */
export interface Tracked {
  readonly id: string;
  readonly transport: TappedTransport;
  readonly method: string;
  /** Without the fragment: the browser's log does not keep it. */
  readonly url: string;
  readonly openedAt: number;
  /** Position the next message of the page may have at the earliest. */
  nextPosition: number;
  ended: boolean;
  /** The page itself has told of the end: of this connection it says no more. */
  toldEnd: boolean;
  /** Response headers that the page was shown, once it was. */
  head: Headers | undefined;
  /** The log has told of the response, and in full: what the page is shown adds nothing. */
  hasLoggedHead: boolean;
  /** What went wrong, in the words of the log, which are the more precise. */
  loggedError: string | undefined;
  /** Sizes of the message heads so far: a redirect or a reconnect brings further ones. */
  headerBytes: { readonly sent: number; readonly received: number };
  /** The body of the response came from this witness; the other's is the same body again. */
  bodyFrom: 'page' | 'browser' | undefined;
  /** Bytes of the response's body that the page has read. */
  bodySize: number;
  /** Messages whose bytes the page is still reading. */
  pending: number;
  /** Messages whose content the page could not give, for the browser's log to fill in. */
  readonly missing: Map<number, MessageType>;
  /** Entries of the browser's log that belong to this connection. */
  claims: number;
}

/** A connection's facts, before anything has happened on it. */
export type TrackedFacts = Pick<Tracked, 'id' | 'transport' | 'url' | 'openedAt'> & {
  readonly method?: string;
};

export function track(facts: TrackedFacts): Tracked {
  return {
    id: facts.id,
    transport: facts.transport,
    method: facts.method ?? 'GET',
    url: withoutFragment(facts.url),
    openedAt: facts.openedAt,
    nextPosition: 0,
    ended: false,
    toldEnd: false,
    head: undefined,
    hasLoggedHead: false,
    loggedError: undefined,
    headerBytes: { sent: 0, received: 0 },
    bodyFrom: undefined,
    bodySize: 0,
    pending: 0,
    missing: new Map(),
    claims: 0,
  };
}

function withoutFragment(url: string): string {
  const at = url.indexOf('#');
  return at < 0 ? url : url.slice(0, at);
}
