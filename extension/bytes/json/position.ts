import type { Payload } from '../payload.ts';
import { decodeUtf8, replacedLength, utf8Length } from '../utf8.ts';
import type { JsonProblem } from './value.ts';

const REPLACEMENT = 0xfffd;
/** The bytes of so many characters are counted more quickly by the platform. */
const LONG = 100;

/** A JSON text with what is needed to say where its characters lie in the bytes. */
export interface JsonSource {
  readonly text: string;
  /** Every character is one byte. */
  readonly isAscii: boolean;
  /** The bytes, where they are not UTF-8: characters of the text then stand for what they replaced. */
  readonly broken?: Uint8Array;
}

export function sourceOf(payload: Payload): JsonSource {
  const { text, isText, byteLength } = payload;
  if (text.length === byteLength && !text.includes('\uFFFD')) return { text, isAscii: true };
  // Half a surrogate pair goes over the wire as U+FFFD.
  if (isText) return { text: LONE.test(text) ? decodeUtf8(payload.bytes) : text, isAscii: false };
  const isBroken = utf8Length(text) !== byteLength;
  return isBroken ? { text, isAscii: false, broken: payload.bytes } : { text, isAscii: false };
}

const LONE = /\p{Surrogate}/u;

/** Where a reading of JSON stands, and what it found wrong so far. */
export class Position {
  readonly text: string;
  #problems: JsonProblem[] | undefined;
  /** Index of a character. */
  at = 0;
  /** How much more the offset of a byte is than the index of its character. */
  #shift = 0;
  readonly #isAscii: boolean;
  readonly #broken: Uint8Array | undefined;
  #isStopped = false;

  constructor({ text, isAscii, broken }: JsonSource) {
    this.text = text;
    this.#isAscii = isAscii;
    this.#broken = broken;
  }

  get problems(): readonly JsonProblem[] {
    return this.#problems ?? [];
  }

  /** Whether the reading met something that it cannot go on from. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Offset of the byte here. */
  get offset(): number {
    return this.at + this.#shift;
  }

  /** The character code here; NaN at the end. */
  get code(): number {
    return this.text.charCodeAt(this.at);
  }

  /** Goes on to a character behind, over any characters. */
  goTo(end: number): void {
    if (!this.#isAscii) this.#shift += this.#extra(end);
    this.at = end;
  }

  /** Goes to where the character `at` stands at the byte `offset`. */
  moveTo(at: number, offset: number): void {
    this.at = at;
    this.#shift = offset - at;
  }

  skipSpace(): void {
    const { text } = this;
    let at = this.at;
    let code = text.charCodeAt(at);
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) {
      at += 1;
      code = text.charCodeAt(at);
    }
    this.at = at;
  }

  /** Passes over the ASCII character if it is here. */
  eat(code: number): boolean {
    if (this.text.charCodeAt(this.at) !== code) return false;
    this.at += 1;
    return true;
  }

  problem(kind: string, offset: number, reason: string): void {
    this.#problems ??= [];
    this.#problems.push({ kind, offset, reason });
  }

  /** Ends the reading here; only the first reason is kept. */
  stop(kind: string, reason: string): void {
    if (!this.#isStopped) this.problem(kind, this.offset, reason);
    this.#isStopped = true;
  }

  /** Ends the reading because something else stands here, or nothing. */
  stopWithout(wanted: string): void {
    if (this.at >= this.text.length) this.stop('truncated', `The text ends before ${wanted}.`);
    else this.stop('unexpected-character', `Here should be ${wanted}.`);
  }

  /** Bytes up to `end` that are more than characters. */
  #extra(end: number): number {
    const { text } = this;
    if (!this.#broken && end - this.at > LONG)
      return utf8Length(text.slice(this.at, end)) - (end - this.at);
    let extra = 0;
    for (let at = this.at; at < end; at += 1) {
      const code = text.charCodeAt(at);
      if (code < 0x80) continue;
      if (code < 0x800) extra += 1;
      else if (code === REPLACEMENT && this.#broken)
        extra += replacedLength(this.#broken, at + this.#shift + extra) - 1;
      else {
        extra += 2;
        // The two halves of a pair are four bytes together: two more than their two characters.
        if (code >= 0xd800 && code < 0xdc00 && isLow(text.charCodeAt(at + 1))) at += 1;
      }
    }
    return extra;
  }
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000;
}
