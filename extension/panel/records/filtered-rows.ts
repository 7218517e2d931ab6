/** How many items are looked at between two looks at the clock. */
const STRIDE = 16;

/**
 * Which items of a growing ordered list pass a test. Items are known by their place, which counts
 * from the first item there ever was, so that places stay when the oldest items leave.
 *
 * Each item is tested once: `advance` goes on where it stopped, within the time it is given, so that
 * neither new items nor a new test ever block a frame.
 */
export class FilteredRows {
  #passing: number[] = [];
  #examined = 0;

  /** Places of the passing items, ascending. */
  get passing(): readonly number[] {
    return this.#passing;
  }

  /** The place before which everything was tested. */
  get examined(): number {
    return this.#examined;
  }

  /** The items from `place` on have changed or moved: forgets what is known of them. */
  invalidate(place: number): void {
    if (place >= this.#examined) return;
    this.#examined = place;
    this.#passing.length = this.#before(place);
  }

  /** The items before `place` have left. */
  drop(place: number): void {
    this.#examined = Math.max(this.#examined, place);
    const gone = this.#before(place);
    if (gone > 0) this.#passing.splice(0, gone);
  }

  /**
   * Tests items up to the place `end` while `mayGoOn` allows it.
   * @returns whether any item was tested; all are when `examined` has reached `end`.
   */
  advance(end: number, passes: (place: number) => boolean, mayGoOn: () => boolean): boolean {
    const start = this.#examined;
    while (this.#examined < end && mayGoOn()) {
      const stop = Math.min(end, this.#examined + STRIDE);
      for (let place = this.#examined; place < stop; place++)
        if (passes(place)) this.#passing.push(place);
      this.#examined = stop;
    }
    return this.#examined !== start;
  }

  #before(place: number): number {
    return lowerBound(this.#passing.length, (i) => (this.#passing[i] ?? 0) - place);
  }
}

/**
 * First index in `[0, length)` whose comparison is not negative, or `length`. `compare` must ascend.
 */
export function lowerBound(length: number, compare: (index: number) => number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(middle) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
