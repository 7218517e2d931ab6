import { LIMITS } from '../../contract/limits.ts';
import type { Field, FieldValue, Problem } from '../contract.ts';
import { readNumber } from './number.ts';
import { readString } from './string.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** What was read of a value before its range is known. */
interface Value {
  readonly value?: FieldValue;
  readonly children?: readonly Field[];
  readonly note?: string;
}

/** What a JSON text holds, as far as it could be read (RFC 8259). */
export interface Reading {
  /** The one value; its name is empty. Absent where there is none. */
  readonly root: Field | undefined;
  readonly problems: readonly Problem[];
}

/** Reads a JSON text, every value with its bytes. Stops at the first thing that is not JSON. */
export function readJson(bytes: Uint8Array): Reading {
  const reader = new Reader(bytes);
  return { root: reader.document(), problems: reader.problems };
}

class Reader {
  readonly problems: Problem[] = [];
  readonly #bytes: Uint8Array;
  #at = 0;
  #depth = 0;
  #isStopped = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  document(): Field | undefined {
    if (this.#bytes[0] === 0xef && this.#bytes[1] === 0xbb && this.#bytes[2] === 0xbf) {
      this.#problem(
        'byte-order-mark',
        0,
        'JSON is sent without a byte order mark (RFC 8259 §8.1).',
      );
      this.#at = 3;
    }
    this.#space();
    const start = this.#at;
    const value = this.#value();
    if (!value) return undefined;
    const root: Field = { name: '', ...value, range: [start, this.#at] };
    this.#space();
    if (!this.#isStopped && this.#at < this.#bytes.length) {
      this.#stop('trailing-data', 'The value is complete, but more follows.');
    }
    return root;
  }

  #value(): Value | undefined {
    const byte = this.#bytes[this.#at];
    switch (byte) {
      case undefined:
        this.#stop('truncated', 'The text ends where a value should be.');
        return undefined;
      case OPEN_BRACE:
        return this.#nested('object', CLOSE_BRACE, (names) => this.#member(names));
      case OPEN_BRACKET:
        return this.#nested('array', CLOSE_BRACKET, (_, index) => this.#element(index));
      case QUOTE:
        return { value: this.#string() };
      default:
        return this.#literal() ?? this.#number();
    }
  }

  #nested(
    note: string,
    close: number,
    read: (names: Set<string>, index: number) => Field | undefined,
  ): Value {
    if (this.#depth === LIMITS.decoderDepth) {
      this.#stop('too-deep', `Values nested deeper than ${LIMITS.decoderDepth} are not followed.`);
      return { note };
    }
    const children: Field[] = [];
    const names = new Set<string>();
    this.#depth += 1;
    this.#at += 1;
    this.#space();
    while (!this.#isStopped && !(children.length === 0 && this.#eat(close))) {
      const child = read(names, children.length);
      if (child) children.push(child);
      this.#space();
      if (this.#isStopped || this.#eat(close)) break;
      if (!this.#eat(COMMA)) this.#unexpected(`a comma or the end of the ${note}`);
      this.#space();
    }
    this.#depth -= 1;
    return { children, note };
  }

  #member(names: Set<string>): Field | undefined {
    const start = this.#at;
    if (this.#bytes[start] !== QUOTE) {
      this.#unexpected('a name in double quotes');
      return undefined;
    }
    const name = this.#string();
    this.#space();
    if (this.#isStopped) return { name, range: [start, this.#at] };
    if (!this.#eat(COLON)) {
      this.#unexpected('a colon after the name');
      return { name, range: [start, this.#at] };
    }
    this.#space();
    const value = this.#value();
    this.#notice(names, name, start);
    return { name, ...value, range: [start, this.#at] };
  }

  #notice(names: Set<string>, name: string, offset: number): void {
    if (names.has(name)) {
      this.#problem('repeated-name', offset, `The name ${JSON.stringify(name)} is there twice.`);
    }
    names.add(name);
  }

  #element(index: number): Field | undefined {
    const start = this.#at;
    const value = this.#value();
    return value && { name: String(index), ...value, range: [start, this.#at] };
  }

  #string(): string {
    const { value, end, isClosed } = readString(this.#bytes, this.#at, this.problems);
    this.#at = end;
    if (!isClosed) this.#stop('truncated', 'The text ends inside a string.');
    return value;
  }

  #literal(): Value | undefined {
    for (const [word, value] of LITERALS) {
      if (word.every((byte, index) => this.#bytes[this.#at + index] === byte)) {
        this.#at += word.length;
        return { value };
      }
    }
    return undefined;
  }

  #number(): Value | undefined {
    const number = readNumber(this.#bytes, this.#at);
    if (!number) {
      this.#unexpected('a value');
      return undefined;
    }
    if (!number.isValid) {
      this.#problem('bad-number', this.#at, `JSON has no number written ${number.source}.`);
    }
    this.#at = number.end;
    return number.note === undefined
      ? { value: number.value }
      : { value: number.value, note: number.note };
  }

  #space(): void {
    for (;;) {
      const byte = this.#bytes[this.#at];
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return;
      this.#at += 1;
    }
  }

  #eat(byte: number): boolean {
    if (this.#bytes[this.#at] !== byte) return false;
    this.#at += 1;
    return true;
  }

  #unexpected(wanted: string): void {
    if (this.#at >= this.#bytes.length) this.#stop('truncated', `The text ends before ${wanted}.`);
    else this.#stop('unexpected-character', `Here should be ${wanted}.`);
  }

  #stop(kind: string, reason: string): void {
    if (!this.#isStopped) this.#problem(kind, this.#at, reason);
    this.#isStopped = true;
  }

  #problem(kind: string, offset: number, reason: string): void {
    this.problems.push({ kind, offset, reason });
  }
}

const LITERALS: readonly (readonly [readonly number[], FieldValue])[] = [
  [Array.from('true', (c) => c.charCodeAt(0)), true],
  [Array.from('false', (c) => c.charCodeAt(0)), false],
  [Array.from('null', (c) => c.charCodeAt(0)), null],
];
