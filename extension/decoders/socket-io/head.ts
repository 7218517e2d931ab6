import type { Payload } from '../../bytes/payload.ts';
import { decodeUtf8 } from '../../bytes/utf8.ts';

const COMMA = 0x2c;

/** What a packet's head is read from; places are offsets of bytes. */
export interface Head {
  readonly length: number;
  /** The byte there; NaN at the end. */
  code(at: number): number;
  /** Where the first comma from `start` on stands, or −1. */
  comma(start: number): number;
  text(start: number, end: number): string;
}

/** Of an ASCII text, which most packets are, no bytes have to be made. */
export function headOf(payload: Payload): Head {
  const isAscii = payload.isText && payload.text.length === payload.byteLength;
  return isAscii ? new AsciiHead(payload.text) : new BytesHead(payload.bytes);
}

class AsciiHead implements Head {
  readonly length: number;
  readonly #text: string;

  constructor(text: string) {
    this.length = text.length;
    this.#text = text;
  }

  code(at: number): number {
    return this.#text.charCodeAt(at);
  }

  comma(start: number): number {
    return this.#text.indexOf(',', start);
  }

  text(start: number, end: number): string {
    return this.#text.slice(start, end);
  }
}

class BytesHead implements Head {
  readonly length: number;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.length = bytes.length;
    this.#bytes = bytes;
  }

  code(at: number): number {
    return this.#bytes[at] ?? Number.NaN;
  }

  comma(start: number): number {
    return this.#bytes.indexOf(COMMA, start);
  }

  text(start: number, end: number): string {
    return decodeUtf8(this.#bytes.subarray(start, end));
  }
}
