import type { TopicMessage } from '../wire/topic/message.ts';

/** No more often, and no more rarely, is a page told to ask; milliseconds. */
const SHORTEST = 200;
const LONGEST = 10_000;
/** Latest messages whose distance counts. */
const LOOKED_AT = 10;

/**
 * How long a page should wait before it asks again, in milliseconds: as long as there usually is
 * between two messages, or, in a silence that is longer already, as long as that has lasted.
 */
export function pollInterval(recent: readonly TopicMessage[], now: number): number {
  const times = recent.slice(-LOOKED_AT).map(({ time }) => time);
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return LONGEST;
  const usual = (last - first) / Math.max(1, times.length - 1);
  return Math.round(Math.min(LONGEST, Math.max(SHORTEST, usual, now - last)));
}
