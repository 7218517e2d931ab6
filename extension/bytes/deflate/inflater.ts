import { type Codes, FIXED, readCodes } from './blocks.ts';
import type { Huffman } from './huffman.ts';

/** How far back a repetition may reach (RFC 1951 §2). */
const WINDOW = 32_768;
const END_OF_BLOCK = 256;

/** First length or distance of each symbol, and bits that say which of the following it is. */
const LENGTHS = scale(3, 28, 4);
const DISTANCES = scale(1, 30, 2);

/** Why inflating stopped before the stream did. */
export interface InflateFault {
  readonly kind: 'bad-deflate' | 'too-large';
  /** Byte of the compressed stream. */
  readonly offset: number;
  readonly reason: string;
}

/**
 * Takes a DEFLATE stream (RFC 1951) in pieces of any size. Gives everything that is known so far;
 * stops at the first thing that is wrong, and says where.
 */
export class Inflater {
  #input = new Uint8Array(0);
  /** Bits of the input that are used up. */
  #bit = 0;
  /** Bytes of the stream before the input. */
  #dropped = 0;
  #output = new Uint8Array(WINDOW);
  #end = 0;
  /** Where the output begins that was not taken. */
  #start = 0;
  #codes: Codes | undefined;
  /** Bytes of a stored block that are still to come. */
  #stored = 0;
  #isLast = false;
  #isDone = false;
  #fault: InflateFault | undefined;

  /** The stream has ended as it should. */
  get isDone(): boolean {
    return this.#isDone;
  }

  get fault(): InflateFault | undefined {
    return this.#fault;
  }

  /** Bytes of the stream that were used; behind the end of a stream that is done. */
  get consumed(): number {
    return this.#dropped + Math.ceil(this.#bit / 8);
  }

  /** Goes on with more of the stream, up to `most` bytes of output that are not taken. */
  feed(bytes: Uint8Array, most: number): void {
    this.#append(bytes);
    while (!this.#isDone && !this.#fault) {
      if (this.#end - this.#start > most) {
        this.#stop('too-large', `More than ${most} bytes are not inflated.`);
        return;
      }
      if (!this.#step(most)) return;
    }
  }

  /** The output since it was taken last. */
  take(): Uint8Array {
    const taken = this.#output.slice(this.#start, this.#end);
    const keep = Math.max(0, this.#end - WINDOW);
    this.#output.copyWithin(0, keep, this.#end);
    this.#end -= keep;
    this.#start = this.#end;
    return taken;
  }

  #append(bytes: Uint8Array): void {
    const used = this.#bit >> 3;
    const left = this.#input.subarray(used);
    const joined = new Uint8Array(left.length + bytes.length);
    joined.set(left);
    joined.set(bytes, left.length);
    this.#input = joined;
    this.#dropped += used;
    this.#bit &= 7;
  }

  /** One block's head, one stored stretch, or many symbols; false where more input is needed. */
  #step(most: number): boolean {
    if (this.#stored > 0) return this.#copyStored();
    if (this.#codes) return this.#symbols(this.#codes, most);
    if (this.#isLast) {
      this.#isDone = true;
      return true;
    }
    return this.#head();
  }

  #head(): boolean {
    const before = this.#bit;
    if (this.#input.length * 8 - before < 3) return false;
    const [isLast, type] = [this.#bits(1), this.#bits(2) ?? 0];
    const isRead = type === 0 ? this.#storedHead() : this.#codesHead(type);
    if (isRead) this.#isLast = isLast === 1;
    // What is incomplete is read again when more is there.
    else this.#bit = before;
    return isRead;
  }

  #storedHead(): boolean {
    const at = (this.#bit + 7) >> 3;
    if (at + 4 > this.#input.length) return false;
    const length = this.#u16(at);
    if ((length ^ this.#u16(at + 2)) !== 0xffff)
      return this.#stop('bad-deflate', 'The length of a stored block and its complement disagree.');
    this.#bit = (at + 4) * 8;
    this.#stored = length;
    return true;
  }

  #codesHead(type: number): boolean {
    if (type === 3) return this.#stop('bad-deflate', 'There is no block of type 3.');
    const bits = (count: number) => this.#bits(count);
    const codes = type === 1 ? FIXED : readCodes(bits, (code) => this.#symbol(code));
    if (codes === 'bad')
      return this.#stop('bad-deflate', 'The codes of a block contradict one another.');
    this.#codes = codes;
    return codes !== undefined;
  }

  #copyStored(): boolean {
    const at = this.#bit >> 3;
    const count = Math.min(this.#stored, this.#input.length - at);
    if (count === 0) return false;
    this.#reserve(count);
    this.#output.set(this.#input.subarray(at, at + count), this.#end);
    this.#end += count;
    this.#stored -= count;
    this.#bit += count * 8;
    return true;
  }

  /** Symbols as far as the input reaches; each is used whole or not at all. */
  #symbols(codes: Codes, most: number): boolean {
    for (;;) {
      const before = this.#bit;
      const symbol = this.#symbol(codes.literals);
      if (symbol === 'bad') return this.#stop('bad-deflate', 'No code begins like this.');
      if (symbol === undefined || !this.#apply(symbol, codes)) {
        this.#bit = before;
        return this.#fault !== undefined;
      }
      if (this.#codes === undefined || this.#end - this.#start > most) return true;
    }
  }

  #apply(symbol: number, { distances }: Codes): boolean {
    if (symbol < END_OF_BLOCK) {
      this.#reserve(1);
      this.#output[this.#end] = symbol;
      this.#end += 1;
      return true;
    }
    if (symbol === END_OF_BLOCK) {
      this.#codes = undefined;
      return true;
    }
    // The last symbol stands for the greatest length alone (RFC 1951 §3.2.5).
    const length = symbol === 285 ? 258 : this.#scaled(LENGTHS, symbol - 257);
    if (length === undefined) return false;
    const code = this.#symbol(distances);
    if (code === 'bad') return !this.#stop('bad-deflate', 'No distance begins like this.');
    const distance = code === undefined ? undefined : this.#scaled(DISTANCES, code);
    return distance !== undefined && this.#repeat(distance, length);
  }

  #scaled(values: Scale, symbol: number): number | undefined {
    const entry = values[symbol];
    if (!entry) {
      this.#stop('bad-deflate', 'A length or distance is none that there is.');
      return undefined;
    }
    const more = this.#bits(entry.bits);
    return more === undefined ? undefined : entry.base + more;
  }

  #repeat(distance: number, length: number): boolean {
    if (distance > this.#end)
      return !this.#stop('bad-deflate', 'A repetition begins before the stream does.');
    this.#reserve(length);
    for (let index = 0; index < length; index += 1) {
      this.#output[this.#end] = this.#output[this.#end - distance] ?? 0;
      this.#end += 1;
    }
    return true;
  }

  #bits(count: number): number | undefined {
    if (this.#bit + count > this.#input.length * 8) return undefined;
    const value = this.#peek() & ((1 << count) - 1);
    this.#bit += count;
    return value;
  }

  #symbol(code: Huffman): number | 'bad' | undefined {
    const found = code.find(this.#peek());
    const left = this.#input.length * 8 - this.#bit;
    if (found === 0) return left < 15 ? undefined : 'bad';
    const length = found & 15;
    if (length > left) return undefined;
    this.#bit += length;
    return found >> 4;
  }

  /** The next bits, 17 at least; zeros behind the end. */
  #peek(): number {
    const at = this.#bit >> 3;
    const [a = 0, b = 0, c = 0] = [this.#input[at], this.#input[at + 1], this.#input[at + 2]];
    return (a | (b << 8) | (c << 16)) >> (this.#bit & 7);
  }

  #u16(at: number): number {
    return (this.#input[at] ?? 0) | ((this.#input[at + 1] ?? 0) << 8);
  }

  #reserve(count: number): void {
    if (this.#end + count <= this.#output.length) return;
    const grown = new Uint8Array(Math.max(this.#output.length * 2, this.#end + count));
    grown.set(this.#output.subarray(0, this.#end));
    this.#output = grown;
  }

  #stop(kind: InflateFault['kind'], reason: string): true {
    this.#fault ??= { kind, offset: this.#dropped + (this.#bit >> 3), reason };
    return true;
  }
}

type Scale = readonly { readonly base: number; readonly bits: number }[];

/** `run` symbols for each number of bits; of the first number, twice as many. */
function scale(first: number, count: number, run: number): Scale {
  let base = first;
  return Array.from({ length: count }, (_, symbol) => {
    const bits = Math.max(0, Math.floor(symbol / run) - 1);
    const entry = { base, bits };
    base += 1 << bits;
    return entry;
  });
}
