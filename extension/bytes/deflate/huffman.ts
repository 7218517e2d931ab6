/** Bits that the table resolves in one step; longer codes are rare. */
const FAST = 9;
/** Longest code (RFC 1951 §3.2.7). */
const LONGEST = 15;

/** A prefix code, made from the lengths of its symbols' codes (RFC 1951 §3.2.2). */
export class Huffman {
  /** For the next bits: symbol and length of the code, or 0 where it is longer or there is none. */
  readonly #fast = new Uint16Array(1 << FAST);
  readonly #counts = new Uint16Array(LONGEST + 1);
  /** Symbols in the order of their codes. */
  readonly #symbols: Uint16Array;

  constructor(lengths: Uint8Array) {
    for (const length of lengths) if (length > 0) this.#count(length);
    const next = new Uint16Array(LONGEST + 2);
    for (let length = 1; length <= LONGEST; length += 1)
      next[length + 1] = (next[length] ?? 0) + (this.#counts[length] ?? 0);
    this.#symbols = new Uint16Array(next[LONGEST + 1] ?? 0);
    lengths.forEach((length, symbol) => {
      if (length === 0) return;
      const place = next[length] ?? 0;
      next[length] = place + 1;
      this.#symbols[place] = symbol;
    });
    this.#fill();
  }

  /** Whether every sequence of bits begins with a code, and with one alone. */
  get isComplete(): boolean {
    return this.#left === 0;
  }

  /**
   * Whether the codes fill what their lengths allow, no more and no less. A single code of one bit and
   * none at all count as full as well (RFC 1951 §3.2.7), as zlib has it.
   */
  get isFull(): boolean {
    return (
      this.#left === 0 ||
      (this.#symbols.length === (this.#counts[1] ?? 0) && this.#symbols.length < 2)
    );
  }

  /** Codes that there is still room for, of the longest; negative where there are too many. */
  get #left(): number {
    let left = 1;
    for (let length = 1; length <= LONGEST; length += 1) {
      left = left * 2 - (this.#counts[length] ?? 0);
      if (left < 0) return left;
    }
    return left;
  }

  /** Whether a symbol has a code. */
  has(symbol: number): boolean {
    return this.#symbols.includes(symbol);
  }

  /**
   * Finds the code that `bits` begin with, lowest bit first: `symbol * 16 + length`. 0 where there
   * is none.
   */
  find(bits: number): number {
    const fast = this.#fast[bits & ((1 << FAST) - 1)] ?? 0;
    return fast === 0 ? this.#findSlowly(bits) : fast;
  }

  #count(length: number): void {
    this.#counts[length] = (this.#counts[length] ?? 0) + 1;
  }

  #fill(): void {
    let code = 0;
    let place = 0;
    for (let length = 1; length <= FAST; length += 1) {
      const count = this.#counts[length] ?? 0;
      for (let index = 0; index < count; index += 1) {
        const entry = (this.#symbols[place] ?? 0) * 16 + length;
        // More codes than there is room for are refused by `isFull`.
        for (let at = reversed(code, length); at < 1 << FAST; at += 1 << length)
          this.#fast[at] = entry;
        code += 1;
        place += 1;
      }
      code <<= 1;
    }
  }

  #findSlowly(bits: number): number {
    let code = 0;
    let first = 0;
    let place = 0;
    for (let length = 1; length <= LONGEST; length += 1) {
      code |= (bits >> (length - 1)) & 1;
      const count = this.#counts[length] ?? 0;
      if (code - first < count) return (this.#symbols[place + code - first] ?? 0) * 16 + length;
      place += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    return 0;
  }
}

/** Codes are sent with their highest bit first, everything else with the lowest. */
function reversed(code: number, length: number): number {
  let result = 0;
  for (let bit = 0; bit < length; bit += 1) result |= ((code >> bit) & 1) << (length - 1 - bit);
  return result;
}
