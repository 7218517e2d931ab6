/** At most so many numbers are remembered as missing. */
const REMEMBERED = 1000;

/** Running numbers of one topic as they come, and which of them did not. */
export class Gaps {
  private last: number | undefined;
  private readonly absent = new Set<number>();

  /** Those between the first and the last that have not come, in order. */
  get missing(): readonly number[] {
    return [...this.absent].sort((a, b) => a - b);
  }

  /** The last number that came, or undefined. */
  get latest(): number | undefined {
    return this.last;
  }

  add(id: number): void {
    // A server that was restarted counts from 1 again.
    const isAnew = id === 1 && !this.absent.has(1);
    if (this.last === undefined || isAnew) {
      this.absent.clear();
      this.last = id;
      return;
    }
    this.absent.delete(id);
    const from = Math.max(this.last + 1, id - REMEMBERED);
    for (let absent = from; absent < id; absent += 1) this.absent.add(absent);
    this.last = Math.max(this.last, id);
  }
}

/** Numbers as a person would write them: `3, 5–8, 12`. */
export function inRanges(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const one of numbers) {
    const range = ranges.at(-1);
    if (range && range[1] === one - 1) range[1] = one;
    else ranges.push([one, one]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}
