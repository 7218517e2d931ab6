import { parentPort, workerData } from 'node:worker_threads';
import { campaign, type Plan } from './campaign.ts';

/** A stretch of a campaign, done in a worker so that one that hangs can be stopped. */
export interface Slice {
  readonly plan: Plan;
  readonly milliseconds: number;
  /** Number of the conversation that is being read. */
  readonly current: Int32Array<SharedArrayBuffer>;
}

const { plan, milliseconds, current }: Slice = workerData;

const outcome = campaign(plan, (progress) => {
  Atomics.store(current, 0, progress.next);
  return progress.milliseconds >= milliseconds;
});
parentPort?.postMessage(outcome);
