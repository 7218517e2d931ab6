import type { Crossing } from '../transports/crossing.ts';

/** What one way has cost and brought so far. Bytes and milliseconds. */
export interface Tally {
  readonly requests: number;
  readonly emptyAnswers: number;
  readonly messages: number;
  /** Bytes of headers and framing, both directions. */
  readonly head: number;
  /** Bytes of payload, both directions. */
  readonly body: number;
  readonly latencies: readonly number[];
}

export const NO_TALLY: Tally = {
  requests: 0,
  emptyAnswers: 0,
  messages: 0,
  head: 0,
  body: 0,
  latencies: [],
};

/** Latencies kept; the oldest make room. */
const LATENCIES = 1000;

export function withCrossing(tally: Tally, { role, head, body }: Crossing): Tally {
  return {
    ...tally,
    requests: tally.requests + (role === 'request' ? 1 : 0),
    head: tally.head + head,
    body: tally.body + body,
  };
}

export function withMessage(tally: Tally, latency: number | undefined): Tally {
  const latencies =
    latency === undefined ? tally.latencies : [...tally.latencies.slice(1 - LATENCIES), latency];
  return { ...tally, messages: tally.messages + 1, latencies };
}

/** What was added between two moments. */
export function since(before: Tally, now: Tally): Tally {
  return {
    requests: now.requests - before.requests,
    emptyAnswers: now.emptyAnswers - before.emptyAnswers,
    messages: now.messages - before.messages,
    head: now.head - before.head,
    body: now.body - before.body,
    latencies: now.latencies.slice(before.latencies.length),
  };
}

/**
 * The value that a share of all values does not exceed: nearest rank. Undefined of nothing.
 * @param share 0.5 for the median, 0.95 for p95
 */
export function percentile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
