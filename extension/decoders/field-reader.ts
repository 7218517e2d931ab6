import { bigEndian } from '../bytes/big-endian.ts';
import { hexText } from '../bytes/hex.ts';
import { decodeUtf8, invalidUtf8At } from '../bytes/utf8.ts';
import type { Field, FieldValue, Problem } from './contract.ts';

/** Bytes of binary data that a field shows. */
const SHOWN = 32;

/** What a field shows of what was read. */
export type Show<T> = (value: T) => FieldValue;

export function asItIs<T extends FieldValue>(value: T): FieldValue {
  return value;
}

/** The first bytes in hex. */
export function firstBytes(content: Uint8Array): string {
  const shown = hexText(content.subarray(0, SHOWN));
  return content.length > SHOWN ? `${shown} …` : shown;
}

/**
 * Reads a binary layer's parts in order, each a field. What does not fit is a problem; after it
 * nothing more is read of the same stretch. A quiet reader gives the values alone: no fields, no
 * problems. Numbers are big-endian.
 */
export class FieldReader {
  readonly bytes: Uint8Array;
  readonly problems: Problem[] = [];
  readonly isQuiet: boolean;
  #offset: number;
  #fields: Field[] = [];
  #end: number;
  #isBroken = false;

  constructor(bytes: Uint8Array, start: number, isQuiet: boolean, end = bytes.length) {
    this.bytes = bytes;
    this.#offset = start;
    this.#end = end;
    this.isQuiet = isQuiet;
  }

  get fields(): readonly Field[] {
    return this.#fields;
  }

  get offset(): number {
    return this.#offset;
  }

  /** Where the stretch ends that is read. */
  get end(): number {
    return this.#end;
  }

  /** Bytes left of the stretch that is read; none after something did not fit. */
  get remaining(): number {
    return this.#isBroken ? 0 : this.#end - this.offset;
  }

  u8(name: string, show: Show<number> = asItIs): number | undefined {
    return this.#number(name, 1, show);
  }

  u16(name: string, show: Show<number> = asItIs): number | undefined {
    return this.#number(name, 2, show);
  }

  u24(name: string, show: Show<number> = asItIs): number | undefined {
    return this.#number(name, 3, show);
  }

  u32(name: string, show: Show<number> = asItIs): number | undefined {
    return this.#number(name, 4, show);
  }

  u64(name: string, show: Show<bigint> = asItIs): bigint | undefined {
    const start = this.offset;
    if (!this.fits(name, 8)) return undefined;
    const value = BigInt(this.#unsigned(4)) * 0x1_0000_0000n + BigInt(this.#unsigned(4));
    if (!this.isQuiet) this.add(name, show(value), start);
    return value;
  }

  /** The next `length` bytes as one field. */
  content(
    name: string,
    length: number,
    show: Show<Uint8Array> = firstBytes,
  ): Uint8Array | undefined {
    const start = this.offset;
    const content = this.take(name, length);
    if (content && !this.isQuiet) this.add(name, show(content), start, `${content.length} bytes`);
    return content;
  }

  /** The next `length` bytes as UTF-8. */
  utf8(name: string, length: number, show: Show<string> = asItIs): string | undefined {
    const start = this.offset;
    if (!this.fits(name, length)) return undefined;
    const end = start + length;
    this.#offset = end;
    const value = decodeUtf8(this.bytes, start, end);
    if (this.isQuiet) return value;
    this.checkUtf8(name, start, end);
    this.add(name, show(value), start);
    return value;
  }

  /** Everything that is left of the stretch, if there is something, as a number of bytes. */
  rest(name: string, note: string): void {
    const { remaining, offset } = this;
    if (remaining === 0) return;
    this.#offset += remaining;
    this.add(name, remaining, offset, note);
  }

  /** Passes over bytes that have no field of their own. */
  skip(length: number): void {
    if (length <= this.remaining) this.#offset += length;
  }

  /** A field whose children `read` reads, from the next `length` bytes where that is given. */
  group<T>(name: string, read: () => T, length?: number, note?: string): T {
    const outer = { fields: this.#fields, end: this.#end, isBroken: this.#isBroken };
    const start = this.offset;
    this.#fields = [];
    if (length !== undefined) this.#narrow(name, length);
    const result = read();
    const children = this.#fields;
    this.#fields = outer.fields;
    if (length !== undefined && !outer.isBroken) {
      this.#offset = this.#end;
      this.#isBroken = false;
      this.#end = outer.end;
    }
    if (!this.isQuiet) this.#push({ name, range: [start, this.offset], children }, note);
    return result;
  }

  problem(kind: string, offset: number, reason: string): void {
    if (!this.isQuiet) this.problems.push({ kind, offset, reason });
  }

  /** What follows cannot be read, because it is not known how long it is. */
  giveUp(): void {
    this.#isBroken = true;
  }

  /** Whether so many bytes are left; where they are not, nothing more is read. */
  protected fits(name: string, length: number): boolean {
    if (!this.#isBroken && length <= this.remaining) return true;
    this.doesNotFit(name);
    return false;
  }

  /** The next `length` bytes, without a field. */
  protected take(name: string, length: number): Uint8Array | undefined {
    if (!this.fits(name, length)) return undefined;
    const start = this.#offset;
    this.#offset += length;
    return this.bytes.subarray(start, this.#offset);
  }

  #number(name: string, length: number, show: Show<number>): number | undefined {
    const start = this.#offset;
    if (!this.fits(name, length)) return undefined;
    const value = this.#unsigned(length);
    if (!this.isQuiet) this.add(name, show(value), start);
    return value;
  }

  #unsigned(length: number): number {
    const start = this.#offset;
    this.#offset += length;
    return bigEndian(this.bytes, start, this.#offset);
  }

  protected add(name: string, value: FieldValue, start: number, note?: string): void {
    if (!this.isQuiet) this.#push({ name, value, range: [start, this.offset] }, note);
  }

  protected checkUtf8(name: string, start: number, end: number): void {
    const invalid = invalidUtf8At(this.bytes, start, end);
    if (invalid >= 0) this.problem('invalid-utf-8', invalid, `The ${name} is not UTF-8 here.`);
  }

  protected doesNotFit(name: string): undefined {
    if (!this.#isBroken) this.#tooLong(name);
    this.#isBroken = true;
    return undefined;
  }

  #push(field: Field, note: string | undefined): void {
    this.#fields.push(note === undefined ? field : { ...field, note });
  }

  #narrow(name: string, length: number): void {
    if (this.#isBroken) return;
    if (length > this.remaining) this.#tooLong(name);
    this.#end = Math.min(this.#end, this.offset + length);
  }

  #tooLong(name: string): void {
    this.problem('truncated', this.offset, `The ${name} goes beyond the end.`);
  }
}
