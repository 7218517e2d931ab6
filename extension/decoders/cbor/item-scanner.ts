import { LIMITS } from '../../contract/limits.ts';
import type { ValueScanner } from '../value-stream.ts';
import { BREAK, Head, MAJOR } from './head.ts';

/** An item whose parts have not all been met. */
interface Open {
  readonly major: number;
  readonly isIndefinite: boolean;
  left: number;
  met: number;
}

/** Says of a head in its place whether the scan may go on. */
export type Accept = (head: Head, isKey: boolean, depth: number) => boolean;

/** Finds where data items end, by their heads alone; broken where they are not well-formed. */
export class ItemScanner implements ValueScanner {
  readonly #accept: Accept | undefined;
  readonly #head = new Head();
  #open: Open[] = [topLevel()];
  #at = 0;

  constructor(accept?: Accept) {
    this.#accept = accept;
  }

  next(bytes: Uint8Array): number | 'incomplete' | 'broken' {
    for (;;) {
      const inside = this.#open.at(-1);
      if (!inside) break;
      const step = bytes[this.#at] === BREAK ? this.#leave(inside) : this.#enter(bytes, inside);
      if (step !== 'on') return step;
      while (this.#open.at(-1)?.left === 0) this.#open.pop();
    }
    const length = this.#at;
    this.reset();
    return length;
  }

  reset(start = 0): void {
    this.#open = [topLevel()];
    this.#at = start;
  }

  #leave(inside: Open): 'on' | 'broken' {
    const isHalfPair = inside.major === MAJOR.map && inside.met % 2 === 1;
    if (!inside.isIndefinite || isHalfPair) return 'broken';
    inside.left = 0;
    this.#at += 1;
    return 'on';
  }

  #enter(bytes: Uint8Array, inside: Open): 'on' | 'incomplete' | 'broken' {
    const head = this.#head;
    const state = head.read(bytes, this.#at);
    if (state === 'incomplete') return state;
    if (state === 'reserved' || !isAllowed(head, inside)) return 'broken';
    const { end } = head;
    if (end > bytes.length) return 'incomplete';
    const isKey = inside.major === MAJOR.map && inside.met % 2 === 0;
    const depth = this.#open.length;
    if (this.#accept && !this.#accept(head, isKey, depth)) return 'broken';
    this.#at = end;
    inside.left -= 1;
    inside.met += 1;
    const left = head.items;
    if (left > 0) {
      if (depth > LIMITS.decoderDepth) return 'broken';
      this.#open.push({ major: head.major, isIndefinite: head.isIndefinite, left, met: 0 });
    }
    return 'on';
  }
}

/** Offset behind the item that begins at `start`; `undefined` where no whole item does. */
export function endOfItem(bytes: Uint8Array, start: number): number | undefined {
  const scanner = new ItemScanner();
  scanner.reset(start);
  const end = scanner.next(bytes);
  return typeof end === 'string' ? undefined : end;
}

function topLevel(): Open {
  return { major: MAJOR.array, isIndefinite: false, left: 1, met: 0 };
}

/** The chunks of a string are strings of the same kind and of definite length (§3.2.3). */
function isAllowed(head: Head, inside: Open): boolean {
  const isChunk = inside.major === MAJOR.bytes || inside.major === MAJOR.text;
  return !isChunk || (head.major === inside.major && !head.isIndefinite);
}
