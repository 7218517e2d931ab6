import type { ByteRange } from '../contract.ts';
import { mayBecomeCommand, wordAt } from './commands.ts';

const NUL = 0;
const LF = 0x0a;
const CR = 0x0d;
const ZERO = 0x30;
const CONTENT_LENGTH = Array.from('content-length:', (letter) => letter.charCodeAt(0));

/** Where the parts of a frame lie, as offsets from its first byte. */
export interface Layout {
  readonly command: string;
  /** Header lines without their line ends. */
  readonly lines: readonly ByteRange[];
  /** Lines that ended with CR LF. */
  readonly carriageReturns: readonly number[];
  readonly bodyStart: number;
  readonly bodyEnd: number;
  /** What the first content-length header says, if that is a number. */
  readonly contentLength?: number | undefined;
  /** The NUL that ended the frame before the blank line came. */
  readonly endsAtNul?: number | undefined;
}

/** Finds a frame's head, looking at each byte once however often more bytes come. */
export class HeadScanner {
  #command: string | undefined;
  #lines: ByteRange[] = [];
  #carriageReturns: number[] = [];
  #lineStart = 0;
  #scanned = 0;
  #contentLength: number | undefined;
  #hasContentLength = false;
  #layout: Layout | undefined;

  /** Set once the head is complete. */
  get layout(): Layout | undefined {
    return this.#layout;
  }

  /** Set once its line is complete. */
  get command(): string | undefined {
    return this.#command;
  }

  /** What was found so far, for a frame that is cut off after `length` bytes. */
  partial(length: number): Layout {
    if (this.#command !== undefined && length > this.#lineStart) {
      this.#lines.push([this.#lineStart, length]);
    }
    return this.#makeLayout(length);
  }

  /** `bytes` begins with the frame and grows from call to call. */
  scan(bytes: Uint8Array): 'complete' | 'incomplete' | 'foreign' {
    while (!this.#layout) {
      const at = this.#findLineEnd(bytes);
      if (this.#command === undefined) {
        const state = this.#readCommand(bytes, at);
        if (state) return state;
      } else if (at === undefined) return 'incomplete';
      else this.#readLine(bytes, at);
    }
    return 'complete';
  }

  #readCommand(
    bytes: Uint8Array,
    lineEnd: number | undefined,
  ): 'incomplete' | 'foreign' | undefined {
    if (lineEnd === undefined) return mayBecomeCommand(bytes) ? 'incomplete' : 'foreign';
    const end = this.#withoutCr(bytes, lineEnd);
    const word = wordAt(bytes, 0);
    if (word.length === 0 || word.length !== end || bytes[lineEnd] === NUL) return 'foreign';
    this.#command = word;
    this.#nextLine(lineEnd);
    return undefined;
  }

  #readLine(bytes: Uint8Array, lineEnd: number): void {
    const end = this.#withoutCr(bytes, lineEnd);
    const isLine = end > this.#lineStart;
    if (isLine) this.#lines.push([this.#lineStart, end]);
    if (isLine) this.#readContentLength(bytes, end);
    if (bytes[lineEnd] === NUL) this.#layout = this.#makeLayout(lineEnd, lineEnd);
    else if (!isLine) this.#layout = this.#makeLayout(lineEnd + 1);
    this.#nextLine(lineEnd);
  }

  #readContentLength(bytes: Uint8Array, end: number): void {
    if (this.#hasContentLength || !startsWith(bytes, this.#lineStart, CONTENT_LENGTH)) return;
    this.#hasContentLength = true;
    this.#contentLength = numberIn(bytes, this.#lineStart + CONTENT_LENGTH.length, end);
  }

  #findLineEnd(bytes: Uint8Array): number | undefined {
    while (this.#scanned < bytes.length) {
      const byte = bytes[this.#scanned];
      if (byte === LF || byte === NUL) return this.#scanned;
      this.#scanned += 1;
    }
    return undefined;
  }

  #withoutCr(bytes: Uint8Array, lineEnd: number): number {
    if (lineEnd === this.#lineStart || bytes[lineEnd - 1] !== CR) return lineEnd;
    this.#carriageReturns.push(lineEnd - 1);
    return lineEnd - 1;
  }

  #nextLine(lineEnd: number): void {
    this.#lineStart = lineEnd + 1;
    this.#scanned = lineEnd + 1;
  }

  #makeLayout(bodyStart: number, endsAtNul?: number): Layout {
    return {
      command: this.#command ?? '',
      lines: this.#lines,
      carriageReturns: this.#carriageReturns,
      bodyStart,
      bodyEnd: bodyStart,
      contentLength: this.#contentLength,
      endsAtNul,
    };
  }
}

/** Where the parts of a whole frame lie, found anew: cheaper than to remember it for every frame. */
export function layoutOf(frame: Uint8Array, bodyEnd: number): Layout {
  const scanner = new HeadScanner();
  scanner.scan(frame);
  return withBody(scanner.layout ?? scanner.partial(frame.length), bodyEnd);
}

/** The layout once it is known where the body ends. */
export function withBody(layout: Layout, bodyEnd: number): Layout {
  const { command, lines, carriageReturns, bodyStart, contentLength, endsAtNul } = layout;
  return { command, lines, carriageReturns, bodyStart, bodyEnd, contentLength, endsAtNul };
}

function startsWith(bytes: Uint8Array, start: number, prefix: readonly number[]): boolean {
  for (let index = 0; index < prefix.length; index += 1)
    if (bytes[start + index] !== prefix[index]) return false;
  return true;
}

/** What the bytes say in up to 15 digits; `undefined` where they are anything else. */
function numberIn(bytes: Uint8Array, start: number, end: number): number | undefined {
  if (start >= end || end - start > 15) return undefined;
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value;
}
