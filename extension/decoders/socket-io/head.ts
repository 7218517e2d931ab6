import { Payload } from '../../bytes/payload.ts';
import { decodeUtf8, utf8Length } from '../../bytes/utf8.ts';
import type { ByteRange } from '../contract.ts';

const COMMA = 0x2c;

/** A part of a packet's head, and where it stands. */
export interface Part {
  readonly text: string;
  readonly range: ByteRange;
}

/** Reads a packet from its beginning. */
export interface Head {
  /** Offset of the byte here. */
  readonly offset: number;
  /** The character or byte so many behind this one; NaN at the end. */
  code(ahead: number): number;
  /** How many characters or bytes stand before the next comma, or the end. */
  beforeComma(): number;
  /** Passes over so many characters or bytes. */
  take(count: number): Part;
  /** What was not passed over. */
  rest(): Payload;
}

/** Text is read as it is: no bytes have to be made of it. */
export function headOf(payload: Payload): Head {
  return payload.isText ? new TextHead(payload) : new BytesHead(payload);
}

class TextHead implements Head {
  offset = 0;
  readonly #payload: Payload;
  readonly #text: string;
  #at = 0;

  constructor(payload: Payload) {
    this.#payload = payload;
    this.#text = payload.text;
  }

  code(ahead: number): number {
    return this.#text.charCodeAt(this.#at + ahead);
  }

  beforeComma(): number {
    const comma = this.#text.indexOf(',', this.#at);
    return (comma < 0 ? this.#text.length : comma) - this.#at;
  }

  take(count: number): Part {
    const start = this.offset;
    const text = this.#text.slice(this.#at, this.#at + count);
    this.#at += text.length;
    this.offset += utf8Length(text);
    return { text, range: [start, this.offset] };
  }

  rest(): Payload {
    return this.#payload.behind(this.offset, this.#at);
  }
}

class BytesHead implements Head {
  offset = 0;
  readonly #bytes: Uint8Array;

  constructor({ bytes }: Payload) {
    this.#bytes = bytes;
  }

  code(ahead: number): number {
    return this.#bytes[this.offset + ahead] ?? Number.NaN;
  }

  beforeComma(): number {
    const comma = this.#bytes.indexOf(COMMA, this.offset);
    return (comma < 0 ? this.#bytes.length : comma) - this.offset;
  }

  take(count: number): Part {
    const start = this.offset;
    const part = this.#bytes.subarray(start, start + count);
    this.offset += part.length;
    return { text: decodeUtf8(part), range: [start, this.offset] };
  }

  rest(): Payload {
    return Payload.ofBytes(this.#bytes.subarray(this.offset));
  }
}
