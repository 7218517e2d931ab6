import { bigEndian } from '../../bytes/big-endian.ts';
import { decodeUtf8 } from '../../bytes/utf8.ts';
import { asItIs, FieldReader, firstBytes, type Show } from '../field-reader.ts';
import { readVariableInteger } from './fixed-header.ts';

/** Reads the body of one packet: what MQTT has besides plain numbers (MQTT 5 §1.5). */
export class PacketReader extends FieldReader {
  variableInteger(name: string): number | undefined {
    if (this.remaining === 0) return this.doesNotFit(name);
    const found = readVariableInteger(this.bytes, this.offset, this.end);
    if (typeof found === 'string') return this.doesNotFit(name);
    if (found.isOverlong) {
      const reason = `The ${name} takes more bytes than it needs.`;
      this.problem('overlong-integer', this.offset, reason);
    }
    const start = this.offset;
    this.skip(found.length);
    this.add(name, found.value, start);
    return found.value;
  }

  /** Text behind its length in two bytes (§1.5.4). */
  text(name: string, show: Show<string> = asItIs, note?: string): string | undefined {
    const start = this.offset;
    const end = this.#behindLength(name);
    if (end === undefined) return undefined;
    const value = decodeUtf8(this.bytes, start + 2, end);
    if (this.isQuiet) return value;
    this.#checkText(name, start + 2, end);
    this.add(name, show(value), start, note);
    return value;
  }

  /** Binary data behind its length in two bytes (§1.5.6). */
  binary(name: string, show: Show<Uint8Array> = firstBytes): void {
    const start = this.offset;
    const end = this.#behindLength(name);
    if (end === undefined || this.isQuiet) return;
    const content = this.bytes.subarray(start + 2, end);
    this.add(name, show(content), start, `${content.length} bytes`);
  }

  /** Two texts as one field, `name: value` (§1.5.7). */
  pair(name: string): string | undefined {
    const start = this.offset;
    const middle = this.#behindLength(name);
    const end = middle === undefined ? undefined : this.#behindLength(name);
    if (middle === undefined || end === undefined) return undefined;
    this.#checkText(name, start + 2, middle);
    this.#checkText(name, middle + 2, end);
    const key = decodeUtf8(this.bytes, start + 2, middle);
    const text = `${key}: ${decodeUtf8(this.bytes, middle + 2, end)}`;
    this.add(name, text, start);
    return text;
  }

  /** Passes over a length of two bytes and as many more; gives where they end. */
  #behindLength(name: string): number | undefined {
    if (!this.fits(name, 2)) return undefined;
    const length = bigEndian(this.bytes, this.offset, this.offset + 2);
    this.skip(2);
    if (!this.fits(name, length)) return undefined;
    this.skip(length);
    return this.offset;
  }

  #checkText(name: string, start: number, end: number): void {
    if (this.isQuiet) return;
    this.checkUtf8(name, start, end);
    const nul = this.bytes.subarray(start, end).indexOf(0);
    if (nul >= 0) this.problem('nul-in-text', start + nul, `The ${name} may not hold a NUL.`);
  }
}
