import type { Journal } from '../journal/journal.ts';

/** What the status bar and the end of a log say. */
export interface Totals {
  /** Connections that are not over. */
  readonly open: number;
  readonly connections: number;
  readonly messages: number;
  /** Payload bytes in both directions. */
  readonly bytes: number;
  /** Everything the journal should hold and does not: 0 is a claim that was checked. */
  readonly lost: number;
}

/** Adds up what a journal holds and what it had to let go. */
export function totalsOf({ connections, counts }: Journal): Totals {
  let open = 0;
  for (const { state } of connections.values()) {
    if (state === 'open' || state === 'connecting') open += 1;
  }
  const { dropped, droppedConnections, missing, refused, truncated, uncaptured } = counts;
  return {
    open,
    connections: connections.size,
    messages: counts.messages,
    bytes: counts.sent + counts.received,
    lost: dropped + droppedConnections + missing + refused + truncated + uncaptured,
  };
}
