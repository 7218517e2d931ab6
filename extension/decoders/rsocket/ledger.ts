import type { Direction, Problem } from '../contract.ts';
import { opposite } from './opposite.ts';
import type { Stream } from './streams.ts';

/** How many payloads may go one way of a stream, and how many went. */
export interface Credit {
  readonly direction: Direction;
  readonly granted: number;
  readonly used: number;
}

/** What a frame means for the stream it is on. */
export interface Entry {
  readonly credit?: Credit;
  readonly note?: string;
  readonly problems: readonly Problem[];
  readonly isOver?: boolean;
}

const NOTHING: Entry = { problems: [] };

/** A PAYLOAD that goes this way (Protocol.md, "Stream Sequences and Lifetimes", "Flow Control"). */
export function spend(
  stream: Stream,
  direction: Direction,
  { isNext, isComplete }: { readonly isNext: boolean; readonly isComplete: boolean },
): Entry {
  const { type, requester, used, granted } = stream;
  if (type !== 'REQUEST_CHANNEL' && direction === requester) {
    return { problems: [wrong('wrong-direction', `${type} has payloads of the responder alone.`)] };
  }
  const problems = stream.isComplete[direction]
    ? [wrong('after-complete', 'This direction of the stream was complete before.')]
    : [];
  if (isComplete || type === 'REQUEST_RESPONSE') stream.isComplete[direction] = true;
  const isOver = isStreamOver(stream);
  if (type === 'REQUEST_RESPONSE') {
    return isComplete
      ? { problems, isOver }
      : { problems, isOver, note: 'the answer to REQUEST_RESPONSE completes it all the same' };
  }
  if (isNext) used[direction] += 1;
  if (isNext && used[direction] > granted[direction]) {
    const reason = `${used[direction]} payloads went this way, and ${granted[direction]} were asked for.`;
    problems.push(wrong('no-credit', reason));
  }
  return { credit: creditOf(stream, direction), problems, isOver };
}

/** A REQUEST_N that goes this way: credits add up, and none is taken back. */
export function grant(stream: Stream, direction: Direction, requestN: number): Entry {
  const other = opposite(direction);
  if (stream.type !== 'REQUEST_CHANNEL' && direction !== stream.requester) {
    const reason = `Nothing is asked for by the responder of ${stream.type}.`;
    return { problems: [wrong('wrong-direction', reason)] };
  }
  stream.granted[other] += requestN;
  return { credit: creditOf(stream, other), problems: [] };
}

/** A CANCEL that goes this way: the responder of a channel cancels what the requester sends. */
export function cancel(stream: Stream, direction: Direction): Entry {
  if (stream.type !== 'REQUEST_CHANNEL' || direction === stream.requester) {
    return { ...NOTHING, isOver: true };
  }
  stream.isComplete[stream.requester] = true;
  return { ...NOTHING, isOver: isStreamOver(stream) };
}

/** The credit that a request or REQUEST_N gives, or that a PAYLOAD leaves. */
export function creditOf({ granted, used }: Stream, direction: Direction): Credit {
  return { direction, granted: granted[direction], used: used[direction] };
}

export function isStreamOver({ type, requester, isComplete }: Stream): boolean {
  switch (type) {
    case 'REQUEST_FNF':
      return true;
    case 'REQUEST_RESPONSE':
    case 'REQUEST_STREAM':
      return isComplete[opposite(requester)];
    case 'REQUEST_CHANNEL':
      return isComplete.sent && isComplete.received;
    default:
      return type satisfies never;
  }
}

function wrong(kind: string, reason: string): Problem {
  return { kind, offset: 0, reason };
}
