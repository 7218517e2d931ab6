import { decodeUtf8, invalidUtf8At } from '../../bytes/utf8.ts';
import { LIMITS } from '../../contract/limits.ts';
import type { FieldValue, Problem } from '../contract.ts';
import { type Head, headAt } from './head.ts';
import type { Content, Item, Pair, Reading } from './item.ts';
import { keyIdentity } from './key.ts';
import { readTimestamp, TIMESTAMP_TYPE } from './timestamp.ts';
import { MessagePackScanner } from './value-scanner.ts';

/** Values that are read of one stretch; a person looks at fewer, and memory is not endless. */
const MOST_VALUES = 200_000;

/** Reads values one after the other, every one with its bytes. */
export function readValues(bytes: Uint8Array): Reading {
  const reader = new Reader(bytes);
  return { items: reader.all(), problems: reader.problems };
}

/** Reads the one value that begins at `start`, and not what follows it. */
export function readValue(bytes: Uint8Array, start: number): Reading {
  const reader = new Reader(bytes, start);
  return { items: reader.one(), problems: reader.problems };
}

/**
 * Reads values as far as one line shows them: of the outermost containers what is in them, of an
 * array's maps their members too, and nothing of what lies deeper. Finds no problems in keys.
 */
export function readForLine(bytes: Uint8Array): Reading {
  const reader = new Reader(bytes, 0, true);
  return { items: reader.all(), problems: reader.problems };
}

class Reader {
  readonly problems: Problem[] = [];
  readonly #isForLine: boolean;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at: number;
  #depth = 0;
  #count = 0;
  #isStopped = false;
  /** Only kept up where it is read for a line. */
  #isInMap = false;

  constructor(bytes: Uint8Array, start = 0, isForLine = false) {
    this.#isForLine = isForLine;
    this.#at = start;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  all(): readonly Item[] {
    return this.#items(Number.POSITIVE_INFINITY);
  }

  one(): readonly Item[] {
    return this.#items(1);
  }

  #items(count: number): readonly Item[] {
    const items: Item[] = [];
    while (items.length < count && !this.#isStopped) {
      if (this.#at === this.#bytes.length && count === Number.POSITIVE_INFINITY) break;
      const item = this.#item();
      if (item) items.push(item);
    }
    return items;
  }

  #item(): Item | undefined {
    const start = this.#at;
    const head = headAt(this.#bytes, start);
    if (!head) {
      this.#stop('truncated', this.#bytes.length, 'The bytes end where a value should go on.');
      return undefined;
    }
    this.#count += 1;
    if (this.#count > MOST_VALUES) {
      this.#stop('too-many-values', start, `More than ${MOST_VALUES} values are not followed.`);
      return undefined;
    }
    this.#at += head.size;
    const content = this.#content(head, start);
    return { format: head.format, range: [start, this.#at], content };
  }

  #content(head: Head, start: number): Content {
    switch (head.kind) {
      case 'nil':
        return { kind: 'plain', value: null };
      case 'boolean':
        return { kind: 'plain', value: head.format === 'true' };
      case 'integer':
        return { kind: 'plain', value: this.#integer(head, start) };
      case 'float':
        return { kind: 'plain', value: this.#float(head), isFloat: true };
      case 'str':
        return { kind: 'plain', value: this.#string(head) };
      case 'bin':
        return { kind: 'bin', data: this.#data(head) };
      case 'ext':
        return this.#ext(head);
      case 'array':
        return {
          kind: 'array',
          count: head.length,
          items:
            this.#isForLine && this.#depth > 0
              ? this.#passOver(start)
              : this.#nested(() => this.#items(head.length)),
        };
      case 'map':
        return {
          kind: 'map',
          count: head.length,
          pairs:
            this.#isForLine && (this.#depth > 1 || this.#isInMap)
              ? this.#passOver(start)
              : this.#nested(() => this.#pairs(head.length)),
        };
      case 'never-used':
        this.#problem('never-used', start, 'No value begins with the byte 0xc1.');
        return { kind: 'plain', value: null };
      default:
        return head.kind satisfies never;
    }
  }

  #nested<T>(read: () => readonly T[]): readonly T[] {
    if (this.#depth === LIMITS.decoderDepth) {
      const reason = `Values nested deeper than ${LIMITS.decoderDepth} are not followed.`;
      this.#stop('too-deep', this.#at, reason);
      return [];
    }
    this.#depth += 1;
    const list = read();
    this.#depth -= 1;
    return list;
  }

  #pairs(count: number): readonly Pair[] {
    const pairs: Pair[] = [];
    const known = this.#isForLine ? undefined : new Set<string>();
    this.#isInMap = true;
    while (pairs.length < count && !this.#isStopped) {
      const key = this.#item();
      if (!key) break;
      if (known) this.#checkKey(key, known);
      pairs.push({ key, value: this.#isStopped ? undefined : this.#item() });
    }
    this.#isInMap = false;
    return pairs;
  }

  /** Passes over the container that begins at `start`, by its heads alone. */
  #passOver(start: number): readonly [] {
    const length = new MessagePackScanner().next(this.#bytes.subarray(start));
    if (length !== 'incomplete') this.#at = start + length;
    else this.#stop('truncated', this.#bytes.length, 'The bytes end where a value should go on.');
    return [];
  }

  #checkKey(key: Item, known: Set<string>): void {
    const identity = keyIdentity(key);
    if (identity === undefined) return;
    if (known.has(identity)) {
      this.#problem('repeated-key', key.range[0], 'This key was there before in the same map.');
    }
    known.add(identity);
  }

  #integer({ format, length }: Head, start: number): FieldValue {
    if (length === 0) return this.#view.getInt8(start);
    const data = this.#whole(length);
    if (data === undefined) return null;
    const isSigned = format.startsWith('int');
    if (length === 8) {
      const big = isSigned ? this.#view.getBigInt64(data) : this.#view.getBigUint64(data);
      const plain = Number(big);
      return Number.isSafeInteger(plain) ? plain : big;
    }
    if (length === 1) return isSigned ? this.#view.getInt8(data) : this.#view.getUint8(data);
    if (length === 2) return isSigned ? this.#view.getInt16(data) : this.#view.getUint16(data);
    return isSigned ? this.#view.getInt32(data) : this.#view.getUint32(data);
  }

  #float({ length }: Head): FieldValue {
    const data = this.#whole(length);
    if (data === undefined) return null;
    return length === 4 ? this.#view.getFloat32(data) : this.#view.getFloat64(data);
  }

  #string(head: Head): string {
    const start = this.#at;
    const data = this.#data(head);
    const isCut = data.length < head.length;
    const invalid = invalidUtf8At(this.#bytes, start, start + data.length, isCut);
    if (invalid >= 0) {
      this.#problem('invalid-utf-8', invalid, 'This byte does not belong to UTF-8 text.');
    }
    return decodeUtf8(data);
  }

  #ext(head: Head): Content {
    const type = this.#view.getInt8(this.#at - 1);
    const start = this.#at;
    const data = this.#data(head);
    if (type === TIMESTAMP_TYPE && !this.#isStopped) this.#checkTimestamp(data, start);
    return { kind: 'ext', type, data };
  }

  #checkTimestamp(data: Uint8Array, start: number): void {
    const time = readTimestamp(data);
    if (!time) {
      this.#problem('bad-timestamp', start, 'A timestamp has 4, 8 or 12 bytes.');
    } else if (!time.isValid) {
      this.#problem('bad-timestamp', start, 'The nanoseconds are not less than a second.');
    }
  }

  /** The content's bytes, or those of them that are there. */
  #data({ format, length }: Head): Uint8Array {
    const start = this.#at;
    const end = Math.min(start + length, this.#bytes.length);
    this.#at = end;
    if (end - start < length) {
      const reason = `The bytes end inside a ${format}: ${end - start} of ${length} are there.`;
      this.#stop('truncated', end, reason);
    }
    return this.#bytes.subarray(start, end);
  }

  /** Passes over a number's bytes and says where they begin; undefined if not all are there. */
  #whole(length: number): number | undefined {
    const start = this.#at;
    this.#at = Math.min(start + length, this.#bytes.length);
    if (this.#at - start === length) return start;
    this.#stop('truncated', this.#at, 'The bytes end inside a number.');
    return undefined;
  }

  #problem(kind: string, offset: number, reason: string): void {
    this.problems.push({ kind, offset, reason });
  }

  #stop(kind: string, offset: number, reason: string): void {
    if (!this.#isStopped) this.#problem(kind, offset, reason);
    this.#isStopped = true;
  }
}
