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
 * Pairs each finished request with the one that was made when it had ended. Where several clients
 * ask at once, a request follows the latest end before it that nothing else has followed. Requests
 * are in order of their start. Failed ones are left out: what follows them is a retry.
 */
export function cyclesOf(requests: readonly RequestSample[]): readonly Cycle[] {
  const cycles: Cycle[] = [];
  const ended = requests
    .filter(({ endedAt }) => endedAt !== undefined)
    .toSorted((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0));
  const waiting: RequestSample[] = [];
  let next = 0;
  for (const current of requests) {
    const { startedAt } = current;
    const isBefore = (one: RequestSample) =>
      one !== current && endOf(one) <= startedAt + CLOCK_SLACK;
    for (let one = ended[next]; one && isBefore(one); one = ended[next]) {
      waiting.push(one);
      next += 1;
    }
    const request = waiting.pop();
    if (request === undefined || hasFailed(request)) continue;
    const gap = Math.max(0, startedAt - endOf(request));
    cycles.push({ request, duration: durationOf(request) ?? 0, gap });
  }
  return cycles;
}

function endOf({ startedAt, endedAt }: RequestSample): number {
  return endedAt ?? startedAt;
}
