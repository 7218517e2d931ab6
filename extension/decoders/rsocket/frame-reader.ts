import { asItIs, FieldReader, type Show } from '../field-reader.ts';

const BIT_31 = 0x8000_0000;
const BIT_63 = 1n << 63n;

/** Reads one frame: what RSocket has besides plain numbers. */
export class FrameReader extends FieldReader {
  /** A number of 31 bits below a bit that is 0. */
  u31(name: string, show: Show<number> = asItIs): number | undefined {
    const at = this.offset;
    const value = this.u32(name, (read) => show(read % BIT_31));
    if (value !== undefined && value >= BIT_31) this.#reservedBit(name, at);
    return value === undefined ? undefined : value % BIT_31;
  }

  /** A number of 63 bits below a bit that is 0. */
  u63(name: string): bigint | undefined {
    const at = this.offset;
    const value = this.u64(name, (read) => read % BIT_63);
    if (value !== undefined && value >= BIT_63) this.#reservedBit(name, at);
    return value === undefined ? undefined : value % BIT_63;
  }

  #reservedBit(name: string, at: number): void {
    this.problem('reserved-bit', at, `The bit above the ${name} has to be 0.`);
  }
}
