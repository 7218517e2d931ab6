import { quoted, shorten } from '../../bytes/shorten.ts';
import type { ByteRange, Field } from '../contract.ts';
import { bytesReadings, fixedReadings, type Reading, varintReadings } from './readings.ts';
import { type WireField, walkFields } from './walk.ts';

/** Fields that are shown of one layer, those of all inner messages together. */
export const MOST_FIELDS = 100_000;
/** Messages inside messages that are tried. */
const DEEPEST = 50;
/** Characters of one reading among the others. */
const SHORT = 24;

/** The fields of a message, each with everything that it may mean. */
export function messageFields(bytes: Uint8Array): readonly Field[] {
  return new UntypedTree(bytes).fields([0, bytes.length], 0);
}

/** Builds fields that no schema explains. */
export class UntypedTree {
  readonly #bytes: Uint8Array;
  #left = MOST_FIELDS;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  fields(range: ByteRange, depth: number): readonly Field[] {
    const { fields } = walkFields(this.#bytes, range, this.#left);
    this.#left -= fields.length;
    return fields.map((field) => this.field(field, depth));
  }

  field(field: WireField, depth = 0): Field {
    const { number, type, range, content } = field;
    const name = String(number);
    if (type === 'group') {
      const children = depth < DEEPEST ? this.fields(content, depth + 1) : [];
      return { name, range, note: type, children };
    }
    const bytes = this.#bytes.subarray(...content);
    const readings = readingsOf(type, bytes);
    const message = type === 'length-delimited' ? this.#message(content, depth) : undefined;
    const value = readings.map(shortReading);
    if (message) value.unshift('message');
    // A reading has no bytes of its own: they are the field's. The message alone has parts.
    const children = readings.map(
      (reading): Field => ({ ...reading, range: [content[0], content[0]] }),
    );
    return {
      name,
      value: value.join(' | '),
      range,
      note: type === 'length-delimited' ? `${type}, ${bytes.length} bytes` : type,
      children: message ? [...children, message] : children,
    };
  }

  /** The bytes as a message, where they are fields from beginning to end. */
  #message(content: ByteRange, depth: number): Field | undefined {
    if (content[0] === content[1] || depth === DEEPEST || this.#left <= 0) return undefined;
    const { problem } = walkFields(this.#bytes, content, this.#left);
    if (problem) return undefined;
    const children = this.fields(content, depth + 1);
    return { name: 'message', range: content, note: 'a message inside', children };
  }
}

function readingsOf(type: Exclude<WireField['type'], 'group'>, content: Uint8Array) {
  switch (type) {
    case 'varint':
      return varintReadings(content);
    case '32-bit':
    case '64-bit':
      return fixedReadings(content);
    case 'length-delimited':
      return bytesReadings(content);
    default:
      return type satisfies never;
  }
}

function shortReading({ name, value }: Reading): string {
  const text = name === 'text' ? quoted(String(value), SHORT) : String(value);
  return `${name} ${shorten(text, SHORT + 2)}`;
}
