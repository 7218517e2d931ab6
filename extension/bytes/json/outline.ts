import { Payload } from '../payload.ts';
import { type JsonMember, scanMembers } from './member-scan.ts';
import { readNumber } from './number.ts';
import { type JsonSource, Position, sourceOf } from './position.ts';
import type { JsonScalar } from './value.ts';
import { behindSpace } from './value-end.ts';

const OPEN_BRACKET = 0x5b;
const OPEN_BRACE = 0x7b;

type Range = readonly [start: number, end: number];

/**
 * The outermost object or array of a JSON text: where its members lie, without reading what is in
 * them. Tells what a message is at the price of one pass, and takes broken text as far as it goes.
 */
export class JsonOutline {
  /** What its parts are written in. */
  readonly mime = 'application/json';
  readonly kind: 'object' | 'array';
  readonly members: readonly JsonMember[];
  /** Whether the value is closed. */
  readonly isClosed: boolean;
  /** What the ranges count in. */
  readonly payload: Payload;
  readonly #source: JsonSource;
  /** Offset of the first byte, and of the one behind the last. */
  readonly #start: number;
  readonly #end: number;
  /** Index of the character behind the last. */
  readonly #behind: number;
  static #last: JsonOutline | undefined;
  #lastMember: JsonMember | undefined;
  #lastInside: JsonOutline | undefined;

  private constructor(payload: Payload, source: JsonSource, here: Position) {
    this.payload = payload;
    this.#source = source;
    this.kind = here.code === OPEN_BRACE ? 'object' : 'array';
    this.#start = here.offset;
    here.at += 1;
    const { all, isClosed } = scanMembers(here, this.kind === 'object');
    this.members = all;
    this.isClosed = isClosed;
    this.#end = here.offset;
    this.#behind = here.at;
  }

  static of(bytes: Uint8Array): JsonOutline | undefined {
    return JsonOutline.ofPayload(Payload.ofBytes(bytes));
  }

  /** `undefined` where neither an object nor an array begins. */
  static ofPayload(payload: Payload): JsonOutline | undefined {
    // Most of what is no JSON is known by its first characters, before its bytes are counted.
    const at = behindSpace(payload.text, 0);
    if (!isBracket(payload.text.charCodeAt(at))) return undefined;
    // Several ask for the same one in turn: those who may know it, and then who reads it.
    if (JsonOutline.#last?.payload !== payload) {
      const source = sourceOf(payload);
      JsonOutline.#last = new JsonOutline(payload, source, new Position(source, at, at));
    }
    return JsonOutline.#last;
  }

  /** Bytes. */
  get range(): Range {
    return [this.#start, this.#end];
  }

  /** Whether nothing but white space follows. */
  get isLast(): boolean {
    const { text } = this.#source;
    return behindSpace(text, this.#behind) === text.length;
  }

  get isText(): boolean {
    return this.payload.isText;
  }

  get bytes(): Uint8Array {
    return this.payload.bytes;
  }

  /** The member of this name; the last one where it is repeated, as JSON.parse has it. */
  member(name: string): JsonMember | undefined {
    for (let at = this.members.length - 1; at >= 0; at -= 1) {
      const member = this.members[at];
      if (member?.name === name) return member;
    }
    return undefined;
  }

  has(...names: readonly string[]): boolean {
    return names.every((name) => this.member(name) !== undefined);
  }

  /** The member's value, if it is a string. */
  text(name: string): string | undefined {
    return this.member(name)?.text;
  }

  /** The member's value, if it is neither an object nor an array nor broken. */
  scalar(name: string): JsonScalar | undefined {
    const member = this.member(name);
    return member && scalarOf(member);
  }

  /** The member's value, if it is an object or array. */
  inside(name: string): JsonOutline | undefined {
    const member = this.member(name);
    return member && this.insideOf(member);
  }

  /** The value of one of the members, if it is an object or array; its ranges count in the same bytes. */
  insideOf(member: JsonMember): JsonOutline | undefined {
    // The same one is asked for several times in a row.
    if (this.#lastMember !== member) {
      this.#lastInside = this.#inside(member);
      this.#lastMember = member;
    }
    return this.#lastInside;
  }

  #inside({ kind, at, valueRange }: JsonMember): JsonOutline | undefined {
    if (kind !== 'object' && kind !== 'array') return undefined;
    return new JsonOutline(
      this.payload,
      this.#source,
      new Position(this.#source, valueRange[0], at),
    );
  }
}

function isBracket(code: number): boolean {
  return code === OPEN_BRACE || code === OPEN_BRACKET;
}

function scalarOf({ kind, source, text }: JsonMember): JsonScalar | undefined {
  switch (kind) {
    case 'string':
      return text;
    case 'number': {
      const number = readNumber(source, 0);
      const isWhole = number && number.malformed === undefined && number.end === source.length;
      return isWhole ? number.value : undefined;
    }
    case 'word':
      return WORDS.get(source);
    case 'object':
    case 'array':
      return undefined;
    default:
      return kind satisfies never;
  }
}

const WORDS: ReadonlyMap<string, JsonScalar> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);
