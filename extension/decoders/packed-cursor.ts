import { asciiAt } from '../bytes/ascii-at.ts';
import type { NameCache } from '../bytes/name-cache.ts';
import { decodeUtf8, invalidUtf8At } from '../bytes/utf8.ts';
import type { Problem } from './contract.ts';

/** Values that are read of one stretch; a person looks at fewer, and memory is not endless. */
const MOST_VALUES = 200_000;

/** Where the reading of a binary format stands, and what it found wrong so far. */
export abstract class PackedCursor {
  readonly bytes: Uint8Array;
  readonly problems: Problem[] = [];
  at: number;
  /** Whether the reading met something that it cannot go on from. */
  isStopped = false;
  #count = 0;

  constructor(bytes: Uint8Array, start: number) {
    this.bytes = bytes;
    this.at = start;
  }

  /** What the format calls a value. */
  protected abstract readonly unit: string;

  /** One more value; the reading ends behind the last that there is room for. */
  protected hasRoom(): boolean {
    this.#count += 1;
    if (this.#count <= MOST_VALUES) return true;
    const reason = `More than ${MOST_VALUES} ${this.unit}s are not followed.`;
    this.stop(`too-many-${this.unit}s`, this.at, reason);
    return false;
  }

  /** The name in the next bytes, made into text once. */
  protected name(names: NameCache, length: number | bigint, kind: string): string {
    const end = this.at + (typeof length === 'number' ? length : Number(length));
    const known = end <= this.bytes.length ? names.at(this.bytes, this.at, end) : undefined;
    if (!known) return this.text(length, kind);
    this.at = end;
    return known.text;
  }

  /** The next bytes as text, or those of them that are there. */
  protected text(length: number | bigint, kind: string): string {
    const start = this.at;
    const isWhole = this.pass(length, kind);
    const ascii = asciiAt(this.bytes, start, this.at);
    if (ascii !== undefined) return ascii;
    const text = decodeUtf8(this.bytes, start, this.at);
    if (!text.includes('\uFFFD')) return text;
    const invalid = invalidUtf8At(this.bytes, start, this.at, !isWhole);
    if (invalid >= 0)
      this.problem('invalid-utf-8', invalid, 'This byte does not belong to UTF-8 text.');
    return text;
  }

  /** The next bytes, or those of them that are there. */
  protected data(length: number | bigint, kind: string): Uint8Array {
    const start = this.at;
    this.pass(length, kind);
    return this.bytes.subarray(start, this.at);
  }

  /** Passes over so many bytes; stops at the end where fewer are there. */
  protected pass(length: number | bigint, kind: string): boolean {
    const size = typeof length === 'number' ? length : Number(length);
    const there = Math.min(size, this.bytes.length - this.at);
    this.at += there;
    if (there === size) return true;
    const reason = `The bytes end inside a ${kind}: ${there} of ${length} are there.`;
    this.stop('truncated', this.at, reason);
    return false;
  }

  /** The bytes end within a head. */
  protected stopTruncated(): undefined {
    this.stop('truncated', this.bytes.length, 'The bytes end where more should follow.');
  }

  protected problem(kind: string, offset: number, reason: string): void {
    this.problems.push({ kind, offset, reason });
  }

  /** Ends the reading; only the first reason is kept. */
  protected stop(kind: string, offset: number, reason: string): void {
    if (!this.isStopped) this.problem(kind, offset, reason);
    this.isStopped = true;
  }
}
