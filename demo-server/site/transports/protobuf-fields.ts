/** Wire types of the Protocol Buffers encoding; the groups of old are not among them. */
const [VARINT, FIXED64, LENGTH, FIXED32] = [0, 1, 2, 5] as const;

/** Writes the fields of one message, as the Protocol Buffers encoding wants them. */
export class ProtobufWriter {
  private readonly written: number[] = [];

  string(field: number, text: string): this {
    return this.delimited(field, new TextEncoder().encode(text));
  }

  message(field: number, inner: ProtobufWriter): this {
    return this.delimited(field, inner.bytes());
  }

  double(field: number, value: number): this {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setFloat64(0, value, true);
    return this.tag(field, FIXED64).push(bytes);
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.written);
  }

  private delimited(field: number, bytes: Uint8Array): this {
    return this.tag(field, LENGTH).varint(bytes.length).push(bytes);
  }

  private tag(field: number, type: number): this {
    return this.varint(field * 8 + type);
  }

  private varint(value: number): this {
    let rest = value;
    for (; rest > 127; rest = Math.floor(rest / 128)) this.written.push((rest % 128) + 128);
    this.written.push(rest);
    return this;
  }

  private push(bytes: Uint8Array): this {
    for (const byte of bytes) this.written.push(byte);
    return this;
  }
}

/** Reads the fields of one message, whichever come in whichever order; what is missing is empty. */
export class ProtobufReader {
  private readonly fields = new Map<number, (number | Uint8Array)[]>();
  private at = 0;

  /** @throws where the bytes are no message */
  constructor(private readonly bytes: Uint8Array) {
    while (this.at < bytes.length) {
      const tag = this.varint();
      const field = Math.floor(tag / 8);
      this.fields.set(field, [...(this.fields.get(field) ?? []), this.value(tag % 8)]);
    }
  }

  /** The last of a field's numbers, or 0. */
  number(field: number): number {
    const value = this.fields.get(field)?.at(-1);
    return typeof value === 'number' ? value : 0;
  }

  string(field: number): string {
    return this.strings(field).at(-1) ?? '';
  }

  strings(field: number): string[] {
    return this.delimited(field).map((bytes) => new TextDecoder().decode(bytes));
  }

  /** The message in a field, or undefined where the field is not set. */
  message(field: number): ProtobufReader | undefined {
    const bytes = this.delimited(field).at(-1);
    return bytes && new ProtobufReader(bytes);
  }

  private delimited(field: number): Uint8Array[] {
    return (this.fields.get(field) ?? []).filter((value) => typeof value !== 'number');
  }

  private value(type: number): number | Uint8Array {
    if (type === VARINT) return this.varint();
    if (type === LENGTH) return this.take(this.varint());
    if (type === FIXED64) return viewOf(this.take(8)).getFloat64(0, true);
    if (type === FIXED32) return viewOf(this.take(4)).getFloat32(0, true);
    throw new Error(`There is no wire type ${type}.`);
  }

  private varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const [byte = 0] = this.take(1);
      value += (byte % 128) * scale;
      if (byte < 128) return value;
    }
  }

  private take(length: number): Uint8Array {
    const taken = this.bytes.subarray(this.at, this.at + length);
    if (taken.length < length) throw new Error('The message ends within a field.');
    this.at += length;
    return taken;
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
