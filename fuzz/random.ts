/** Pseudo-random numbers that a seed determines (sfc32, by Chris Doty-Humphrey). */
export class Random {
  readonly #state: Uint32Array;

  /** The numbers of stream `stream` of a seed; both are 32-bit integers. */
  constructor(seed: number, stream = 0) {
    this.#state = Uint32Array.of(seed, stream, 0x9e3779b9, 1);
    for (let round = 0; round < 12; round += 1) this.#next();
  }

  /** An integer from 0 to `limit` − 1. */
  below(limit: number): number {
    return Math.floor((this.#next() / 0x1_0000_0000) * limit);
  }

  /** True once in `times`. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<T>(list: readonly [T, ...T[]]): T {
    return list[this.below(list.length)] ?? list[0];
  }

  #next(): number {
    const [a = 0, b = 0, c = 0, counter = 0] = this.#state;
    const sum = (a + b + counter) >>> 0;
    const turned = (c << 21) | (c >>> 11);
    this.#state.set([b ^ (b >>> 9), c + (c << 3), turned + sum, counter + 1]);
    return sum;
  }
}

/** The 32-bit number that stands for a name (FNV-1a). */
export function numberOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const character of name)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
