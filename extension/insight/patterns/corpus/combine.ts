import type { RequestSample } from '../sample.ts';
import type { Random } from './simulation.ts';

/** Instants after one another, with gaps of chance. */
export function arrivals(random: Random, count: number, gap: (random: Random) => number): number[] {
  let at = 0;
  return Array.from({ length: count }, () => {
    at += gap(random);
    return at;
  });
}

/** Several clients at the same time. */
export function together(
  histories: readonly (readonly RequestSample[])[],
): readonly RequestSample[] {
  return renumber(histories.flat().toSorted((a, b) => a.startedAt - b.startedAt));
}

/** One client that changes its ways: each history begins when the one before has ended. */
export function inTurn(
  ...histories: readonly (readonly RequestSample[])[]
): readonly RequestSample[] {
  let offset = 0;
  const all = histories.flatMap((history) => {
    const moved = history.map((sample) => shift(sample, offset));
    offset = Math.max(offset, ...moved.map(({ startedAt, endedAt }) => endedAt ?? startedAt)) + 1;
    return moved;
  });
  return renumber(all);
}

function shift(sample: RequestSample, by: number): RequestSample {
  const { startedAt, endedAt } = sample;
  return {
    ...sample,
    startedAt: startedAt + by,
    ...(endedAt !== undefined && { endedAt: endedAt + by }),
  };
}

function renumber(samples: readonly RequestSample[]): readonly RequestSample[] {
  return samples.map((sample, index) => ({ ...sample, id: `c${index}` }));
}
