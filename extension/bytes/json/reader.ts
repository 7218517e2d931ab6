import { Payload } from '../payload.ts';
import {
  BYTE_ORDER_MARK,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  LETTER_F,
  LETTER_N,
  LETTER_T,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from './characters.ts';
import { readNumber } from './number.ts';
import { type PlainOptions, readPlain } from './plain-reader.ts';
import { type JsonSource, Position, sourceOf } from './position.ts';
import { RepeatedNames } from './repeated-names.ts';
import { plainEnd, readString } from './string.ts';
import type { JsonProblem, JsonScalar, JsonValue } from './value.ts';
import { valueEnd } from './value-end.ts';

/** What a JSON text holds, as far as it could be read (RFC 8259). */
export interface Reading {
  /** The one value; its name is empty. Absent where there is none. */
  readonly root: JsonValue | undefined;
  readonly problems: readonly JsonProblem[];
}

/**
 * Reads a JSON text, every value with its bytes. Stops at the first thing that is not JSON, and
 * where values are nested deeper than `deepest`.
 */
export function readJson(bytes: Uint8Array, deepest: number): Reading {
  return read(Payload.ofBytes(bytes), deepest, NONE);
}

/** Characters of a text whose reading is kept until the next one is read. */
const KEPT = 256 * 1024;

let last:
  | { readonly payload: Payload; readonly deepest: number; readonly reading: Reading }
  | undefined;

/**
 * The same of a payload; what was text needs no bytes. The members of the outermost value that are
 * `unread`, by name or index, keep their place, and what they hold is passed over.
 */
export function readJsonPayload(
  payload: Payload,
  deepest: number,
  unread: readonly string[] = NONE,
): Reading {
  if (unread.length > 0) return read(payload, deepest, unread);
  // Several look at the same one in turn: the layer that holds it, its own layer, who asks for problems.
  if (last?.payload === payload && last.deepest === deepest) return last.reading;
  const reading = read(payload, deepest, NONE);
  if (payload.text.length <= KEPT) last = { payload, deepest, reading };
  return reading;
}

function read(payload: Payload, deepest: number, unread: readonly string[]): Reading {
  const source = sourceOf(payload);
  const root = readPlain(source, { deepest, unread });
  return root ? { root, problems: NO_PROBLEMS } : readThoroughly(source, { deepest, unread });
}

const NONE: readonly string[] = [];
const NO_PROBLEMS: readonly JsonProblem[] = [];

/** Reads what may be wrong, and says where it is. */
export function readThoroughly(source: JsonSource, { deepest, unread }: PlainOptions): Reading {
  const position = new Position(source);
  const root = new Reader(position, deepest, unread).document();
  return { root, problems: position.problems };
}

class Reader {
  readonly #here: Position;
  readonly #text: string;
  readonly #deepest: number;
  readonly #unread: readonly string[];
  #depth = 0;

  constructor(position: Position, deepest: number, unread: readonly string[]) {
    this.#here = position;
    this.#text = position.text;
    this.#deepest = deepest;
    this.#unread = unread;
  }

  document(): JsonValue | undefined {
    const here = this.#here;
    if (here.code === BYTE_ORDER_MARK) {
      here.problem('byte-order-mark', 0, 'JSON is sent without a byte order mark (RFC 8259 §8.1).');
      here.goTo(1);
    }
    here.skipSpace();
    const root = this.#value('', here.offset);
    if (!root) return undefined;
    here.skipSpace();
    if (!here.isStopped && here.at < this.#text.length) {
      here.stop('trailing-data', 'The value is complete, but more follows.');
    }
    return root;
  }

  /** The value here as a field of that name, which begins at the offset `start`. */
  #value(name: string, start: number): JsonValue | undefined {
    const here = this.#here;
    if (this.#depth === 1 && this.#unread.includes(name)) return this.#passOver(name, start);
    switch (here.code) {
      case QUOTE:
        return { name, value: this.#string(), range: [start, here.offset] };
      case OPEN_BRACE:
        return this.#object(name, start);
      case OPEN_BRACKET:
        return this.#array(name, start);
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

  #object(name: string, start: number): JsonValue {
    const here = this.#here;
    if (this.#isTooDeep()) return { name, range: [start, here.offset], note: 'object' };
    const children: JsonValue[] = [];
    const names = new RepeatedNames();
    this.#enter();
    while (!here.isStopped && !(children.length === 0 && here.eat(CLOSE_BRACE))) {
      const child = this.#member(children, names);
      if (child) children.push(child);
      if (!this.#goesOn(CLOSE_BRACE, 'object')) break;
    }
    this.#depth -= 1;
    return { name, range: [start, here.offset], children, note: 'object' };
  }

  #array(name: string, start: number): JsonValue {
    const here = this.#here;
    if (this.#isTooDeep()) return { name, range: [start, here.offset], note: 'array' };
    const children: JsonValue[] = [];
    this.#enter();
    while (!here.isStopped && !(children.length === 0 && here.eat(CLOSE_BRACKET))) {
      const child = this.#value(String(children.length), here.offset);
      if (child) children.push(child);
      if (!this.#goesOn(CLOSE_BRACKET, 'array')) break;
    }
    this.#depth -= 1;
    return { name, range: [start, here.offset], children, note: 'array' };
  }

  #passOver(name: string, start: number): JsonValue | undefined {
    const here = this.#here;
    const end = valueEnd(this.#text, here.at);
    // Where there is none, the reading of a number says so.
    if (end === here.at) return this.#number(name, start);
    here.goTo(end);
    return { name, range: [start, here.offset] };
  }

  /** Steps over the bracket here. */
  #enter(): void {
    this.#depth += 1;
    this.#here.at += 1;
    this.#here.skipSpace();
  }

  #isTooDeep(): boolean {
    if (this.#depth < this.#deepest) return false;
    this.#here.stop('too-deep', `Values nested deeper than ${this.#deepest} are not followed.`);
    return true;
  }

  /** Behind a member or element: passes over the comma if more follows. */
  #goesOn(close: number, what: string): boolean {
    const here = this.#here;
    here.skipSpace();
    if (here.isStopped || here.eat(close)) return false;
    if (!here.eat(COMMA)) here.stopWithout(`a comma or the end of the ${what}`);
    here.skipSpace();
    return true;
  }

  #member(before: readonly JsonValue[], names: RepeatedNames): JsonValue | undefined {
    const here = this.#here;
    const start = here.offset;
    if (here.code !== QUOTE) {
      here.stopWithout('a name in double quotes');
      return undefined;
    }
    const name = this.#string();
    if (names.has(name, before, 0, before.length)) {
      here.problem('repeated-name', start, `The name ${JSON.stringify(name)} is there twice.`);
    }
    here.skipSpace();
    if (!here.isStopped && !here.eat(COLON)) here.stopWithout('a colon after the name');
    here.skipSpace();
    const value = here.isStopped ? undefined : this.#value(name, start);
    return value ?? { name, range: [start, here.offset] };
  }

  #string(): string {
    const here = this.#here;
    const start = here.at + 1;
    const end = plainEnd(this.#text, start);
    if (end < 0) return this.#unusualString();
    here.at = end + 1;
    return this.#text.slice(start, end);
  }

  /** With escapes, other letters than ASCII, or something wrong. */
  #unusualString(): string {
    const here = this.#here;
    const { value, end, isClosed } = readString(this.#text, here.at, (kind, at, reason) => {
      here.goTo(at);
      here.problem(kind, here.offset, reason);
    });
    here.goTo(end);
    if (!isClosed) here.stop('truncated', 'The text ends inside a string.');
    return value;
  }

  #word(name: string, start: number, word: string, value: JsonScalar): JsonValue | undefined {
    const here = this.#here;
    if (!this.#text.startsWith(word, here.at)) return this.#number(name, start);
    here.at += word.length;
    return { name, value, range: [start, here.offset] };
  }

  #number(name: string, start: number): JsonValue | undefined {
    const here = this.#here;
    const number = readNumber(this.#text, here.at);
    if (!number) {
      if (here.at < this.#text.length) here.stopWithout('a value');
      else here.stop('truncated', 'The text ends where a value should be.');
      return undefined;
    }
    const { value, note, end, malformed } = number;
    if (malformed)
      here.problem('bad-number', here.offset, `JSON has no number written ${malformed}.`);
    here.at = end;
    const range = [start, here.offset] as const;
    return note === undefined ? { name, value, range } : { name, value, range, note };
  }
}
