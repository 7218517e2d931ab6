import { decodeUtf8, invalidUtf8At } from '../../bytes/utf8.ts';
import { LIMITS } from '../../contract/limits.ts';
import { halfFloat } from './float.ts';
import { BREAK, type Head, headAt, MAJOR } from './head.ts';
import type { Content, Item, Pair, Reading } from './item.ts';
import { keyIdentity } from './key.ts';
import { Position } from './position.ts';
import { ENCODED_ITEM } from './tags.ts';

/** Reads data items one after the other, every one with its bytes (RFC 8949, RFC 8742). */
export function readItems(bytes: Uint8Array): Reading {
  const position = new Position(bytes);
  const items = new Reader(position).all();
  return { items, problems: position.problems };
}

/** Reads the one data item that begins at `start`, and not what follows it. */
export function readItem(bytes: Uint8Array, start: number): Reading {
  const position = new Position(bytes, start);
  const item = new Reader(position).one();
  return { items: item ? [item] : [], problems: position.problems };
}

class Reader {
  readonly #here: Position;
  #depth = 0;

  constructor(position: Position) {
    this.#here = position;
  }

  all(): readonly Item[] {
    const items: Item[] = [];
    while (this.#here.canGoOn) {
      const item = this.#item();
      if (item) items.push(item);
    }
    return items;
  }

  one(): Item | undefined {
    return this.#item();
  }

  #item(): Item | undefined {
    const here = this.#here;
    const start = here.at;
    const head = this.#head();
    if (!head) return undefined;
    here.count();
    here.at += head.size;
    const content = this.#content(head);
    return { range: [start, here.at], content };
  }

  #head(): Head | undefined {
    const here = this.#here;
    const head = headAt(here.bytes, here.at);
    if (head === 'incomplete') {
      here.stop('truncated', here.bytes.length, 'The bytes end where an item should go on.');
      return undefined;
    }
    if (head !== 'reserved') return head;
    if (here.byte === BREAK)
      here.stop('unexpected-break', here.at, 'Nothing is open to be ended here.');
    else here.stop('reserved', here.at, 'No data item begins with this byte (RFC 8949 §3).');
    return undefined;
  }

  #content(head: Head): Content {
    const { argument } = head;
    switch (head.major) {
      case MAJOR.unsigned:
        return { kind: 'integer', value: argument };
      case MAJOR.negative:
        return { kind: 'integer', value: negative(argument) };
      case MAJOR.bytes:
        return head.isIndefinite ? this.#chunkedBytes() : { kind: 'bytes', data: this.#data(head) };
      case MAJOR.text:
        return head.isIndefinite ? this.#chunkedText() : { kind: 'text', value: this.#text(head) };
      case MAJOR.array:
        return { kind: 'array', ...countOf(head), items: this.#nested(() => this.#items(head)) };
      case MAJOR.map:
        return { kind: 'map', ...countOf(head), pairs: this.#nested(() => this.#pairs(head)) };
      case MAJOR.tag:
        return this.#tagged(argument);
      default:
        return this.#simple(head);
    }
  }

  #nested<T>(read: () => readonly T[]): readonly T[] {
    if (this.#depth === LIMITS.decoderDepth) {
      const reason = `Items nested deeper than ${LIMITS.decoderDepth} are not followed.`;
      this.#here.stop('too-deep', this.#here.at, reason);
      return [];
    }
    this.#depth += 1;
    const list = read();
    this.#depth -= 1;
    return list;
  }

  #items(head: Head): readonly Item[] {
    const items: Item[] = [];
    while (this.#hasNext(head, items.length)) {
      const item = this.#item();
      if (item) items.push(item);
    }
    return items;
  }

  #pairs(head: Head): readonly Pair[] {
    const pairs: Pair[] = [];
    const known = new Set<string>();
    while (this.#hasNext(head, pairs.length)) {
      const key = this.#item();
      if (!key) break;
      this.#checkKey(key, known);
      pairs.push({ key, value: this.#value(head) });
    }
    return pairs;
  }

  #value(map: Head): Item | undefined {
    const here = this.#here;
    if (here.isStopped) return undefined;
    if (!map.isIndefinite || here.byte !== BREAK) return this.#item();
    here.problem('half-pair', here.at, 'The map ends behind a key that has no value.');
    return undefined;
  }

  /** Whether a container goes on; passes over the break that ends one of indefinite length. */
  #hasNext({ isIndefinite, argument }: Head, met: number): boolean {
    const here = this.#here;
    if (here.isStopped) return false;
    if (!isIndefinite) return met < argument;
    if (here.byte !== BREAK) return true;
    here.at += 1;
    return false;
  }

  #checkKey(key: Item, known: Set<string>): void {
    const identity = keyIdentity(key);
    if (identity === undefined) return;
    if (known.has(identity)) {
      const reason = 'This key was there before in the same map.';
      this.#here.problem('repeated-key', key.range[0], reason);
    }
    known.add(identity);
  }

  #data({ argument }: Head): Uint8Array {
    const here = this.#here;
    const start = here.at;
    const end = Math.min(start + Number(argument), here.bytes.length);
    here.at = end;
    if (end - start < argument) {
      const reason = `The bytes end inside a string: ${end - start} of ${argument} are there.`;
      here.stop('truncated', end, reason);
    }
    return here.bytes.subarray(start, end);
  }

  #text(head: Head): string {
    const here = this.#here;
    const start = here.at;
    const data = this.#data(head);
    const isCut = data.length < head.argument;
    const invalid = invalidUtf8At(here.bytes, start, start + data.length, isCut);
    if (invalid >= 0) {
      here.problem('invalid-utf-8', invalid, 'This byte does not belong to UTF-8 text.');
    }
    return decodeUtf8(data);
  }

  #chunkedBytes(): Content {
    const chunks = this.#chunks(MAJOR.bytes);
    const parts = chunks.map(({ content }) => (content.kind === 'bytes' ? content.data : NOTHING));
    const data = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      data.set(part, at);
      at += part.length;
    }
    return { kind: 'bytes', data, chunks };
  }

  #chunkedText(): Content {
    const chunks = this.#chunks(MAJOR.text);
    const parts = chunks.map(({ content }) => (content.kind === 'text' ? content.value : ''));
    return { kind: 'text', value: parts.join(''), chunks };
  }

  #chunks(major: number): readonly Item[] {
    const here = this.#here;
    const chunks: Item[] = [];
    while (!here.isStopped) {
      if (here.byte === BREAK) {
        here.at += 1;
        break;
      }
      const head = headAt(here.bytes, here.at);
      if (typeof head === 'object' && (head.major !== major || head.isIndefinite)) {
        const reason = 'The pieces of a string are strings of its kind, of definite length.';
        here.stop('bad-chunk', here.at, reason);
        break;
      }
      const chunk = this.#item();
      if (chunk) chunks.push(chunk);
    }
    return chunks;
  }

  #tagged(tag: number | bigint): Content {
    const [item] = this.#nested(() => {
      const one = this.#item();
      return one ? [one] : [];
    });
    const inside = tag === ENCODED_ITEM && item ? this.#inside(item) : undefined;
    return inside ? { kind: 'tag', tag, item, inside } : { kind: 'tag', tag, item };
  }

  /** An encoded data item, read in its place; nothing where the bytes hold something else. */
  #inside({ content, range }: Item): Item | undefined {
    if (content.kind !== 'bytes' || content.chunks || this.#here.isStopped) return undefined;
    const start = range[1] - content.data.length;
    const position = new Position(this.#here.bytes.subarray(0, range[1]), start);
    const reader = new Reader(position);
    reader.#depth = this.#depth + 1;
    const item = reader.#item();
    return position.problems.length === 0 && position.at === range[1] ? item : undefined;
  }

  #simple({ info, argument, size }: Head): Content {
    const here = this.#here;
    const start = here.at - size;
    const view = new DataView(here.bytes.buffer, here.bytes.byteOffset + start, size);
    if (info === 25) return { kind: 'float', bits: 16, value: halfFloat(view.getUint16(1)) };
    if (info === 26) return { kind: 'float', bits: 32, value: view.getFloat32(1) };
    if (info === 27) return { kind: 'float', bits: 64, value: view.getFloat64(1) };
    const value = Number(argument);
    if (info === 24 && value < 32) {
      const reason = 'Simple values below 32 are written in one byte (RFC 8949 §3.3).';
      here.problem('bad-simple', start, reason);
    }
    return { kind: 'simple', value };
  }
}

const NOTHING = new Uint8Array(0);

function countOf({ isIndefinite, argument }: Head): { readonly count?: number } {
  return isIndefinite ? {} : { count: Number(argument) };
}

/** −1 minus the argument, exact. */
function negative(argument: number | bigint): number | bigint {
  const value = -1n - BigInt(argument);
  return value >= Number.MIN_SAFE_INTEGER ? Number(value) : value;
}
