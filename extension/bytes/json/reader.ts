import { readNumber } from './number.ts';
import { Position } from './position.ts';
import { readString } from './string.ts';
import type { JsonProblem, JsonScalar, JsonValue } from './value.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** What was read of a value before its range is known. */
type Value = Pick<JsonValue, 'value' | 'children' | 'note'>;

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
  const position = new Position(bytes);
  const root = new Reader(position, deepest).document();
  return { root, problems: position.problems };
}

class Reader {
  readonly #here: Position;
  readonly #deepest: number;
  #depth = 0;

  constructor(position: Position, deepest: number) {
    this.#here = position;
    this.#deepest = deepest;
  }

  document(): JsonValue | undefined {
    const here = this.#here;
    if (here.eatAll(BYTE_ORDER_MARK)) {
      here.problem('byte-order-mark', 0, 'JSON is sent without a byte order mark (RFC 8259 §8.1).');
    }
    here.skipSpace();
    const start = here.at;
    const value = this.#value();
    if (!value) return undefined;
    const root: JsonValue = { name: '', ...value, range: [start, here.at] };
    here.skipSpace();
    if (!here.isStopped && here.byte !== undefined) {
      here.stop('trailing-data', 'The value is complete, but more follows.');
    }
    return root;
  }

  #value(): Value | undefined {
    switch (this.#here.byte) {
      case undefined:
        this.#here.stop('truncated', 'The text ends where a value should be.');
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
    read: (names: Set<string>, index: number) => JsonValue | undefined,
  ): Value {
    const here = this.#here;
    if (this.#depth === this.#deepest) {
      here.stop('too-deep', `Values nested deeper than ${this.#deepest} are not followed.`);
      return { note };
    }
    const children: JsonValue[] = [];
    const names = new Set<string>();
    this.#depth += 1;
    here.at += 1;
    here.skipSpace();
    while (!here.isStopped && !(children.length === 0 && here.eat(close))) {
      const child = read(names, children.length);
      if (child) children.push(child);
      here.skipSpace();
      if (here.isStopped || here.eat(close)) break;
      if (!here.eat(COMMA)) here.stopWithout(`a comma or the end of the ${note}`);
      here.skipSpace();
    }
    this.#depth -= 1;
    return { children, note };
  }

  #member(names: Set<string>): JsonValue | undefined {
    const here = this.#here;
    const start = here.at;
    if (here.byte !== QUOTE) {
      here.stopWithout('a name in double quotes');
      return undefined;
    }
    const name = this.#string();
    if (names.has(name)) {
      here.problem('repeated-name', start, `The name ${JSON.stringify(name)} is there twice.`);
    }
    names.add(name);
    here.skipSpace();
    if (!here.isStopped && !here.eat(COLON)) here.stopWithout('a colon after the name');
    here.skipSpace();
    const value = here.isStopped ? undefined : this.#value();
    return { name, ...value, range: [start, here.at] };
  }

  #element(index: number): JsonValue | undefined {
    const start = this.#here.at;
    const value = this.#value();
    return value && { name: String(index), ...value, range: [start, this.#here.at] };
  }

  #string(): string {
    const here = this.#here;
    const { value, end, isClosed } = readString(here.bytes, here.at, here.problems);
    here.at = end;
    if (!isClosed) here.stop('truncated', 'The text ends inside a string.');
    return value;
  }

  #literal(): Value | undefined {
    const found = LITERALS.find(([word]) => this.#here.eatAll(word));
    return found && { value: found[1] };
  }

  #number(): Value | undefined {
    const here = this.#here;
    const number = readNumber(here.bytes, here.at);
    if (!number) {
      here.stopWithout('a value');
      return undefined;
    }
    const { value, note, end, malformed } = number;
    if (malformed) here.problem('bad-number', here.at, `JSON has no number written ${malformed}.`);
    here.at = end;
    return note === undefined ? { value } : { value, note };
  }
}

function literal(word: string, value: JsonScalar): readonly [readonly number[], JsonScalar] {
  return [Array.from(word, (letter) => letter.charCodeAt(0)), value];
}

const LITERALS = [literal('true', true), literal('false', false), literal('null', null)];
