import { type JsonMember, MemberScan } from './member-scan.ts';
import { readNumber } from './number.ts';
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
  readonly bytes: Uint8Array;
  /** What its parts are written in. */
  readonly mime = 'application/json';
  readonly kind: 'object' | 'array';
  readonly range: Range;
  readonly members: readonly JsonMember[];
  /** Whether the value is closed. */
  readonly isClosed: boolean;

  private constructor(bytes: Uint8Array, start: number, end: number) {
    this.bytes = bytes;
    this.kind = bytes[start] === OPEN_BRACE ? 'object' : 'array';
    const scan = new MemberScan(bytes, start + 1, end);
    this.members = this.kind === 'object' ? scan.object() : scan.array();
    this.isClosed = scan.isClosed;
    this.range = [start, scan.at];
  }

  /** `undefined` where neither an object nor an array begins. */
  static of(bytes: Uint8Array, [start, end]: Range = [0, bytes.length]): JsonOutline | undefined {
    const first = behindSpace(bytes, start, end);
    const byte = first < end ? bytes[first] : undefined;
    if (byte !== OPEN_BRACE && byte !== OPEN_BRACKET) return undefined;
    return new JsonOutline(bytes, first, end);
  }

  /** The member of this name; the last one where it is repeated, as JSON.parse has it. */
  member(name: string): JsonMember | undefined {
    return this.members.findLast((member) => member.name === name);
  }

  has(...names: readonly string[]): boolean {
    return names.every((name) => this.member(name) !== undefined);
  }

  /** The member's value, if it is a string. */
  text(name: string): string | undefined {
    const value = this.scalar(name);
    return this.member(name)?.kind === 'string' ? String(value) : undefined;
  }

  /** The member's value, if it is neither an object nor an array nor broken. */
  scalar(name: string): JsonScalar | undefined {
    const member = this.member(name);
    return member && scalarAt(this.bytes, member);
  }

  /** The member's value, if it is an object or array. */
  inside(name: string): JsonOutline | undefined {
    const member = this.member(name);
    return member && JsonOutline.of(this.bytes, member.valueRange);
  }
}

function scalarAt(bytes: Uint8Array, { kind, valueRange }: JsonMember): JsonScalar | undefined {
  const [start, end] = valueRange;
  switch (kind) {
    case 'string':
      return readString(bytes.subarray(0, end), start, []).value;
    case 'number': {
      const number = readNumber(bytes.subarray(0, end), start);
      const isWhole = number !== undefined && number.malformed === undefined && number.end === end;
      return isWhole ? number.value : undefined;
    }
    case 'word':
      return WORDS.get(String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 6))));
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
