import type { ByteRange, Problem } from '../contract.ts';
import { varintAt } from './varint.ts';

/** Wire types, by their number in the tag. */
const WIRE = ['varint', '64-bit', 'length-delimited', 'group', 'end of group', '32-bit'] as const;
export type WireType = Exclude<(typeof WIRE)[number], 'end of group'>;

/** One field as it is on the wire: what it means, only a schema could say. */
export interface WireField {
  readonly number: number;
  readonly type: WireType;
  /** Tag and value. */
  readonly range: ByteRange;
  /** The value without tag and length; a group's fields without its end. */
  readonly content: ByteRange;
}

/** Fields of a message, as far as its bytes are fields. */
export interface Walk {
  readonly fields: readonly WireField[];
  /** Why it ended before the bytes did. */
  readonly problem: Problem | undefined;
}

/** Largest field number (Protocol Buffers, "Assigning Field Numbers"). */
const LARGEST = 2 ** 29 - 1;
/** Groups inside groups that are followed. */
const DEEPEST_GROUP = 100;
/** Fields inside groups that are looked at to find where the groups end; each level does so anew. */
const MOST_IN_GROUPS = 100_000;

/** Splits a stretch of bytes into fields, without looking into them. */
export function walkFields(bytes: Uint8Array, [start, end]: ByteRange, most: number): Walk {
  const walker = new Walker(bytes, end);
  const fields: WireField[] = [];
  let at = start;
  while (at < end) {
    if (fields.length === most) {
      const reason = `More than ${most} fields are not followed.`;
      return { fields, problem: { kind: 'too-many-fields', offset: at, reason } };
    }
    const field = walker.field(at, 0);
    if ('kind' in field) return { fields, problem: field };
    if (field.type === 'end of group') {
      const reason = 'A group ends here that did not begin.';
      return { fields, problem: { kind: 'unexpected-group-end', offset: at, reason } };
    }
    fields.push({ ...field, type: field.type });
    at = field.range[1];
  }
  return { fields, problem: undefined };
}

interface AnyField extends Omit<WireField, 'type'> {
  readonly type: (typeof WIRE)[number];
}

class Walker {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #leftInGroups = MOST_IN_GROUPS;

  constructor(bytes: Uint8Array, end: number) {
    this.#bytes = bytes;
    this.#end = end;
  }

  field(start: number, depth: number): AnyField | Problem {
    const tag = varintAt(this.#bytes, start, this.#end);
    if (typeof tag === 'string') return fault(tag, start, 'a tag');
    const number = Number(tag.value >> 3n);
    const type = WIRE[Number(tag.value & 7n)];
    if (type === undefined || number === 0 || number > LARGEST) {
      const reason = type ? `No field has the number ${number}.` : 'There is no such wire type.';
      return { kind: 'bad-tag', offset: start, reason };
    }
    const content =
      type === 'group' ? this.#group(number, tag.end, depth) : this.#content(type, tag.end);
    if ('kind' in content) return content;
    return { number, type, range: [start, content.end], content: content.range };
  }

  #content(type: Exclude<AnyField['type'], 'group'>, start: number): Content | Problem {
    switch (type) {
      case 'varint': {
        const varint = varintAt(this.#bytes, start, this.#end);
        return typeof varint === 'string' ? fault(varint, start, type) : upTo(start, varint.end);
      }
      case '64-bit':
        return this.#fixed(start, 8);
      case '32-bit':
        return this.#fixed(start, 4);
      case 'length-delimited': {
        const length = varintAt(this.#bytes, start, this.#end);
        if (typeof length === 'string') return fault(length, start, 'a length');
        return this.#fixed(length.end, Number(length.value));
      }
      case 'end of group':
        return upTo(start, start);
      default:
        return type satisfies never;
    }
  }

  #fixed(start: number, length: number): Content | Problem {
    if (start + length <= this.#end) return upTo(start, start + length);
    const reason = `The bytes end inside a field: ${this.#end - start} of ${length} are there.`;
    return { kind: 'truncated', offset: this.#end, reason };
  }

  #group(number: number, start: number, depth: number): Content | Problem {
    if (depth === DEEPEST_GROUP) {
      return { kind: 'too-deep', offset: start, reason: 'Groups this deep are not followed.' };
    }
    let at = start;
    while (at < this.#end) {
      if (this.#leftInGroups === 0) {
        const reason = `More than ${MOST_IN_GROUPS} fields in groups are not followed.`;
        return { kind: 'too-many-fields', offset: at, reason };
      }
      this.#leftInGroups -= 1;
      const field = this.field(at, depth + 1);
      if ('kind' in field) return field;
      if (field.type === 'end of group' && field.number === number) {
        return { range: [start, at], end: field.range[1] };
      }
      if (field.type === 'end of group') {
        const reason = `Group ${number} is open, and group ${field.number} ends here.`;
        return { kind: 'unexpected-group-end', offset: at, reason };
      }
      at = field.range[1];
    }
    return { kind: 'truncated', offset: this.#end, reason: `Group ${number} does not end.` };
  }
}

interface Content {
  readonly range: ByteRange;
  /** Where the next field begins. */
  readonly end: number;
}

function upTo(start: number, end: number): Content {
  return { range: [start, end], end };
}

function fault(kind: 'truncated' | 'too-long', offset: number, what: string): Problem {
  const reason =
    kind === 'truncated' ? `The bytes end inside ${what}.` : `${what} of more than ten bytes.`;
  return { kind, offset, reason: reason.charAt(0).toUpperCase() + reason.slice(1) };
}
