import type { ByteRange, FieldValue } from './contract.ts';
import type { Outline, OutlineMember } from './outline.ts';
import type { PackedFormat, PackedHead } from './packed-format.ts';

/** Members that are met; a message of a protocol has few. */
const MOST_MEMBERS = 10_000;

/** The outermost array or map of a value in a binary format, found by the heads alone. */
export class PackedOutline implements Outline {
  readonly bytes: Uint8Array;
  readonly mime: string;
  readonly kind: 'object' | 'array';
  readonly members: readonly OutlineMember[];
  readonly range: ByteRange;
  readonly isClosed: boolean;
  readonly #format: PackedFormat;

  private constructor(format: PackedFormat, bytes: Uint8Array, start: number, end: number) {
    this.bytes = bytes;
    this.mime = format.mime;
    this.#format = format;
    const walk = new MemberWalk(format, bytes.subarray(0, end), start);
    this.kind = walk.head?.kind === 'object' ? 'object' : 'array';
    this.members = walk.members;
    this.isClosed = walk.isClosed;
    this.range = [start, walk.at];
  }

  /** `undefined` where neither an array nor a map begins. */
  static of(
    format: PackedFormat,
    bytes: Uint8Array,
    [start, end]: ByteRange = [0, bytes.length],
  ): PackedOutline | undefined {
    const kind = format.headAt(bytes.subarray(0, end), start)?.kind;
    const isContainer = kind === 'object' || kind === 'array';
    return isContainer ? new PackedOutline(format, bytes, start, end) : undefined;
  }

  member(name: string): OutlineMember | undefined {
    return this.members.findLast((member) => member.name === name);
  }

  has(...names: readonly string[]): boolean {
    return names.every((name) => this.member(name) !== undefined);
  }

  text(name: string): string | undefined {
    const member = this.member(name);
    const value = member?.kind === 'string' ? this.scalar(name) : undefined;
    return value === undefined ? undefined : String(value);
  }

  scalar(name: string): FieldValue | undefined {
    const member = this.member(name);
    return member && this.#format.scalar(this.bytes.subarray(...member.valueRange));
  }

  inside(name: string): PackedOutline | undefined {
    const member = this.member(name);
    return member && PackedOutline.of(this.#format, this.bytes, member.valueRange);
  }
}

/** Passes over the members of one value. */
class MemberWalk {
  readonly head: PackedHead | undefined;
  readonly members: OutlineMember[] = [];
  isClosed = false;
  at: number;
  readonly #format: PackedFormat;
  readonly #bytes: Uint8Array;

  constructor(format: PackedFormat, bytes: Uint8Array, start: number) {
    this.#format = format;
    this.#bytes = bytes;
    this.head = format.headAt(bytes, start);
    this.at = this.head?.content ?? start;
    this.isClosed = this.#walk(this.head?.count ?? 0, this.head?.kind === 'object');
  }

  #walk(count: number, isMap: boolean): boolean {
    for (let index = 0; index < count; index += 1) {
      if (this.#format.isBreak(this.#bytes, this.at)) return this.#leave(count);
      if (index === MOST_MEMBERS) return false;
      const start = this.at;
      const key = isMap ? this.#key() : String(index);
      const member = key === undefined ? undefined : this.#value(key, start);
      if (!member) return false;
      this.members.push(member);
      if (this.at > this.#bytes.length) return this.#cut(member);
    }
    return true;
  }

  #leave(count: number): boolean {
    if (count !== Number.POSITIVE_INFINITY) return false;
    this.at += 1;
    return true;
  }

  /** The last member goes beyond the end. */
  #cut(member: OutlineMember): boolean {
    this.at = this.#bytes.length;
    const start = member.valueRange[0];
    this.members[this.members.length - 1] = {
      name: member.name,
      kind: member.kind,
      range: [member.range[0], this.at],
      valueRange: [start, this.at],
    };
    return false;
  }

  /** A key that is no string goes by what it is, written out. */
  #key(): string | undefined {
    const start = this.at;
    const end = this.#format.endOf(this.#bytes, start);
    if (end === undefined) return undefined;
    this.at = end;
    return String(this.#format.scalar(this.#bytes.subarray(start, this.at)) ?? '');
  }

  #value(name: string, start: number): OutlineMember | undefined {
    const valueStart = this.at;
    const head = this.#format.headAt(this.#bytes, valueStart);
    if (!head) return undefined;
    this.at = this.#format.endOf(this.#bytes, valueStart) ?? this.#bytes.length + 1;
    const { kind, content, count } = head;
    const isString = (kind === 'string' || kind === 'bytes') && count === 0;
    return {
      name,
      kind,
      range: [start, this.at],
      valueRange: [valueStart, this.at],
      ...(isString && { contentRange: [content, this.at] as const }),
    };
  }
}
