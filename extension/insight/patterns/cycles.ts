import { durationOf, hasFailed, type RequestSample } from './sample.ts';

/** A finished request and the one that took its place. Milliseconds. */
export interface Cycle {
  readonly request: RequestSample;
  /** How long the request took. */
  readonly duration: number;
  /** From its end to the start of the next one. */
  readonly gap: number;
}

/** A request made from within a handler of the one before may seem to start a little earlier. */
const CLOCK_SLACK = 5;

/**
 * Pairs each finished request with the next one that was made after it; where several clients ask
 * at once, each start is used once. Requests are in order of their start. Failed ones are left
 * out: what follows them is a retry.
 */
export function cyclesOf(requests: readonly RequestSample[]): readonly Cycle[] {
  const cycles: Cycle[] = [];
  const starts = requests.map(({ startedAt }) => startedAt);
  const finished = requests
    .filter(({ endedAt }) => endedAt !== undefined)
    .toSorted((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0));
  let next = 0;
  for (const request of finished) {
    const end = request.endedAt ?? 0;
    while ((starts[next] ?? Number.POSITIVE_INFINITY) < end - CLOCK_SLACK) next += 1;
    const start = starts[next];
    if (start === undefined) break;
    next += 1;
    if (hasFailed(request)) continue;
    cycles.push({ request, duration: durationOf(request) ?? 0, gap: Math.max(0, start - end) });
  }
  return cycles;
}
