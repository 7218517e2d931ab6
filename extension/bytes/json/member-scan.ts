import type { Position } from './position.ts';
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
export class JsonMember {
  /** Name, or index of an element. */
  readonly name: string;
  /** What the first character of its value speaks for. */
  readonly kind: JsonKind;
  /** Bytes, from the name on. */
  readonly range: Range;
  /** Bytes of the value. */
  readonly valueRange: Range;
  readonly #source: string;

  constructor(name: string, range: Range, valueRange: Range, source: string) {
    this.name = name;
    this.kind = kindOf(source.charCodeAt(0));
    this.range = range;
    this.valueRange = valueRange;
    this.#source = source;
  }

  /** The value as it is written. */
  get source(): string {
    return this.#source;
  }
}

/** Walks through the members of the value whose inside begins at a position. */
export class MemberScan {
  readonly #here: Position;
  readonly #text: string;
  isClosed = false;

  constructor(here: Position) {
    this.#here = here;
    this.#text = here.text;
  }

  object(): readonly JsonMember[] {
    return this.#members(CLOSE_BRACE, () => {
      const here = this.#here;
      if (here.code !== QUOTE) return undefined;
      const start = here.offset;
      const name = readString(this.#text, here.at);
      here.goTo(name.end);
      here.skipSpace();
      return here.eat(COLON) ? this.#value(name.value, start) : undefined;
    });
  }

  array(): readonly JsonMember[] {
    return this.#members(CLOSE_BRACKET, (index) => this.#value(String(index), undefined));
  }

  #members(close: number, read: (index: number) => JsonMember | undefined): readonly JsonMember[] {
    const here = this.#here;
    const members: JsonMember[] = [];
    here.skipSpace();
    if (here.eat(close)) this.isClosed = true;
    while (!this.isClosed && here.at < this.#text.length) {
      const member = read(members.length);
      if (!member) break;
      members.push(member);
      here.skipSpace();
      if (here.eat(close)) this.isClosed = true;
      else if (here.eat(COMMA)) here.skipSpace();
      else break;
    }
    return members;
  }

  #value(name: string, nameStart: number | undefined): JsonMember | undefined {
    const here = this.#here;
    here.goTo(behindSpace(this.#text, here.at));
    const { at, offset } = here;
    const end = valueEnd(this.#text, at);
    if (end === at) return undefined;
    here.goTo(end);
    const range = [nameStart ?? offset, here.offset] as const;
    return new JsonMember(name, range, [offset, here.offset], this.#text.slice(at, end));
  }
}

function kindOf(first: number): JsonKind {
  if (first === QUOTE) return 'string';
  if (first === OPEN_BRACE) return 'object';
  if (first === OPEN_BRACKET) return 'array';
  return first === 0x2d || (first >= 0x30 && first <= 0x39) ? 'number' : 'word';
}
