/** Reads numbers and pieces from the front of some bytes; big-endian, as RSocket writes them. */
export class OctetReader {
  private offset = 0;
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.offset === this.bytes.length;
  }

  u8(): number {
    return this.view.getUint8(this.take(1));
  }

  u16(): number {
    return this.view.getUint16(this.take(2));
  }

  u24(): number {
    return (this.u8() << 16) | this.u16();
  }

  /** 31 bits; the reserved one before them counts for nothing. */
  u31(): number {
    return this.view.getUint32(this.take(4)) & 0x7fffffff;
  }

  u32(): number {
    return this.view.getUint32(this.take(4));
  }

  u64(): bigint {
    return this.view.getBigUint64(this.take(8));
  }

  piece(size: number): Uint8Array {
    const start = this.take(size);
    return this.bytes.subarray(start, start + size);
  }

  rest(): Uint8Array {
    return this.piece(this.bytes.length - this.offset);
  }

  /** @throws {RangeError} when there are not so many bytes */
  private take(size: number): number {
    const start = this.offset;
    if (start + size > this.bytes.length)
      throw new RangeError(
        `${size} bytes are needed at ${start}, and ${this.bytes.length - start} are there`,
      );
    this.offset += size;
    return start;
  }
}

/** Writes numbers and pieces one after the other. */
export class OctetWriter {
  private readonly parts: Uint8Array[] = [];
  private octets: number[] = [];

  u8(value: number): this {
    return this.number(value, 1);
  }

  u16(value: number): this {
    return this.number(value, 2);
  }

  u24(value: number): this {
    return this.number(value, 3);
  }

  u32(value: number): this {
    return this.number(value, 4);
  }

  u64(value: bigint): this {
    return this.u32(Number(value >> 32n)).u32(Number(value & 0xffffffffn));
  }

  piece(bytes: Uint8Array): this {
    this.parts.push(Uint8Array.from(this.octets), bytes);
    this.octets = [];
    return this;
  }

  bytes(): Uint8Array {
    return joined([...this.parts, Uint8Array.from(this.octets)]);
  }

  private number(value: number, size: number): this {
    for (let left = size - 1; left >= 0; left -= 1)
      this.octets.push(Math.floor(value / 2 ** (8 * left)) & 0xff);
    return this;
  }
}

/** The pieces one after the other. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return bytes;
}
