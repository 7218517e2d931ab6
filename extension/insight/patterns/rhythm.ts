import { median, share } from './statistics.ts';

/** Timers are not exact: so many milliseconds either way mean nothing. */
const SLACK = 8;

/**
 * How alike neighbouring intervals have to be, in parts of the longer one. The fewer there are,
 * the more alike: three intervals that agree to a twentieth are as telling as sixteen to a third.
 */
const LEVELS = [
  { pairs: 2, tolerance: 0.03, needed: 1 },
  { pairs: 3, tolerance: 0.06, needed: 1 },
  { pairs: 5, tolerance: 0.1, needed: 1 },
  { pairs: 10, tolerance: 0.15, needed: 0.85 },
  { pairs: 16, tolerance: 0.3, needed: 0.9 },
] as const;

/** Below so many milliseconds, hands keep time as well: then more pairs are needed. */
const FAST = 1000;
const PAIRS_IF_FAST = 5;

/** Clients that may ask in turns, each on its own timer of one period. */
const MOST_CLIENTS = 6;

type Pair = readonly [number, number];

/**
 * Whether intervals come in a steady rhythm. Neighbours are compared, not all with one mean: a
 * period may change now and then, but not each time. With `lag` clients in turn, neighbours are
 * so many places apart; sums of chance intervals are more alike than each, and requests made
 * together tell no more than one, so that more is asked of them.
 */
export function isSteady(intervals: readonly number[], lag = 1): boolean {
  const pairs: Pair[] = intervals.slice(lag).map((later, index) => [intervals[index] ?? 0, later]);
  const isFast = median(intervals) < FAST;
  return LEVELS.some(
    (level) =>
      (!isFast || level.pairs >= PAIRS_IF_FAST) &&
      pairs.length >= level.pairs * lag &&
      share(pairs, (pair) => areAlike(pair, level.tolerance / lag)) >= level.needed,
  );
}

/** Share of neighbouring intervals that agree to within a fifth. */
export function steadiness(intervals: readonly number[], lag = 1): number {
  const pairs: Pair[] = intervals.slice(lag).map((later, index) => [intervals[index] ?? 0, later]);
  return share(pairs, (pair) => areAlike(pair, 0.2));
}

/** Times from each instant to the one `lag` later. */
export function intervalsOf(instants: readonly number[], lag = 1): number[] {
  return instants.slice(lag).map((later, index) => later - (instants[index] ?? later));
}

/** How many clients ask in turns, when that makes the instants a steady rhythm; else undefined. */
export function clientsInTurn(instants: readonly number[]): number | undefined {
  for (let clients = 1; clients <= MOST_CLIENTS; clients += 1) {
    if (isSteady(intervalsOf(instants, clients), clients)) return clients;
  }
  return undefined;
}

function areAlike([a, b]: Pair, tolerance: number): boolean {
  return Math.abs(a - b) <= Math.max(a, b) * tolerance + SLACK;
}
