/** Writes the fields of a binary message: numbers are big-endian, strings are UTF-8. */
export class FieldWriter {
  private readonly parts: Uint8Array[] = [];

  byte(value: number): this {
    this.parts.push(Uint8Array.of(value));
    return this;
  }

  unsigned(value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, value);
    this.parts.push(bytes);
    return this;
  }

  double(value: number): this {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setFloat64(0, value);
    this.parts.push(bytes);
    return this;
  }

  /** Length in bytes as u32, then the bytes. */
  string(value: string): this {
    const bytes = new TextEncoder().encode(value);
    this.unsigned(bytes.length);
    this.parts.push(bytes);
    return this;
  }

  bytes(): Uint8Array {
    const whole = new Uint8Array(this.parts.reduce((size, part) => size + part.length, 0));
    let offset = 0;
    for (const part of this.parts) {
      whole.set(part, offset);
      offset += part.length;
    }
    return whole;
  }
}

/** Reads the same fields. Past the end it yields zeros and empty strings, and remembers that. */
export class FieldReader {
  /** Whether a field reached past the end, or a string was not UTF-8. */
  broken = false;
  private readonly view: DataView;
  private offset = 0;

  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Whether every byte was read, and none too many. */
  get complete(): boolean {
    return !this.broken && this.offset === this.view.byteLength;
  }

  byte(): number {
    return this.take(1) ? this.view.getUint8(this.offset - 1) : 0;
  }

  unsigned(): number {
    return this.take(4) ? this.view.getUint32(this.offset - 4) : 0;
  }

  double(): number {
    return this.take(8) ? this.view.getFloat64(this.offset - 8) : 0;
  }

  string(): string {
    const size = this.unsigned();
    if (!this.take(size)) return '';
    const start = this.view.byteOffset + this.offset - size;
    try {
      const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
      return decoder.decode(new Uint8Array(this.view.buffer, start, size));
    } catch {
      this.broken = true;
      return '';
    }
  }

  private take(size: number): boolean {
    if (this.broken || this.offset + size > this.view.byteLength) this.broken = true;
    else this.offset += size;
    return !this.broken;
  }
}
