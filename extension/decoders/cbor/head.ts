import { unsignedAt } from '../packed-numbers.ts';

/** The eight major types (RFC 8949 §3.1), by their number. */
export const MAJOR = {
  unsigned: 0,
  negative: 1,
  bytes: 2,
  text: 3,
  array: 4,
  map: 5,
  tag: 6,
  simple: 7,
} as const;

/** The byte that ends what has an indefinite length (§3.2.1). */
export const BREAK = 0xff;

/** The beginning of a data item, read in its place: one object for many items. */
export class Head {
  major = 0;
  /** The low five bits of the first byte. */
  info = 0;
  /** Offset of what follows the head. */
  content = 0;
  /** Value, length, count or tag number; 0 where the length is indefinite. */
  argument: number | bigint = 0;
  isIndefinite = false;

  /** Reads the head at an offset; or the bytes end within it, or no item begins so (§3, App. C). */
  read(bytes: Uint8Array, at: number): 'whole' | 'incomplete' | 'reserved' {
    const first = bytes[at];
    if (first === undefined) return 'incomplete';
    this.major = first >> 5;
    this.info = first & 0x1f;
    this.isIndefinite = this.info === 31;
    if (this.info > 27) return this.#readIndefinite(at);
    const size = this.info < 24 ? 0 : 1 << (this.info - 24);
    if (at + 1 + size > bytes.length) return 'incomplete';
    this.content = at + 1 + size;
    this.argument = size === 0 ? this.info : unsignedAt(bytes, at + 1, size);
    return 'whole';
  }

  #readIndefinite(at: number): 'whole' | 'reserved' {
    this.content = at + 1;
    this.argument = 0;
    const mayBe = this.major >= MAJOR.bytes && this.major <= MAJOR.map;
    return this.isIndefinite && mayBe ? 'whole' : 'reserved';
  }

  /** Offset behind the bytes that follow the head and are no items. */
  get end(): number {
    const isString = this.major === MAJOR.bytes || this.major === MAJOR.text;
    return isString ? this.content + Number(this.argument) : this.content;
  }

  /** Elements of an array, pairs of a map; infinite where a break ends them. */
  get count(): number {
    return this.isIndefinite ? Number.POSITIVE_INFINITY : Number(this.argument);
  }

  /** Items behind the head that belong to it. */
  get items(): number {
    if (this.isIndefinite || this.major === MAJOR.array) return this.count;
    if (this.major === MAJOR.map) return this.count * 2;
    return this.major === MAJOR.tag ? 1 : 0;
  }

  /** Floats are of the type of simple values (§3.3). */
  get isFloat(): boolean {
    return this.major === MAJOR.simple && this.info > 24;
  }

  /** Whether the argument could not have been written shorter (§4.1). */
  get isShortest(): boolean {
    if (this.isFloat || this.info < 24 || this.info > 27) return true;
    return this.argument > (SMALLER_MAXIMUM[this.info - 24] ?? 0);
  }
}

const SMALLER_MAXIMUM = [23, 0xff, 0xffff, 0xffff_ffff];

/** The integer of major type 1 (§3.1): −1 minus the argument, exact. */
export function negative(argument: number | bigint): number | bigint {
  const value = -1 - Number(argument);
  return Number.isSafeInteger(value) ? value : -1n - BigInt(argument);
}
