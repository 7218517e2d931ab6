import type { RequestSample } from '../sample.ts';

/** Numbers from 0 to 1, exclusive. */
export type Random = () => number;

/** How the n-th request goes. */
export type Step = (random: Random, index: number) => Answer;

export interface Answer extends Pick<RequestSample, 'outcome' | 'isEmpty' | 'sentBytes'> {
  readonly duration: number;
  readonly status?: number;
}

/** The same numbers for the same seed (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function answered(duration: number, more: Partial<Answer> = {}): Answer {
  return { outcome: 'answered', status: 200, isEmpty: false, sentBytes: 0, duration, ...more };
}

export function failed(duration: number): Answer {
  return { outcome: 'failed', isEmpty: false, sentBytes: 0, duration };
}

export function aborted(duration: number): Answer {
  return { outcome: 'aborted', isEmpty: false, sentBytes: 0, duration };
}

/** Requests on a timer from start to start, with the few milliseconds that timers are late. */
export function timer(
  random: Random,
  period: number,
  count: number,
  step: Step,
  query?: (index: number) => string,
  offset = 0,
): readonly RequestSample[] {
  return Array.from({ length: count }, (_, index) =>
    sample(index, offset + index * period + random() * 4, step(random, index), query),
  );
}

/** Each request follows the end of the one before, after a pause. */
export function atOnce(
  random: Random,
  count: number,
  step: Step,
  pause: (random: Random, index: number) => number = () => 0,
  query?: (index: number) => string,
): readonly RequestSample[] {
  let at = 0;
  return Array.from({ length: count }, (_, index) => {
    const request = sample(index, at, step(random, index), query);
    at = (request.endedAt ?? at) + pause(random, index) + 0.5 + random() * 5;
    return request;
  });
}

/** Requests at given instants. */
export function noise(
  random: Random,
  instants: readonly number[],
  step: Step,
  query?: (index: number) => string,
): readonly RequestSample[] {
  return instants.map((at, index) => sample(index, at, step(random, index), query));
}

function sample(
  index: number,
  startedAt: number,
  { duration, ...answer }: Answer,
  query?: (index: number) => string,
): RequestSample {
  return {
    id: `c${index}`,
    method: 'GET',
    url: `http://localhost/api/endpoint${query ? `?${query(index)}` : ''}`,
    startedAt,
    endedAt: startedAt + duration,
    isStream: false,
    headerBytes: 600,
    payloadBytes: answer.isEmpty ? 0 : 100,
    digest: index,
    ...answer,
  };
}
