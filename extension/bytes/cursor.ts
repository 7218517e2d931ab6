/**
 * Reads big-endian numbers and stretches of bytes in order, never beyond the end: a read that does
 * not fit gives `undefined` and moves nothing.
 */
export class Cursor {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #offset: number;

  constructor(bytes: Uint8Array, offset = 0) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#offset = Math.min(Math.max(offset, 0), bytes.length);
  }

  /** Byte offset of the next read. */
  get offset(): number {
    return this.#offset;
  }

  /** Bytes left. */
  get remaining(): number {
    return this.#bytes.length - this.#offset;
  }

  u8(): number | undefined {
    const at = this.#advance(1);
    return at === undefined ? undefined : this.#view.getUint8(at);
  }

  u16(): number | undefined {
    const at = this.#advance(2);
    return at === undefined ? undefined : this.#view.getUint16(at);
  }

  u24(): number | undefined {
    const at = this.#advance(3);
    return at === undefined
      ? undefined
      : this.#view.getUint8(at) * 0x10000 + this.#view.getUint16(at + 1);
  }

  u32(): number | undefined {
    const at = this.#advance(4);
    return at === undefined ? undefined : this.#view.getUint32(at);
  }

  u64(): bigint | undefined {
    const at = this.#advance(8);
    return at === undefined ? undefined : this.#view.getBigUint64(at);
  }

  /** The next `length` bytes, as a view. */
  take(length: number): Uint8Array | undefined {
    const at = this.#advance(length);
    return at === undefined ? undefined : this.#bytes.subarray(at, at + length);
  }

  /** Everything that is left, as a view. */
  rest(): Uint8Array {
    const at = this.#offset;
    this.#offset = this.#bytes.length;
    return this.#bytes.subarray(at);
  }

  #advance(length: number): number | undefined {
    if (!Number.isInteger(length) || length < 0 || length > this.remaining) return undefined;
    const at = this.#offset;
    this.#offset += length;
    return at;
  }
}
