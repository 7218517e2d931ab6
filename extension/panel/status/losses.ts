import type { Counts } from '../../journal/counts.ts';
import { counted } from '../wording/bytes.ts';

type Loss = Exclude<keyof Counts, 'messages' | 'sent' | 'received'>;

/** Says of each way to lose something how much was lost that way. */
const SENTENCES: Readonly<Record<Loss, (count: number) => string>> = {
  dropped: (count) => `${counted(count, 'message')} dropped: a limit was reached`,
  droppedConnections: (count) => `${counted(count, 'connection')} dropped: a limit was reached`,
  missing: (count) => `${counted(count, 'event')} missing on the way from the page`,
  refused: (count) => `${counted(count, 'event')} refused: garbled, or forged in the page`,
  paused: (count) => `${counted(count, 'message')} left out while recording was paused`,
  truncated: (count) => `${counted(count, 'payload')} cut off: longer than the limit`,
  uncaptured: (count) => `${counted(count, 'payload')} not captured: out of reach of the observers`,
};

const LOSSES: readonly Loss[] = [
  'dropped',
  'droppedConnections',
  'missing',
  'refused',
  'paused',
  'truncated',
  'uncaptured',
];

/** What is not in the recording: one sentence for each way that something was lost or left out. */
export function lossReasons(counts: Counts): readonly string[] {
  return LOSSES.flatMap((loss) => (counts[loss] > 0 ? [SENTENCES[loss](counts[loss])] : []));
}
