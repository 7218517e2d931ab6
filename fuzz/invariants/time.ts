import { hold } from './violation.ts';

/** What reading may take, generously: far more than it does, far less than quadratic time takes. */
const CONSTANT_MS = 500;
const MS_PER_BYTE = 0.05;
const MEASURED_AGAIN = 3;

/** Does the work; where it took suspiciously long, does it again before it calls it slow. */
export function checkTime(bytes: number, work: () => void): void {
  const limit = CONSTANT_MS + MS_PER_BYTE * bytes;
  let quickest = elapsed(work);
  for (let round = 0; quickest > limit && round < MEASURED_AGAIN; round += 1) {
    quickest = Math.min(quickest, elapsed(work));
  }
  hold(quickest <= limit, 'slow', () => `${bytes} bytes took ${Math.round(quickest)} ms`);
}

function elapsed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
