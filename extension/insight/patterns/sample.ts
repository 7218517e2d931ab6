/** How a request went; `open` while it has not ended. */
export type Outcome = 'open' | 'answered' | 'failed' | 'aborted';

/** What pattern recognition needs to know of one HTTP request. Times are epoch milliseconds. */
export interface RequestSample {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly startedAt: number;
  /** When the response head came. */
  readonly respondedAt?: number;
  readonly endedAt?: number;
  readonly outcome: Outcome;
  readonly status?: number;
  /** The answer says "nothing new": 204, 304, or a body without news. */
  readonly isEmpty: boolean;
  /** Stands for the response body: equal bodies have equal digests. */
  readonly digest?: number;
  /** The answer is a stream that is read while it comes. */
  readonly isStream: boolean;
  /** Bytes of both message heads, where the browser measured them. */
  readonly headerBytes: number;
  /** Bytes of both bodies. */
  readonly payloadBytes: number;
  readonly sentBytes: number;
}

/** Failed on the network, or answered with a server error. */
export function hasFailed({ outcome, status = 0 }: RequestSample): boolean {
  return outcome === 'failed' || status >= 500 || status === 429;
}

/** How long a request took; undefined while it is open. */
export function durationOf({ startedAt, endedAt }: RequestSample): number | undefined {
  return endedAt === undefined ? undefined : Math.max(0, endedAt - startedAt);
}
