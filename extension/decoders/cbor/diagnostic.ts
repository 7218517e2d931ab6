import { hexText } from '../../bytes/hex.ts';
import { quoted, shorten } from '../../bytes/shorten.ts';
import type { Content, Item, Tagged } from './item.ts';
import { integerOf } from './meaning.ts';

/** Characters of one string, and of the whole line. */
const STRING = 40;
const LINE = 120;
/** Bytes shown of a byte string. */
const BYTES = 16;

/**
 * Items in diagnostic notation (RFC 8949 §8), as one line: `{"a": 1, "b": [_ 2, h'03']}`. What is
 * long, or was not there, is an ellipsis.
 */
export function diagnostic(items: readonly Item[], isCut: boolean): string {
  if (items.length === 0) return '(no item)';
  const line = new Line();
  line.list(items);
  if (isCut && items.length > 1) line.add(', …');
  return shorten(line.text, LINE);
}

/** A value of simple type in diagnostic notation. */
export function simpleText(value: number): string {
  return SIMPLE.get(value) ?? `simple(${value})`;
}

/** A float that is whole looks like one. */
export function floatText(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  return String(value).replace(/^(-?\d+)(?=$|e)/, '$1.0');
}

type Scalar = Extract<Content, { kind: 'integer' | 'float' | 'simple' }>;

const SIMPLE: ReadonlyMap<number, string> = new Map([
  [20, 'false'],
  [21, 'true'],
  [22, 'null'],
  [23, 'undefined'],
]);

/** A line that is written until it is full. */
class Line {
  text = '';

  add(piece: string): void {
    this.text += piece;
  }

  list(items: readonly Item[]): void {
    for (const [index, item] of items.entries()) {
      if (this.text.length > LINE) return;
      if (index > 0) this.add(', ');
      this.item(item);
    }
  }

  item(item: Item | undefined): void {
    const content = item?.content;
    if (!content) this.add('…');
    else if (content.kind === 'array') this.#array(content);
    else if (content.kind === 'map') this.#map(content);
    else if (content.kind === 'tag') this.#tag(content, integerOf(item));
    else if (content.kind === 'bytes') this.#string(content, hex(content.data), "''_");
    else if (content.kind === 'text') this.#string(content, quoted(content.value, STRING), '""_');
    else this.add(scalarText(content));
  }

  /** The pieces of a string, or the string; `none` stands for a string without pieces. */
  #string({ chunks }: { readonly chunks?: readonly Item[] }, whole: string, none: string): void {
    if (!chunks || chunks.length === 0) {
      this.add(chunks ? none : whole);
      return;
    }
    this.add('(_ ');
    this.list(chunks);
    this.add(')');
  }

  #array({ count, items }: Extract<Content, { kind: 'array' }>): void {
    this.add(count === undefined ? '[_ ' : '[');
    this.list(items);
    this.#end(count, items.length, ']');
  }

  #map({ count, pairs }: Extract<Content, { kind: 'map' }>): void {
    this.add(count === undefined ? '{_ ' : '{');
    for (const [index, { key, value }] of pairs.entries()) {
      if (this.text.length > LINE) return;
      if (index > 0) this.add(', ');
      this.item(key);
      this.add(': ');
      this.item(value);
    }
    this.#end(count, pairs.length, '}');
  }

  #end(count: number | undefined, there: number, close: string): void {
    const isCut = count !== undefined && count > there;
    this.add(isCut ? `${there > 0 ? ', ' : ''}…${close}` : close);
  }

  /** A bignum is written as the integer that it is. */
  #tag({ tag, item }: Tagged, integer: number | bigint | undefined): void {
    if (integer !== undefined) {
      this.add(String(integer));
      return;
    }
    this.add(`${tag}(`);
    this.item(item);
    this.add(')');
  }
}

function scalarText({ kind, value }: Scalar): string {
  if (kind === 'float') return floatText(value);
  return kind === 'simple' ? simpleText(value) : String(value);
}

function hex(data: Uint8Array): string {
  const text = hexText(data.subarray(0, BYTES)).replaceAll(' ', '');
  return data.length > BYTES ? `h'${text}…'` : `h'${text}'`;
}
