/** What a polling loop does and costs, over its last requests. Times in milliseconds. */
export interface PollingFigures {
  readonly requests: number;
  /** Median time from one request's start to the next one's. */
  readonly period: number;
  /** Median absolute deviation from the period. */
  readonly jitter: number;
  /** Share of finished polls that brought nothing new: 0 to 1. */
  readonly emptyShare: number;
  readonly headerBytes: number;
  readonly payloadBytes: number;
}

/** What a long-polling loop does, over its last requests. Times in milliseconds. */
export interface LongPollingFigures {
  readonly requests: number;
  /** Holds that have ended, by an answer or a time-out. */
  readonly holds: number;
  /** Median time that a request was held. */
  readonly holdTime: number;
  /** Holds that brought news. */
  readonly answered: number;
  /** Holds that ended without news, or were given up by the page. */
  readonly timedOut: number;
  readonly headerBytes: number;
  readonly payloadBytes: number;
  /** When the oldest of the requests held now was made. */
  readonly holdingSince?: number;
}
