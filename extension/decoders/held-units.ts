import type { Reading } from './reading.ts';

/** An outer unit, and whether a record shows it already. */
export interface Held {
  /** Number of its payload among those of the stream. */
  readonly message: number;
  readonly reading: Reading;
  isShown: boolean;
}

/** The outer units of one direction that a record to come may begin in, in their order. */
export class HeldUnits {
  #all: Held[] = [];

  get all(): readonly Held[] {
    return this.#all;
  }

  get isEmpty(): boolean {
    return this.#all.length === 0;
  }

  add(message: number, reading: Reading): void {
    this.#all.push({ message, reading, isShown: false });
  }

  find(message: number): Held | undefined {
    const last = this.#all.at(-1);
    return last?.message === message ? last : this.#search(message);
  }

  /** Lets go of those before a message; gives those that no record shows. */
  release(before: number): readonly Reading[] {
    const unshown: Reading[] = [];
    let count = 0;
    for (const { message, reading, isShown } of this.#all) {
      if (message >= before) break;
      if (!isShown) unshown.push(reading);
      count += 1;
    }
    if (count === 1) this.#all.shift();
    else if (count > 1) this.#all.splice(0, count);
    return unshown;
  }

  #search(message: number): Held | undefined {
    let low = 0;
    let high = this.#all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#all[middle]?.message ?? message) < message) low = middle + 1;
      else high = middle;
    }
    const held = this.#all[low];
    return held?.message === message ? held : undefined;
  }

  clear(): void {
    this.#all = [];
  }
}
