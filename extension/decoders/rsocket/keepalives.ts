import type { Direction, Problem } from '../contract.ts';
import { RESPOND } from './frame-types.ts';
import { opposite } from './opposite.ts';

/** Unanswered keepalives that are remembered. */
const KEPT = 16;

interface Asked {
  readonly time: number;
  readonly data: Uint8Array;
}

/** Matches keepalives with those that answer them (Protocol.md, "KEEPALIVE Frame"). */
export class Keepalives {
  readonly #asked: Readonly<Record<Direction, Asked[]>> = { sent: [], received: [] };

  follow(
    flags: number,
    data: Uint8Array,
    direction: Direction,
    time: number,
  ): { readonly note?: string; readonly problems: readonly Problem[] } {
    if (flags & RESPOND) {
      const asked = this.#asked[direction];
      asked.push({ time, data });
      if (asked.length > KEPT) asked.shift();
      return { problems: [] };
    }
    const asked = this.#asked[opposite(direction)].shift();
    if (!asked) return { note: 'answers nothing that was captured', problems: [] };
    const note = `answers the KEEPALIVE ${Math.round(time - asked.time)} ms before`;
    if (areEqual(data, asked.data)) return { note, problems: [] };
    const reason = 'The answer has to have the same data.';
    return { note, problems: [{ kind: 'not-echoed', offset: 0, reason }] };
  }
}

function areEqual(first: Uint8Array, second: Uint8Array): boolean {
  return first.length === second.length && first.every((byte, at) => byte === second[at]);
}
