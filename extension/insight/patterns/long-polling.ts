import { type Cycle, cyclesOf } from './cycles.ts';
import { intervalsOf, isSteady } from './rhythm.ts';
import { hasFailed, type RequestSample } from './sample.ts';
import { deviation, median, share, spread } from './statistics.ts';

/** A hold this long is one whatever the endpoint's usual speed, in milliseconds. */
const CLEARLY_HELD = 1000;
/** A shorter one is, when the endpoint can do so much faster. */
const PERHAPS_HELD = 300;
const TIMES_SLOWER = 4;
/** Holds that tell that a clock ends them, by count. */
const CLOCKED = 12;
/** "At once" after an answer: so many milliseconds, or so large a part of the usual hold. */
const AT_ONCE = 250;
const AT_ONCE_PART = 0.1;
/**
 * Cycles that have to be seen, by the shortest hold among them in milliseconds: slow answers that
 * follow one another by chance are the rarer, the slower they are. Answers that all take the same
 * time and all bring something could as well be the pages of a slow listing.
 */
const CYCLES = [
  { hold: 4000, varied: 2, alike: 2 },
  { hold: 2000, varied: 2, alike: 3 },
  { hold: 1500, varied: 3, alike: 3 },
  { hold: 0, varied: 3, alike: 5 },
] as const;
/** What timers and handlers vary by of themselves, in milliseconds. */
const NOISE = 10;
/** A pause this long is meant, in milliseconds: handlers alone do not take so much time. */
const BREATH = 120;
/** Requests that carry more than this are uploads in pieces, in bytes. */
const UPLOAD = 10_000;
/** Cycles that decide whether a known loop goes on. */
const RECENT = 16;

/** Whether requests (in order of start) are held until there is news, then made again at once. */
export function isLongPolling(requests: readonly RequestSample[]): boolean {
  const cycles = cyclesOf(requests);
  return (
    cycles.length >= cyclesNeeded(cycles) &&
    share(cycles, isAtOnce(cycles)) >= 0.8 &&
    isHeld(cycles) &&
    !isStartedByTimer(requests, cycles) &&
    median(requests.map(({ sentBytes }) => sentBytes)) <= UPLOAD
  );
}

/** Whether a loop known as long polling still is: quick answers under heavy traffic are. */
export function isStillLongPolling(requests: readonly RequestSample[]): boolean {
  const cycles = cyclesOf(requests).slice(-RECENT);
  return cycles.length === 0 || share(cycles, isAtOnce(cycles)) >= 0.5;
}

/** Whether requests follow one another without a pause: a timer would leave one. */
export function isBackToBack(requests: readonly RequestSample[]): boolean {
  const cycles = cyclesOf(requests);
  if (cycles.length === 0 || isStartedByTimer(requests, cycles)) return false;
  if (isBreathing(cycles)) return false;
  return share(cycles, isAtOnce(cycles)) >= 0.5 && median(busyShares(cycles)) > 0.5;
}

/** Whether there is a pause before each request that is meant. */
function isBreathing(cycles: readonly Cycle[]): boolean {
  return median(cycles.map(({ gap }) => gap)) >= BREATH;
}

function busyShares(cycles: readonly Cycle[]): readonly number[] {
  return cycles.map(({ duration, gap }) => duration / (duration + gap || 1));
}

function cyclesNeeded(cycles: readonly Cycle[]): number {
  const durations = cycles.map(({ duration }) => duration);
  const shortest = Math.min(...durations);
  const isVaried = Math.max(...durations) > 1.3 * shortest;
  const isFull = cycles.every(({ request }) => !request.isEmpty && request.outcome === 'answered');
  const needed = CYCLES.find(({ hold }) => shortest >= hold) ?? CYCLES[3];
  return isFull && !isVaried ? needed.alike : needed.varied;
}

function isAtOnce(cycles: readonly Cycle[]): (cycle: Cycle) => boolean {
  const usual = median(cycles.map(({ duration }) => duration));
  const limit = Math.max(AT_ONCE, usual * AT_ONCE_PART);
  return ({ gap }) => gap <= limit;
}

function isHeld(cycles: readonly Cycle[]): boolean {
  const durations = cycles.map(({ duration }) => duration);
  if (keepTime(durations) && !isBreathing(cycles)) return true;
  const fastest = Math.min(...durations);
  const held = cycles.filter(
    ({ duration }) =>
      duration >= CLEARLY_HELD || (duration >= PERHAPS_HELD && duration >= fastest * TIMES_SLOWER),
  );
  return held.length >= 2 && held.length >= cycles.length / 4;
}

/** Work takes now longer, now shorter; what takes the same time again and again waits for a clock. */
function keepTime(durations: readonly number[]): boolean {
  return (
    durations.length >= CLOCKED &&
    median(durations) >= PERHAPS_HELD &&
    isSteady(durations.slice(-CLOCKED))
  );
}

/**
 * A timer that happens to fire just after a slow answer: then the starts keep time, and the gaps
 * make up for what the answers vary. In a loop it is the other way round.
 */
function isStartedByTimer(requests: readonly RequestSample[], cycles: readonly Cycle[]): boolean {
  const sound = requests.filter((request) => !hasFailed(request));
  const periods = intervalsOf(sound.map(({ startedAt }) => startedAt));
  const gaps = cycles.map(({ gap }) => gap);
  return (
    periods.length >= 3 &&
    [spread, deviation].some((measure) => {
      const jitter = measure(periods);
      const variation = measure(gaps);
      return jitter < variation / 2 && variation - jitter > NOISE;
    })
  );
}
