import type { Direction, Problem } from '../contract.ts';
import { RESPOND } from './frame-types.ts';
import { opposite } from './opposite.ts';

/** Unanswered keepalives that are remembered. */
const KEPT = 16;
/** Bytes of data that are remembered, to be compared with those of the answer. */
const COMPARED = 4096;

interface Asked {
  readonly time: number;
  /** The beginning of its data. */
  readonly data: Uint8Array;
  readonly length: number;
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
      asked.push({ time, data: data.slice(0, COMPARED), length: data.length });
      if (asked.length > KEPT) asked.shift();
      return { problems: [] };
    }
    const asked = this.#asked[opposite(direction)].shift();
    if (!asked) return { note: 'answers nothing that was captured', problems: [] };
    const note = `answers the KEEPALIVE ${Math.round(time - asked.time)} ms before`;
    if (isEcho(data, asked)) return { note, problems: [] };
    const reason = 'The answer has to have the same data.';
    return { note, problems: [{ kind: 'not-echoed', offset: 0, reason }] };
  }
}

function isEcho(answer: Uint8Array, { data, length }: Asked): boolean {
  return answer.length === length && data.every((byte, at) => byte === answer[at]);
}
