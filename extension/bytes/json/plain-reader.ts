import { utf8Length } from '../utf8.ts';
import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  LETTER_F,
  LETTER_N,
  LETTER_T,
  MINUS,
  NINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  ZERO,
} from './characters.ts';
import { readNumber } from './number.ts';
import type { JsonSource } from './position.ts';
import { kindOfName, RepeatedNames } from './repeated-names.ts';
import { readString } from './string.ts';
import type { JsonScalar, JsonValue } from './value.ts';
import { valueEnd } from './value-end.ts';

const FEW_DIGITS = 16;

export interface PlainOptions {
  /** Values nested deeper are unusual. */
  readonly deepest: number;
  /** Names right inside the value: what they hold is passed over. */
  readonly unread: readonly string[];
}

/**
 * Reads a JSON text with which nothing is wrong, every value with its bytes, in less than half the
 * time that it takes to find out what is. `undefined` for any other text.
 */
export function readPlain(source: JsonSource, options: PlainOptions): JsonValue | undefined {
  return source.broken ? undefined : new PlainReader(source, options).document();
}

class PlainReader {
  readonly #text: string;
  readonly #isAscii: boolean;
  readonly #deepest: number;
  readonly #unread: readonly string[];
  #at = 0;
  /** How much more the offset of a byte is than the index of its character. */
  #shift = 0;
  #depth = 0;
  /** Members and elements of all values that are open, the innermost last. */
  readonly #open: JsonValue[] = [];
  #count = 0;
  #isUnusual = false;

  constructor({ text, isAscii }: JsonSource, { deepest, unread }: PlainOptions) {
    this.#text = text;
    this.#isAscii = isAscii;
    this.#deepest = deepest;
    this.#unread = unread;
  }

  document(): JsonValue | undefined {
    this.#next();
    const root = this.#value('', this.#at + this.#shift);
    this.#next();
    return this.#isUnusual || this.#at < this.#text.length ? undefined : root;
  }

  /** Code of the next character that is no white space; 0 at the end. */
  #next(): number {
    const text = this.#text;
    let at = this.#at;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code > 0x20) {
        this.#at = at;
        return code;
      }
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) break;
      at += 1;
    }
    this.#at = at;
    return 0;
  }

  #value(name: string, start: number): JsonValue {
    if (this.#depth === 1 && this.#unread.includes(name)) return this.#passOver(name, start);
    const code = this.#at < this.#text.length ? this.#text.charCodeAt(this.#at) : 0;
    switch (code) {
      case QUOTE:
        return { name, value: this.#string(), range: [start, this.#at + this.#shift] };
      case OPEN_BRACE:
        return this.#nested(name, start, true);
      case OPEN_BRACKET:
        return this.#nested(name, start, false);
      case LETTER_T:
        return this.#word(name, start, 'true', true);
      case LETTER_F:
        return this.#word(name, start, 'false', false);
      case LETTER_N:
        return this.#word(name, start, 'null', null);
      default:
        return this.#number(name, start);
    }
  }

  #nested(name: string, start: number, isObject: boolean): JsonValue {
    const first = this.#count;
    this.#depth += 1;
    this.#at += 1;
    if (this.#depth > this.#deepest) this.#isUnusual = true;
    else if (this.#next() === (isObject ? CLOSE_BRACE : CLOSE_BRACKET)) this.#at += 1;
    else if (isObject) this.#members(first);
    else this.#elements(first);
    // A list of the right length, which one that grows is not.
    const children = this.#open.slice(first, this.#count);
    this.#count = first;
    this.#depth -= 1;
    const range = [start, this.#at + this.#shift] as const;
    return { name, range, children, note: isObject ? 'object' : 'array' };
  }

  #members(first: number): void {
    const names = new RepeatedNames();
    do {
      if (this.#next() !== QUOTE) this.#isUnusual = true;
      const quote = this.#at;
      const start = quote + this.#shift;
      const name = this.#string();
      const kind = kindOfName(this.#text, quote, this.#at, name);
      if (names.maybe(kind) && names.has(name, this.#open, first, this.#count))
        this.#isUnusual = true;
      if (this.#next() !== COLON) this.#isUnusual = true;
      this.#at += 1;
      this.#next();
      this.#open[this.#count] = this.#value(name, start);
      this.#count += 1;
    } while (this.#goesOn(CLOSE_BRACE));
  }

  #elements(first: number): void {
    do {
      this.#next();
      const name = String(this.#count - first);
      this.#open[this.#count] = this.#value(name, this.#at + this.#shift);
      this.#count += 1;
    } while (this.#goesOn(CLOSE_BRACKET));
  }

  #goesOn(close: number): boolean {
    const code = this.#next();
    this.#at += 1;
    if (code !== COMMA && code !== close) this.#isUnusual = true;
    return code === COMMA && !this.#isUnusual;
  }

  #string(): string {
    const text = this.#text;
    const { length } = text;
    const start = this.#at + 1;
    for (let at = start; at < length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        this.#at = at + 1;
        return text.slice(start, at);
      }
      if (code < 0x20 || code >= 0x7f || code === BACKSLASH) break;
    }
    return this.#stringOfAnyLetters(start);
  }

  /** With escapes, or other letters than ASCII. */
  #stringOfAnyLetters(start: number): string {
    const { value, end, isClosed } = readString(this.#text, start - 1, () => {
      this.#isUnusual = true;
    });
    if (!isClosed) this.#isUnusual = true;
    this.#goTo(end);
    return value;
  }

  #goTo(end: number): void {
    if (!this.#isAscii) this.#shift += utf8Length(this.#text.slice(this.#at, end)) - end + this.#at;
    this.#at = end;
  }

  #word(name: string, start: number, word: string, value: JsonScalar): JsonValue {
    if (!this.#text.startsWith(word, this.#at)) this.#isUnusual = true;
    this.#at += word.length;
    return { name, value, range: [start, this.#at + this.#shift] };
  }

  /** A whole number of few digits, as most are; NaN before any other. */
  #wholeNumber(): number {
    const text = this.#text;
    const isNegative = text.charCodeAt(this.#at) === MINUS;
    const first = isNegative ? this.#at + 1 : this.#at;
    const most = Math.min(text.length, first + FEW_DIGITS);
    let value = 0;
    let at = first;
    let code = 0;
    while (at < most) {
      code = text.charCodeAt(at);
      if (code < ZERO || code > NINE) break;
      value = value * 10 + code - ZERO;
      at += 1;
    }
    const isEnd = code === COMMA || code === CLOSE_BRACE || code === CLOSE_BRACKET;
    const isPadded = at > first + 1 && text.charCodeAt(first) === ZERO;
    if (!isEnd || at === first || isPadded) return Number.NaN;
    this.#at = at;
    return isNegative ? -value : value;
  }

  #number(name: string, start: number): JsonValue {
    const whole = this.#wholeNumber();
    if (!Number.isNaN(whole)) return { name, value: whole, range: [start, this.#at + this.#shift] };
    const number = readNumber(this.#text, this.#at);
    if (!number || number.malformed !== undefined) {
      this.#isUnusual = true;
      return { name, range: [start, start] };
    }
    const { value, end, note } = number;
    this.#at = end;
    const range = [start, end + this.#shift] as const;
    return note === undefined ? { name, value, range } : { name, value, range, note };
  }

  #passOver(name: string, start: number): JsonValue {
    const end = valueEnd(this.#text, this.#at);
    if (end === this.#at) this.#isUnusual = true;
    this.#goTo(end);
    return { name, range: [start, this.#at + this.#shift] };
  }
}
