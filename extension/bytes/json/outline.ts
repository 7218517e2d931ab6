import { Payload } from '../payload.ts';
import { type JsonMember, MemberScan } from './member-scan.ts';
import { readNumber } from './number.ts';
import { type JsonSource, Position, sourceOf } from './position.ts';
import { readString } from './string.ts';
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
  /** Bytes. */
  readonly range: Range;
  readonly members: readonly JsonMember[];
  /** Whether the value is closed. */
  readonly isClosed: boolean;
  /** Whether nothing but white space follows. */
  readonly isLast: boolean;
  /** What the ranges count in. */
  readonly payload: Payload;
  readonly #source: JsonSource;
  static #last: JsonOutline | undefined;
  #lastMember: JsonMember | undefined;
  #lastInside: JsonOutline | undefined;

  private constructor(payload: Payload, source: JsonSource, here: Position) {
    this.payload = payload;
    this.#source = source;
    this.kind = here.code === OPEN_BRACE ? 'object' : 'array';
    const start = here.offset;
    here.at += 1;
    const scan = new MemberScan(here);
    this.members = this.kind === 'object' ? scan.object() : scan.array();
    this.isClosed = scan.isClosed;
    this.range = [start, here.offset];
    this.isLast = behindSpace(source.text, here.at) === source.text.length;
  }

  static of(bytes: Uint8Array): JsonOutline | undefined {
    return JsonOutline.ofPayload(Payload.ofBytes(bytes));
  }

  /** `undefined` where neither an object nor an array begins. */
  static ofPayload(payload: Payload): JsonOutline | undefined {
    // Most of what is no JSON is known by its first characters, before its bytes are counted.
    if (!isBracket(payload.text.charCodeAt(behindSpace(payload.text, 0)))) return undefined;
    // Several ask for the same one in turn: those who may know it, and then who reads it.
    if (JsonOutline.#last?.payload !== payload)
      JsonOutline.#last = JsonOutline.#at(payload, sourceOf(payload), 0);
    return JsonOutline.#last;
  }

  static #at(payload: Payload, source: JsonSource, offset: number): JsonOutline | undefined {
    const here = new Position(source, offset);
    here.skipSpace();
    return isBracket(here.code) ? new JsonOutline(payload, source, here) : undefined;
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
    const member = this.member(name);
    return member?.kind === 'string' ? readString(member.source, 0).value : undefined;
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
      const { isAscii, broken } = this.#source;
      const source = { text: member.source, isAscii, ...(broken && { broken }) };
      this.#lastInside = JsonOutline.#at(this.payload, source, member.valueRange[0]);
      this.#lastMember = member;
    }
    return this.#lastInside;
  }
}

function isBracket(code: number): boolean {
  return code === OPEN_BRACE || code === OPEN_BRACKET;
}

function scalarOf({ kind, source }: JsonMember): JsonScalar | undefined {
  switch (kind) {
    case 'string':
      return readString(source, 0).value;
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
