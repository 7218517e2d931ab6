import { decodeUtf8, invalidUtf8At, utf8Length } from './utf8.ts';

const encoder = new TextEncoder();

/** Bytes that are made into a text as a whole where only their beginning is asked for. */
const SHORT = 1024;

/** What a message carried, as text or as bytes; each form is made from the other when first asked for. */
export class Payload {
  #text: string | undefined;
  #bytes: Uint8Array | undefined;
  #byteLength: number | undefined;

  private constructor(
    /** Whether it was text on the wire. */
    readonly isText: boolean,
    text: string | undefined,
    bytes: Uint8Array | undefined,
  ) {
    this.#text = text;
    this.#bytes = bytes;
  }

  /** `byteLength` is what it takes as UTF-8, where that is known. */
  static ofText(text: string, byteLength?: number): Payload {
    const payload = new Payload(true, text, undefined);
    payload.#byteLength = byteLength;
    return payload;
  }

  static ofBytes(bytes: Uint8Array): Payload {
    return new Payload(false, undefined, bytes);
  }

  /** Text where the bytes are UTF-8, else the bytes. `text` is what they read as, where that is known. */
  static ofUtf8(bytes: Uint8Array, text: string = decodeUtf8(bytes)): Payload {
    return new Payload(!text.includes('\uFFFD') || invalidUtf8At(bytes) < 0, text, bytes);
  }

  /** What follows the first bytes, which are so many characters: as many as bytes, where all are ASCII. */
  behind(count: number, characters = count): Payload {
    const text = this.#text?.slice(characters);
    const rest = new Payload(this.isText, text, this.#bytes?.subarray(count));
    if (this.#byteLength !== undefined) rest.#byteLength = this.#byteLength - count;
    return rest;
  }

  /** The payload as text; bytes that are not UTF-8 become U+FFFD. A BOM is kept. */
  get text(): string {
    this.#text ??= decodeUtf8(this.#bytes ?? new Uint8Array(0));
    return this.#text;
  }

  /** The payload's bytes; text as UTF-8. Not to be changed. */
  get bytes(): Uint8Array {
    this.#bytes ??= encoder.encode(this.#text);
    return this.#bytes;
  }

  /** How many bytes it has; counted without making them. */
  get byteLength(): number {
    if (this.#bytes) return this.#bytes.length;
    this.#byteLength ??= utf8Length(this.#text ?? '');
    return this.#byteLength;
  }

  /** The first characters, about so many, without making a text of all the bytes. */
  beginning(length: number): { readonly text: string; readonly isCut: boolean } {
    // What is short is made into a text once, for all who look at its beginning.
    const isLong = this.#text === undefined && this.byteLength > SHORT;
    const bytes = isLong ? this.#bytes : undefined;
    const isCut = (bytes ?? this.text).length > length;
    if (!isCut) return { text: this.text, isCut };
    return {
      text: bytes ? decodeUtf8(bytes.subarray(0, length)) : this.text.slice(0, length),
      isCut,
    };
  }

  get isEmpty(): boolean {
    return (this.#bytes ?? this.#text)?.length === 0;
  }
}
