import { LIMITS } from '../../contract/limits.ts';
import type { Direction, Problem } from '../contract.ts';
import { INTERRUPTED, TOO_LONG, UNFINISHED } from './failures.ts';
import type { Frame } from './frame.ts';
import { COMPLETE, FOLLOWS, isRequest } from './frame-types.ts';
import type { Header } from './header.ts';

/** What a fragment takes besides its bytes. */
const OVERHEAD = 256;

/** One frame as it came, a message of its own. */
export interface Arrival {
  readonly message: number;
  readonly direction: Direction;
  readonly bytes: Uint8Array;
  readonly frame: Frame;
  /** Where it stands in all that its sender sent, on connections that can be resumed. */
  readonly position: bigint | undefined;
}

/** A frame, or the fragments that make one. */
export interface Assembly {
  readonly first: Arrival;
  readonly pieces: readonly Arrival[];
  /** Why the fragments are not all. */
  readonly problem?: Problem;
  /** Goes on with fragments that were given up. */
  readonly isRest?: boolean;
}

/** Joins fragments, for each stream and direction (Protocol.md, "Fragmentation And Reassembly"). */
export class Fragments {
  readonly #open = new Map<string, Arrival[]>();
  /** Whose first fragments were given up, while more follow. */
  readonly #overfull = new Set<string>();
  #held = 0;

  /** Takes the next frame; returns what is whole with it, or never will be. */
  feed(arrival: Arrival): readonly Assembly[] {
    const { header } = arrival.frame;
    const begins = (header.type === 'PAYLOAD' || isRequest(header.type)) && hasMore(header);
    const isNoneOpen = this.#open.size + this.#overfull.size === 0;
    if (isNoneOpen && !begins) return [{ first: arrival, pieces: [arrival] }];
    const key = keyOf(arrival.direction, header.stream);
    if (header.type === 'PAYLOAD') {
      if (this.#overfull.has(key)) return [this.#rest(key, arrival)];
      if (this.#open.has(key)) return this.#continue(key, arrival);
    }
    const gone = this.#interrupt(header);
    if (!begins) return [...gone, { first: arrival, pieces: [arrival] }];
    return [...gone, ...this.#continue(key, arrival)];
  }

  /** The connection is over. */
  end(): readonly Assembly[] {
    return [...this.#open.keys()].flatMap((key) => this.#close(key, UNFINISHED));
  }

  #continue(key: string, arrival: Arrival): readonly Assembly[] {
    const pieces = this.#open.get(key) ?? [];
    pieces.push(arrival);
    this.#open.set(key, pieces);
    this.#held += arrival.bytes.length + OVERHEAD;
    if (!hasMore(arrival.frame.header)) return this.#close(key);
    if (this.#held <= LIMITS.decoderPending) return [];
    this.#overfull.add(key);
    return this.#close(key, TOO_LONG);
  }

  #rest(key: string, arrival: Arrival): Assembly {
    if (!hasMore(arrival.frame.header)) this.#overfull.delete(key);
    return { first: arrival, pieces: [arrival], problem: TOO_LONG, isRest: true };
  }

  /** A stream that ends, or begins anew, leaves its fragments behind. */
  #interrupt({ type, stream }: Header): readonly Assembly[] {
    if (type !== 'CANCEL' && type !== 'ERROR' && !isRequest(type)) return [];
    return (['sent', 'received'] as const).flatMap((direction) => {
      const key = keyOf(direction, stream);
      this.#overfull.delete(key);
      return this.#close(key, INTERRUPTED);
    });
  }

  #close(key: string, problem?: Problem): readonly Assembly[] {
    const pieces = this.#open.get(key) ?? [];
    this.#open.delete(key);
    for (const { bytes } of pieces) this.#held -= bytes.length + OVERHEAD;
    const [first] = pieces;
    if (!first) return [];
    return [problem ? { first, pieces, problem } : { first, pieces }];
  }
}

function keyOf(direction: Direction, stream: number): string {
  return `${direction} ${stream}`;
}

/** A PAYLOAD that completes its stream is the last one, whatever else it says. */
function hasMore({ type, flags }: Header): boolean {
  return (flags & FOLLOWS) !== 0 && !(type === 'PAYLOAD' && flags & COMPLETE);
}
