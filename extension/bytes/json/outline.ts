import { Payload } from '../payload.ts';
import { OPEN_BRACE, OPEN_BRACKET } from './characters.ts';
import { type JsonMember, scanMembers } from './member-scan.ts';
import { Position, sourceOf } from './position.ts';
import type { JsonScalar } from './value.ts';
import { behindSpace } from './value-end.ts';

type Range = readonly [start: number, end: number];

/**
 * The outermost object or array of a JSON text: where its members lie, without reading what is in
 * them. Tells what a message is at the price of one pass, and takes broken text as far as it goes.
 */
export class JsonOutline {
  readonly kind: 'object' | 'array';
  readonly members: readonly JsonMember[];
  /** Whether the value is closed. */
  readonly isClosed: boolean;
  /** What the ranges count in. */
  readonly payload: Payload;
  /** Goes over the text for this outline and for those inside it, one after the other. */
  readonly #here: Position;
  /** Offset of the first byte, and of the one behind the last. */
  readonly #start: number;
  readonly #end: number;
  /** Index of the character behind the last. */
  readonly #behind: number;
  static #last: JsonOutline | undefined;
  #lastMember: JsonMember | undefined;
  #lastInside: JsonOutline | undefined;

  /** An object or array stands here. */
  private constructor(payload: Payload, here: Position) {
    this.payload = payload;
    this.#here = here;
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
      const here = new Position(sourceOf(payload));
      here.at = at;
      JsonOutline.#last = new JsonOutline(payload, here);
    }
    return JsonOutline.#last;
  }

  /** What its parts are written in. */
  get mime(): string {
    return 'application/json';
  }

  /** Bytes. */
  get range(): Range {
    return [this.#start, this.#end];
  }

  /** Whether nothing but white space follows. */
  get isLast(): boolean {
    const { text } = this.#here;
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
    for (const name of names) if (!this.member(name)) return false;
    return true;
  }

  /** The member's value, if it is a string. */
  text(name: string): string | undefined {
    return this.member(name)?.text;
  }

  /** The member's value, if it is neither an object nor an array nor broken. */
  scalar(name: string): JsonScalar | undefined {
    return this.member(name)?.scalar;
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

  #inside({ kind, at, offset }: JsonMember): JsonOutline | undefined {
    if (kind !== 'object' && kind !== 'array') return undefined;
    this.#here.moveTo(at, offset);
    return new JsonOutline(this.payload, this.#here);
  }
}

function isBracket(code: number): boolean {
  return code === OPEN_BRACE || code === OPEN_BRACKET;
}
