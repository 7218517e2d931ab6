import { readString } from './string.ts';
import { behindSpace, valueEnd } from './value-end.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

type Range = readonly [start: number, end: number];

export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'word';

/** A member or element of the outermost value; what lies in it was passed over. */
export interface JsonMember {
  /** Name, or index of an element. */
  readonly name: string;
  /** What the first byte of its value speaks for. */
  readonly kind: JsonKind;
  /** From the name on. */
  readonly range: Range;
  readonly valueRange: Range;
}

/** Walks through the members of one value. */
export class MemberScan {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  at: number;
  isClosed = false;

  constructor(bytes: Uint8Array, at: number, end: number) {
    this.#bytes = bytes;
    this.at = at;
    this.#end = end;
  }

  object(): readonly JsonMember[] {
    return this.#members(CLOSE_BRACE, () => {
      if (this.#byte() !== QUOTE) return undefined;
      const start = this.at;
      const name = readString(this.#bytes.subarray(0, this.#end), start, []);
      this.at = behindSpace(this.#bytes, name.end, this.#end);
      if (this.#byte() !== COLON) return undefined;
      this.at += 1;
      return this.#value(name.value, start);
    });
  }

  array(): readonly JsonMember[] {
    return this.#members(CLOSE_BRACKET, (index) => this.#value(String(index), undefined));
  }

  #members(close: number, read: (index: number) => JsonMember | undefined): readonly JsonMember[] {
    const members: JsonMember[] = [];
    this.#skipSpace();
    if (members.length === 0 && this.#eat(close)) this.isClosed = true;
    while (!this.isClosed && this.at < this.#end) {
      const member = read(members.length);
      if (!member) break;
      members.push(member);
      this.#skipSpace();
      if (this.#eat(close)) this.isClosed = true;
      else if (!this.#eat(COMMA)) break;
      this.#skipSpace();
    }
    return members;
  }

  #value(name: string, nameStart: number | undefined): JsonMember | undefined {
    this.#skipSpace();
    const start = this.at;
    const end = valueEnd(this.#bytes, start, this.#end);
    if (end === start) return undefined;
    this.at = end;
    const kind = kindOf(this.#bytes[start] ?? 0);
    return { name, kind, range: [nameStart ?? start, end], valueRange: [start, end] };
  }

  #byte(): number | undefined {
    return this.at < this.#end ? this.#bytes[this.at] : undefined;
  }

  #eat(byte: number): boolean {
    if (this.#byte() !== byte) return false;
    this.at += 1;
    return true;
  }

  #skipSpace(): void {
    if (!this.isClosed) this.at = behindSpace(this.#bytes, this.at, this.#end);
  }
}

function kindOf(first: number): JsonKind {
  if (first === QUOTE) return 'string';
  if (first === OPEN_BRACE) return 'object';
  if (first === OPEN_BRACKET) return 'array';
  return first === 0x2d || (first >= 0x30 && first <= 0x39) ? 'number' : 'word';
}
