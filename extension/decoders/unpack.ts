import { adler32, crc32 } from '../bytes/deflate/checksums.ts';
import { Inflater } from '../bytes/deflate/inflater.ts';
import type { Field, Problem } from './contract.ts';
import { beginsGzip, readGzipHead } from './gzip-head.ts';
import { mostInflated } from './inflate-limit.ts';
import { beginsZlib, zlibFields } from './zlib-head.ts';

/** How deflated data are wrapped; `deflate` not at all. */
export type Wrapping = 'gzip' | 'zlib' | 'deflate';

/** Compressed bytes as far as they could be read. */
export interface Unpacked {
  readonly wrapping: Wrapping;
  /** What was compressed; of several gzip members, one after the other. */
  readonly content: Uint8Array;
  readonly fields: readonly Field[];
  readonly problems: readonly Problem[];
  /** The name of the file, where the sender gave one. */
  readonly name?: string;
}

/** Bytes behind the compressed data: CRC-32 and size, or Adler-32. */
const TRAILER = { gzip: 8, zlib: 4, deflate: 0 } as const;

export function wrappingOf(bytes: Uint8Array): Wrapping {
  if (beginsGzip(bytes)) return 'gzip';
  return beginsZlib(bytes) ? 'zlib' : 'deflate';
}

/** Unpacks what is wrapped as it says (RFC 1952, RFC 1950, RFC 1951). */
export function unpack(bytes: Uint8Array, most = mostInflated(bytes.length)): Unpacked {
  const unpacker = new Unpacker(bytes, wrappingOf(bytes), most);
  unpacker.run();
  return unpacker;
}

class Unpacker implements Unpacked {
  readonly wrapping: Wrapping;
  readonly fields: Field[] = [];
  readonly problems: Problem[] = [];
  name?: string;
  readonly #bytes: Uint8Array;
  readonly #most: number;
  #parts: Uint8Array[] = [];
  #size = 0;

  constructor(bytes: Uint8Array, wrapping: Wrapping, most: number) {
    this.#bytes = bytes;
    this.wrapping = wrapping;
    this.#most = most;
  }

  get content(): Uint8Array {
    const [first, ...more] = this.#parts;
    if (first && more.length === 0) return first;
    const joined = new Uint8Array(this.#size);
    let at = 0;
    for (const part of this.#parts) {
      joined.set(part, at);
      at += part.length;
    }
    this.#parts = [joined];
    return joined;
  }

  run(): void {
    let at = 0;
    do at = this.#member(at);
    while (this.wrapping === 'gzip' && this.problems.length === 0 && beginsGzip(this.#bytes, at));
    if (this.problems.length > 0 || at >= this.#bytes.length) return;
    const reason = `The compressed data are complete, but ${this.#bytes.length - at} bytes follow.`;
    this.#problem('trailing-data', at, reason);
  }

  /** Returns where it ends. */
  #member(start: number): number {
    const at = this.#head(start);
    const inflater = new Inflater();
    inflater.feed(this.#bytes.subarray(at), this.#most - this.#size);
    const part = inflater.take();
    this.#parts.push(part);
    this.#size += part.length;
    const end = Math.min(at + inflater.consumed, this.#bytes.length);
    if (end > at) {
      const note = `${part.length} bytes when inflated`;
      this.fields.push({ name: 'data', value: end - at, range: [at, end], note });
    }
    if (inflater.isDone) return this.#trailer(part, end);
    const { kind, offset, reason } = inflater.fault ?? { ...CUT, offset: this.#bytes.length - at };
    this.#problem(kind, at + offset, reason);
    return this.#bytes.length;
  }

  #head(start: number): number {
    if (this.wrapping === 'deflate') return start;
    if (this.wrapping === 'zlib') {
      this.fields.push(...zlibFields(this.#bytes));
      return start + 2;
    }
    const { fields, end, isWhole, name } = readGzipHead(this.#bytes, start);
    this.fields.push(...fields);
    if (name !== undefined) this.name ??= name;
    if (!isWhole)
      this.#problem('truncated', this.#bytes.length, 'The bytes end inside the header.');
    return end;
  }

  #trailer(part: Uint8Array, at: number): number {
    const end = at + TRAILER[this.wrapping];
    if (end > this.#bytes.length) {
      this.#problem('truncated', this.#bytes.length, 'The bytes end before the checksum does.');
      return this.#bytes.length;
    }
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset + at);
    if (this.wrapping === 'gzip') {
      this.#check('CRC32', at, view.getUint32(0, true), crc32(part));
      this.#check('ISIZE', at + 4, view.getUint32(4, true), part.length % 2 ** 32);
    }
    if (this.wrapping === 'zlib') this.#check('ADLER32', at, view.getUint32(0), adler32(part));
    return end;
  }

  #check(name: string, at: number, said: number, found: number): void {
    const hex = said.toString(16).padStart(8, '0');
    const value = name === 'ISIZE' ? said : hex;
    const note = name === 'ISIZE' ? 'bytes when inflated' : 'checksum of what was compressed';
    this.fields.push({ name, value, range: [at, at + 4], note });
    if (said === found) return;
    const is = name === 'ISIZE' ? found : found.toString(16).padStart(8, '0');
    this.#problem('bad-checksum', at, `${name} says ${value}, and the data have ${is}.`);
  }

  #problem(kind: string, offset: number, reason: string): void {
    this.problems.push({ kind, offset, reason });
  }
}

const CUT = { kind: 'truncated', reason: 'The compressed data end too soon.' };
