import { median } from '../../extension/insight/patterns/statistics.ts';

/** One thing to be measured: does its work once over all messages. */
export type Work = () => unknown;

/** Milliseconds that each work is given in a round, and before the first one. */
const SLICE = 12;
const WARM_UP = 120;
export const ROUNDS = 15;

/** Results go here, so that the engine cannot leave out work whose result nobody reads. */
export const results: unknown[] = [];

/**
 * Milliseconds of processor time that each work takes, as medians of rounds in which they are done
 * in turn. The time of all threads counts, those of the garbage collector and the compiler included;
 * what else the machine does does not.
 */
export function measureInTurn(works: readonly Work[], rounds = ROUNDS): readonly number[] {
  const repeats = works.map((work) => Math.max(1, Math.round(SLICE / warmUp(work))));
  const times = works.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    const order = [...works.keys()];
    // There and back again, so that a machine that grows slower favours nobody.
    for (const index of round % 2 === 0 ? order : order.toReversed()) {
      const work = works[index];
      if (work) times[index]?.push(timeOf(work, repeats[index] ?? 1));
    }
  }
  return times.map(median);
}

/** Does the work until the engine has compiled it; gives milliseconds of the last time. */
function warmUp(work: Work): number {
  let spent = 0;
  let last = 0;
  while (spent < WARM_UP) {
    last = timeOf(work, 1);
    spent += last;
  }
  return Math.max(last, 0.001);
}

function timeOf(work: Work, repeats: number): number {
  const start = process.cpuUsage();
  for (let repeat = 0; repeat < repeats; repeat += 1) results[0] = work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / repeats;
}
