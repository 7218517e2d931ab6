import { Worker } from 'node:worker_threads';
import { type Finding, made, type Outcome, type Plan } from './campaign.ts';
import type { Slice } from './slice.ts';

/** One conversation may take this long, also on a busy machine, and while it is made smaller. */
const HANGS_AFTER_MS = 120_000;
const LOOK_EVERY_MS = 1000;

/** Runs the plan in a worker for so long; a conversation that never ends is a finding too. */
export function runSlice(plan: Plan, milliseconds: number): Promise<Outcome> {
  const current = new Int32Array(new SharedArrayBuffer(4));
  const workerData: Slice = { plan, milliseconds, current };
  const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData });
  return new Promise((resolve, reject) => {
    let seen = -1;
    let since = performance.now();
    const watch = setInterval(() => {
      const next = Atomics.load(current, 0);
      if (next !== seen) since = performance.now();
      seen = next;
      if (performance.now() - since < HANGS_AFTER_MS) return;
      clearInterval(watch);
      void worker.terminate();
      resolve({ next, messages: 0, milliseconds, finding: hangOf(plan, next) });
    }, LOOK_EVERY_MS);
    worker.once('message', (outcome: Outcome) => resolve(outcome));
    worker.once('error', reject);
    worker.once('exit', () => clearInterval(watch));
  });
}

function hangOf({ protocol, seed }: Plan, number: number): Finding {
  const { conversation } = made(protocol, seed, number);
  const message = `nothing came in ${HANGS_AFTER_MS / 1000} s`;
  return { protocol, seed, number, conversation, kind: 'hang', message };
}
