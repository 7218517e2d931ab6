import type { Problem } from '../contract.ts';

/** Items that are read of one stretch; a person looks at fewer, and memory is not endless. */
const MOST_ITEMS = 200_000;

/** Where a reading stands, and what it found wrong so far. */
export class Position {
  readonly bytes: Uint8Array;
  readonly problems: Problem[] = [];
  at: number;
  #isStopped = false;
  #items = 0;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  /** Whether the reading met something that it cannot go on from. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  get canGoOn(): boolean {
    return !this.#isStopped && this.at < this.bytes.length;
  }

  /** The byte here; `undefined` at the end. */
  get byte(): number | undefined {
    return this.bytes[this.at];
  }

  /** One more item; the reading ends with the last that there is room for. */
  count(): void {
    this.#items += 1;
    if (this.#items < MOST_ITEMS) return;
    this.stop('too-many-items', this.at, `More than ${MOST_ITEMS} items are not followed.`);
  }

  problem(kind: string, offset: number, reason: string): void {
    this.problems.push({ kind, offset, reason });
  }

  /** Ends the reading; only the first reason is kept. */
  stop(kind: string, offset: number, reason: string): void {
    if (!this.#isStopped) this.problem(kind, offset, reason);
    this.#isStopped = true;
  }
}
