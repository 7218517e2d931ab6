import { median } from './statistics.ts';

/** Instants that one timer makes: each tick follows the one before by nearly the same time. */
export interface Tooth {
  readonly ticks: readonly number[];
  readonly period: number;
}

/** Ticks that a timer needs to be believed when it was looked for among others. */
const FEWEST_TICKS = 6;
const MOST_TIMERS = 4;
const SEEDS = 10;
const SHORTEST_PERIOD = 100;

/** Finds timers of different periods that run at once; instants are in order. */
export function timersAmong(instants: readonly number[]): readonly Tooth[] {
  const timers: Tooth[] = [];
  let rest = instants;
  while (timers.length < MOST_TIMERS && rest.length >= FEWEST_TICKS) {
    const best = longest(rest);
    if (best === undefined) break;
    const ticks = new Set(best.ticks);
    timers.push(best);
    rest = rest.filter((instant) => !ticks.has(instant));
  }
  return timers;
}

function longest(instants: readonly number[]): Tooth | undefined {
  let best: readonly number[] = [];
  const seeds = instants.slice(0, SEEDS);
  for (const [index, first] of seeds.entries()) {
    for (const second of seeds.slice(index + 1)) {
      if (second - first < SHORTEST_PERIOD) continue;
      const ticks = follow(instants, first, second);
      if (ticks.length > best.length) best = ticks;
    }
  }
  if (best.length < FEWEST_TICKS) return undefined;
  return { ticks: best, period: median(best.slice(1).map((tick, i) => tick - (best[i] ?? 0))) };
}

/** The ticks of a timer that begins with two given ones, up to the first one that is missing. */
function follow(instants: readonly number[], first: number, second: number): readonly number[] {
  const ticks = [first, second];
  const period = second - first;
  const tolerance = period * 0.02 + 8;
  let expected = second + period;
  for (const instant of instants) {
    if (instant > expected + tolerance) break;
    if (instant < expected - tolerance) continue;
    ticks.push(instant);
    expected = instant + period;
  }
  const last = instants.at(-1) ?? second;
  return expected > last - period ? ticks : [];
}
