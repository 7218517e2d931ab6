import { bytesText } from '../../view/format.ts';
import type { Outcome } from './comparison.ts';
import type { MeasureName } from './plans.ts';

/** What a bar shows of an outcome: its parts as numbers, and the text at its end. */
export interface Reading {
  readonly main: number;
  readonly added?: number;
  readonly text: string;
}

/** How each measure is taken. Bytes and milliseconds, for one event received where that is meant. */
export const MEASURES: Readonly<
  Record<Exclude<MeasureName, 'latency'>, (outcome: Outcome) => Reading>
> = {
  empty: ({ result: { tally } }) => {
    const share = tally.requests === 0 ? 0 : tally.emptyAnswers / tally.requests;
    return { main: share, text: `${Math.round(100 * Math.min(1, share))}%` };
  },
  requestRate: ({ result: { tally }, seconds }) => {
    const rate = seconds === 0 ? 0 : tally.requests / seconds;
    return { main: rate, text: `${rate.toFixed(1)} / s` };
  },
  bytes: ({ result: { tally, received } }) => {
    const [body, head] = [tally.body, tally.head].map((bytes) => bytes / Math.max(1, received));
    return {
      main: body ?? 0,
      added: head ?? 0,
      text: bytesText(Math.round((body ?? 0) + (head ?? 0))),
    };
  },
  framing: ({ result: { tally, received } }) => {
    const head = tally.head / Math.max(1, received);
    return { main: head, text: bytesText(Math.round(head)) };
  },
};
