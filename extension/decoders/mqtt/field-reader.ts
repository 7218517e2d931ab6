import { Cursor } from '../../bytes/cursor.ts';
import { hexText } from '../../bytes/hex.ts';
import { decodeUtf8, invalidUtf8At } from '../../bytes/utf8.ts';
import type { Field, FieldValue, Problem } from '../contract.ts';
import { readVariableInteger } from './fixed-header.ts';

/** Bytes of binary data that a field shows. */
const SHOWN = 32;

type Show<T> = (value: T) => FieldValue;

const asItIs = <T extends FieldValue>(value: T): FieldValue => value;

/**
 * Reads one packet's body in order. What does not fit is a problem; after it nothing more is read
 * of the same stretch. A quiet reader gives the values alone: no fields, no problems.
 */
export class FieldReader {
  readonly bytes: Uint8Array;
  readonly problems: Problem[] = [];
  readonly #cursor: Cursor;
  readonly #isQuiet: boolean;
  #fields: Field[] = [];
  #end: number;
  #isBroken = false;

  constructor(bytes: Uint8Array, start: number, isQuiet: boolean) {
    this.bytes = bytes;
    this.#cursor = new Cursor(bytes, start);
    this.#end = bytes.length;
    this.#isQuiet = isQuiet;
  }

  get fields(): readonly Field[] {
    return this.#fields;
  }

  get offset(): number {
    return this.#cursor.offset;
  }

  /** Bytes left of the stretch that is read; none after something did not fit. */
  get remaining(): number {
    return this.#isBroken ? 0 : this.#end - this.offset;
  }

  u8(name: string, show: Show<number> = asItIs): number | undefined {
    return this.#number(name, 1, () => this.#cursor.u8(), show);
  }

  u16(name: string, show: Show<number> = asItIs): number | undefined {
    return this.#number(name, 2, () => this.#cursor.u16(), show);
  }

  u32(name: string, show: Show<number> = asItIs): number | undefined {
    return this.#number(name, 4, () => this.#cursor.u32(), show);
  }

  variableInteger(name: string): number | undefined {
    if (this.#isBroken) return undefined;
    const found = readVariableInteger(this.bytes, this.offset, this.#end);
    if (typeof found === 'string') return this.#break(name);
    if (found.isOverlong) this.#overlong(name);
    const start = this.offset;
    this.#cursor.take(found.length);
    this.#add(name, found.value, start);
    return found.value;
  }

  /** Text behind its length in two bytes (MQTT 5 §1.5.4). */
  text(name: string, show: Show<string> = asItIs, note?: string): string | undefined {
    const start = this.offset;
    const content = this.#lengthAndBytes(name);
    if (!content) return undefined;
    const value = decodeUtf8(content);
    if (this.#isQuiet) return value;
    this.#checkText(name, content, start + 2);
    this.#add(name, show(value), start, note);
    return value;
  }

  /** Binary data behind its length in two bytes (MQTT 5 §1.5.6). */
  binary(name: string, show: Show<Uint8Array> = beginning): Uint8Array | undefined {
    const start = this.offset;
    const content = this.#lengthAndBytes(name);
    if (content && !this.#isQuiet) {
      this.#add(name, show(content), start, `${content.length} bytes`);
    }
    return content;
  }

  /** Two texts as one field: `name: value`. */
  pair(name: string): string | undefined {
    const start = this.offset;
    const key = this.#lengthAndBytes(name);
    const valueStart = this.offset;
    const value = key && this.#lengthAndBytes(name);
    if (!key || !value || this.#isQuiet) return undefined;
    this.#checkText(name, key, start + 2);
    this.#checkText(name, value, valueStart + 2);
    const text = `${decodeUtf8(key)}: ${decodeUtf8(value)}`;
    this.#add(name, text, start);
    return text;
  }

  /** Passes over bytes that belong to the field to come. */
  skip(length: number): void {
    if (length <= this.remaining) this.#cursor.take(length);
  }

  /** Everything that is left of the stretch, if there is something. */
  rest(name: string, note: string): void {
    const { remaining, offset } = this;
    if (remaining === 0) return;
    this.#cursor.take(remaining);
    this.#add(name, remaining, offset, note);
  }

  /** A field whose children `read` reads, from the next `length` bytes where that is given. */
  group<T>(name: string, read: () => T, length?: number): T {
    const outer = { fields: this.#fields, end: this.#end, isBroken: this.#isBroken };
    const start = this.offset;
    this.#fields = [];
    if (length !== undefined) this.#narrow(name, length);
    const result = read();
    const children = this.#fields;
    this.#fields = outer.fields;
    if (length !== undefined && !outer.isBroken) {
      this.#cursor.take(this.#end - this.offset);
      this.#isBroken = false;
      this.#end = outer.end;
    }
    if (!this.#isQuiet) this.#fields.push({ name, range: [start, this.offset], children });
    return result;
  }

  problem(kind: string, offset: number, reason: string): void {
    if (!this.#isQuiet) this.problems.push({ kind, offset, reason });
  }

  /** What follows cannot be read, because it is not known how long it is. */
  giveUp(): void {
    this.#isBroken = true;
  }

  #narrow(name: string, length: number): void {
    if (this.#isBroken) return;
    if (length > this.remaining) this.#tooLong(name);
    this.#end = Math.min(this.#end, this.offset + length);
  }

  #number(
    name: string,
    length: number,
    read: () => number | undefined,
    show: Show<number>,
  ): number | undefined {
    if (this.#isBroken) return undefined;
    const start = this.offset;
    const value = length > this.remaining ? undefined : read();
    if (value === undefined) return this.#break(name);
    if (!this.#isQuiet) this.#add(name, show(value), start);
    return value;
  }

  #lengthAndBytes(name: string): Uint8Array | undefined {
    if (this.#isBroken) return undefined;
    const length = this.remaining < 2 ? undefined : this.#cursor.u16();
    if (length === undefined || length > this.remaining) return this.#break(name);
    return this.#cursor.take(length);
  }

  #checkText(name: string, content: Uint8Array, start: number): void {
    const invalid = invalidUtf8At(content);
    const reason = `The ${name} is not UTF-8 here.`;
    if (invalid >= 0) this.problem('invalid-utf-8', start + invalid, reason);
    const nul = content.indexOf(0);
    if (nul >= 0) this.problem('nul-in-text', start + nul, `The ${name} may not hold a NUL.`);
  }

  #add(name: string, value: FieldValue, start: number, note?: string): void {
    if (this.#isQuiet) return;
    const field = { name, value, range: [start, this.offset] as const };
    this.#fields.push(note === undefined ? field : { ...field, note });
  }

  #break(name: string): undefined {
    this.#tooLong(name);
    this.#isBroken = true;
    return undefined;
  }

  #tooLong(name: string): void {
    this.problem('truncated', this.offset, `The ${name} goes beyond the end.`);
  }

  #overlong(name: string): void {
    const reason = `The ${name} takes more bytes than it needs.`;
    this.problem('overlong-integer', this.offset, reason);
  }
}

function beginning(content: Uint8Array): string {
  const shown = hexText(content.subarray(0, SHOWN));
  return content.length > SHOWN ? `${shown} …` : shown;
}
