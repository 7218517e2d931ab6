import { textAt } from './text-at.ts';

/** A name, and how it is written where it is shown. */
export interface Name {
  readonly text: string;
  readonly written: string;
}

/** Longest name that is kept, in bytes. */
const LONGEST = 32;
/** Names that are kept; a power of two. */
const SLOTS = 512;

const NOT_PLAIN = /[^ -~]/;

/** Names that come in message after message are made into text once. */
export class NameCache {
  readonly #slots: (Name | undefined)[] = new Array(SLOTS).fill(undefined);
  readonly #write: (text: string) => string;

  constructor(write: (text: string) => string) {
    this.#write = write;
  }

  /** The name in the bytes of `[start, end)`; `undefined` for what is long or no visible ASCII. */
  at(bytes: Uint8Array, start: number, end: number): Name | undefined {
    const length = end - start;
    if (length === 0 || length > LONGEST) return undefined;
    const slot = slotOf(bytes, start, length);
    const known = this.#slots[slot];
    if (known && isAt(known.text, bytes, start, length)) return known;
    const text = textAt(bytes, start, end);
    if (NOT_PLAIN.test(text)) return undefined;
    const name: Name = { text, written: this.#write(text) };
    this.#slots[slot] = name;
    return name;
  }
}

function slotOf(bytes: Uint8Array, start: number, length: number): number {
  const first = bytes[start] ?? 0;
  const middle = bytes[start + (length >> 1)] ?? 0;
  const last = bytes[start + length - 1] ?? 0;
  return (first + 7 * middle + 31 * last + 67 * length) & (SLOTS - 1);
}

function isAt(text: string, bytes: Uint8Array, start: number, length: number): boolean {
  if (text.length !== length) return false;
  for (let at = 0; at < length; at += 1) {
    if (text.charCodeAt(at) !== bytes[start + at]) return false;
  }
  return true;
}
