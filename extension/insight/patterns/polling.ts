import { timersAmong } from './comb.ts';
import { isBackToBack } from './long-polling.ts';
import { clientsInTurn, intervalsOf, isSteady, steadiness } from './rhythm.ts';
import { durationOf, hasFailed, type RequestSample } from './sample.ts';
import { median, spread } from './statistics.ts';

/** What is shorter is a burst, not a timer, in milliseconds: one period, and all together. */
const SHORTEST_PERIOD = 90;
const SHORTEST_SPAN = 1000;
/** A pause after the answer that is less than this part of the request is no timer's. */
const SHORTEST_PAUSE = 0.25;
/** Requests that decide whether a known loop goes on. */
const RECENT = 16;
/** Share of the requests that timers have to explain where several run at once. */
const EXPLAINED = 0.85;

export interface Period {
  readonly period: number;
  readonly jitter: number;
}

/** The period of requests (in order of start) made on a timer; undefined if they are not. */
export function pollingPeriod(requests: readonly RequestSample[]): Period | undefined {
  const isServed = requests.some((request) => request.outcome !== 'open' && !hasFailed(request));
  const starts = requests.map(({ startedAt }) => startedAt);
  const span = (starts.at(-1) ?? 0) - (starts[0] ?? 0);
  if (!isServed || span < SHORTEST_SPAN || isBackToBack(requests)) return undefined;
  const found = inTurn(starts) ?? afterAnswers(requests) ?? timersAtOnce(starts);
  return found && found.period >= SHORTEST_PERIOD ? found : undefined;
}

/** Whether a loop known as polling still is, and at which period. */
export function pollingPeriodStill(requests: readonly RequestSample[]): Period | undefined {
  const recent = requests.slice(-RECENT);
  const starts = recent.map(({ startedAt }) => startedAt);
  const pauses = pausesOf(recent);
  if (Math.max(steadiness(intervalsOf(starts)), steadiness(pauses)) < 0.5) {
    return pollingPeriod(recent);
  }
  return periodOf(intervalsOf(starts));
}

/** A timer from start to start, of one client or of several in turn. */
function inTurn(starts: readonly number[]): Period | undefined {
  const clients = clientsInTurn(starts);
  return clients === undefined ? undefined : periodOf(intervalsOf(starts, clients));
}

/** A timer set anew after each answer. */
function afterAnswers(requests: readonly RequestSample[]): Period | undefined {
  const pauses = pausesOf(requests);
  const durations = requests.map((request) => durationOf(request) ?? 0);
  if (median(pauses) < median(durations) * SHORTEST_PAUSE || !isSteady(pauses)) return undefined;
  return periodOf(intervalsOf(requests.map(({ startedAt }) => startedAt)));
}

function timersAtOnce(starts: readonly number[]): Period | undefined {
  const timers = timersAmong(starts);
  const explained = timers.reduce((sum, { ticks }) => sum + ticks.length, 0);
  const [first] = timers;
  if (first === undefined || explained < starts.length * EXPLAINED) return undefined;
  return periodOf(intervalsOf(first.ticks));
}

/** Times from a request's end to the next one's start, where they do not overlap. */
function pausesOf(requests: readonly RequestSample[]): readonly number[] {
  return requests.slice(1).flatMap(({ startedAt }, index) => {
    const end = requests[index]?.endedAt;
    return end !== undefined && end <= startedAt ? [startedAt - end] : [];
  });
}

function periodOf(intervals: readonly number[]): Period {
  return { period: median(intervals), jitter: spread(intervals) };
}
