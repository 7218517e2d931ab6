import { decodeUtf8 } from './utf8.ts';

/** A name, and how it is written where it is shown. */
export interface Name {
  readonly text: string;
  readonly written: string;
}

/** Longest name that is kept, in bytes. */
const LONGEST = 32;
/** Places for names, two for each hash; a power of two. */
const PLACES = 1024;

const NOT_PLAIN = /[^ -~]/;

/** Names that come in message after message are made into text once. */
export class NameCache {
  readonly #names: (Name | undefined)[] = new Array(PLACES).fill(undefined);
  readonly #write: (text: string) => string;

  constructor(write: (text: string) => string) {
    this.#write = write;
  }

  /** The name in the bytes of `[start, end)`; `undefined` for what is long or no visible ASCII. */
  at(bytes: Uint8Array, start: number, end: number): Name | undefined {
    const length = end - start;
    if (length === 0 || length > LONGEST) return undefined;
    const place = placeOf(bytes, start, length);
    const newer = this.#names[place];
    if (newer && isAt(newer.text, bytes, start, length)) return newer;
    const older = this.#names[place + 1];
    if (older && isAt(older.text, bytes, start, length)) return older;
    return this.#add(place, decodeUtf8(bytes, start, end));
  }

  /** The one that came before stays until another comes. */
  #add(place: number, text: string): Name | undefined {
    if (NOT_PLAIN.test(text)) return undefined;
    const name: Name = { text, written: this.#write(text) };
    this.#names[place + 1] = this.#names[place];
    this.#names[place] = name;
    return name;
  }
}

/** An even number for the length and three of the bytes. */
function placeOf(bytes: Uint8Array, start: number, length: number): number {
  const first = bytes[start] ?? 0;
  const middle = bytes[start + (length >> 1)] ?? 0;
  const last = bytes[start + length - 1] ?? 0;
  return (2 * ((first * 31 + middle) * 31 + last + 7 * length)) & (PLACES - 1);
}

function isAt(text: string, bytes: Uint8Array, start: number, length: number): boolean {
  if (text.length !== length) return false;
  for (let at = 0; at < length; at += 1) {
    if (text.charCodeAt(at) !== bytes[start + at]) return false;
  }
  return true;
}
