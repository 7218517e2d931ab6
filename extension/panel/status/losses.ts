import type { Counts } from '../../journal/counts.ts';
import { counted } from '../wording/bytes.ts';

/** What "lost" in the status bar is made of. */
export interface Losses {
  readonly total: number;
  /** One sentence per reason, for the tooltip. */
  readonly reasons: readonly string[];
}

/** Everything of the traffic that the recording does not hold, and why. */
export function lossesOf(counts: Counts): Losses {
  const parts: readonly (readonly [number, string])[] = [
    [counts.dropped, `${counted(counts.dropped, 'message')} dropped: a limit was reached`],
    [
      counts.droppedConnections,
      `${counted(counts.droppedConnections, 'connection')} dropped: a limit was reached`,
    ],
    [counts.missing, `${counted(counts.missing, 'event')} missing on the way from the page`],
    [counts.refused, `${counted(counts.refused, 'event')} refused: garbled or forged in the page`],
    [counts.truncated, `${counted(counts.truncated, 'payload')} cut off: longer than the limit`],
    [
      counts.uncaptured,
      `${counted(counts.uncaptured, 'payload')} out of reach of the page’s observers`,
    ],
  ];
  const present = parts.filter(([count]) => count > 0);
  return {
    total: present.reduce((sum, [count]) => sum + count, 0),
    reasons: present.map(([, reason]) => reason),
  };
}
