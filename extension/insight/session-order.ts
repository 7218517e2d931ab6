import type { Message } from '../journal/message.ts';

/** A place in the order of a session. */
export interface Place {
  /** Epoch milliseconds. */
  readonly time: number;
  /** A message's number: what happened at the same time is told apart by the order of capture. */
  readonly number: number;
  /** Place within its connection. */
  readonly position: number;
}

export function comparePlaces(a: Place, b: Place): number {
  return compare(a.time, b.time) || compare(a.number, b.number) || compare(a.position, b.position);
}

/** Also of infinities, whose difference is no number. */
function compare(a: number, b: number): number {
  return a < b ? -1 : Number(a > b);
}

/**
 * Puts the messages of one connection into the order of a session: by time, and never before those
 * that the same connection carried before them, whatever their times say.
 */
export class Clock {
  #last: Place = { time: Number.NEGATIVE_INFINITY, number: -1, position: Number.NEGATIVE_INFINITY };

  /** Whether the message belongs before one that was placed already. */
  isLate({ position }: Message): boolean {
    return position < this.#last.position;
  }

  place({ time, number, position }: Message): Place {
    const own = { time, number, position };
    const isBehind = comparePlaces(own, this.#last) > 0;
    this.#last = isBehind ? own : { ...this.#last, position };
    return this.#last;
  }

  /** Where the connection's end belongs: behind all that it carried. */
  end(closedAt: number | undefined): Place {
    const { time, number } = this.#last;
    return { time: Math.max(time, closedAt ?? time), number, position: Number.POSITIVE_INFINITY };
  }
}
