import type { ConnectionFeed } from './connection-feed.ts';
import type { Clock, Place } from './session-order.ts';

/** One connection of the session. */
export interface Member {
  readonly feed: ConnectionFeed;
  readonly clock: Clock;
  /** Where its end was read. */
  end?: Place;
  /** Messages enqueued so far. */
  count: number;
}

/** Where the end of the connection belongs, as far as it is known. */
export function endOf({ clock, feed }: Member): Place {
  return clock.end(feed.connection.closedAt);
}
