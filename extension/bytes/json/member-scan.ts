import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from './characters.ts';
import { readNumber } from './number.ts';
import type { Position } from './position.ts';
import { plainEnd, readString } from './string.ts';
import type { JsonScalar } from './value.ts';
import { valueEnd } from './value-end.ts';

type Range = readonly [start: number, end: number];

export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'word';

/** A member or element of the outermost value; what lies in it was passed over. */
export class JsonMember {
  /** Name, or index of an element. */
  readonly name: string;
  /** What the first character of its value speaks for. */
  readonly kind: JsonKind;
  /** Index of its value's first character, and offset of the byte there. */
  readonly at: number;
  readonly offset: number;
  readonly #text: string;
  /** Index of the character behind the last of its value. */
  readonly #end: number;
  /** Offsets of the bytes where the name begins, and where the value ends. */
  readonly #nameStart: number;
  readonly #valueEnd: number;

  /** Name and value were read; the position stands behind them. */
  constructor(name: string, nameStart: number, at: number, offset: number, here: Position) {
    this.name = name;
    this.kind = kindOf(here.text.charCodeAt(at));
    this.at = at;
    this.offset = offset;
    this.#text = here.text;
    this.#end = here.at;
    this.#nameStart = nameStart;
    this.#valueEnd = here.offset;
  }

  /** Bytes, from the name on. */
  get range(): Range {
    return [this.#nameStart, this.#valueEnd];
  }

  /** Bytes of the value. */
  get valueRange(): Range {
    return [this.offset, this.#valueEnd];
  }

  /** The value as it is written. */
  get source(): string {
    return this.#text.slice(this.at, this.#end);
  }

  /** The value, if it is neither an object nor an array nor broken. */
  get scalar(): JsonScalar | undefined {
    switch (this.kind) {
      case 'string':
        return this.text;
      case 'number': {
        const number = readNumber(this.#text, this.at);
        const isWhole = number && number.malformed === undefined && number.end === this.#end;
        return isWhole ? number.value : undefined;
      }
      case 'word':
        return WORDS.get(this.source);
      case 'object':
      case 'array':
        return undefined;
      default:
        return this.kind satisfies never;
    }
  }

  /** The value, if it is a string. */
  get text(): string | undefined {
    return this.kind === 'string' ? stringAt(this.#text, this.at) : undefined;
  }
}

const WORDS: ReadonlyMap<string, JsonScalar> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** What stands inside an object or array. */
export interface Members {
  readonly all: readonly JsonMember[];
  /** Whether the value is closed behind them. */
  readonly isClosed: boolean;
}

/** Walks through the members of the object, or the elements of the array, whose inside begins here. */
export function scanMembers(here: Position, isObject: boolean): Members {
  const close = isObject ? CLOSE_BRACE : CLOSE_BRACKET;
  let all: JsonMember[] | undefined;
  here.skipSpace();
  let isClosed = here.eat(close);
  while (!isClosed && here.at < here.text.length) {
    const member = isObject ? memberAt(here) : valueAt(here, String(all?.length ?? 0), -1);
    if (!member) break;
    // Many have a single one, for which a list that grows is too large.
    if (all) all.push(member);
    else all = [member];
    here.skipSpace();
    if (here.eat(close)) isClosed = true;
    else if (here.eat(COMMA)) here.skipSpace();
    else break;
  }
  return { all: all ?? [], isClosed };
}

function memberAt(here: Position): JsonMember | undefined {
  if (here.code !== QUOTE) return undefined;
  const start = here.offset;
  const name = nameAt(here);
  here.skipSpace();
  return here.eat(COLON) ? valueAt(here, name, start) : undefined;
}

function nameAt(here: Position): string {
  const { text } = here;
  const start = here.at + 1;
  const end = plainEnd(text, start);
  if (end < 0) {
    const name = readString(text, here.at);
    here.goTo(name.end);
    return name.value;
  }
  here.at = end + 1;
  return text.slice(start, end);
}

/** The value here; an element, which has no name of its own, begins with it. */
function valueAt(here: Position, name: string, nameStart: number): JsonMember | undefined {
  here.skipSpace();
  const { at, offset } = here;
  const end = valueEnd(here.text, at);
  if (end === at) return undefined;
  here.goTo(end);
  return new JsonMember(name, nameStart < 0 ? offset : nameStart, at, offset, here);
}

/** The string whose opening quote is at `start`. */
function stringAt(text: string, start: number): string {
  const end = plainEnd(text, start + 1);
  return end < 0 ? readString(text, start).value : text.slice(start + 1, end);
}

function kindOf(first: number): JsonKind {
  if (first === QUOTE) return 'string';
  if (first === OPEN_BRACE) return 'object';
  if (first === OPEN_BRACKET) return 'array';
  return first === 0x2d || (first >= 0x30 && first <= 0x39) ? 'number' : 'word';
}
