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
    const content = this.#lengthAndBytes(name);
    if (!content) return undefined;
    const value = decodeUtf8(content);
    if (this.isQuiet) return value;
    this.#checkText(name, content, start + 2);
    this.add(name, show(value), start, note);
    return value;
  }

  /** Binary data behind its length in two bytes (§1.5.6). */
  binary(name: string, show: Show<Uint8Array> = firstBytes): void {
    const start = this.offset;
    const content = this.#lengthAndBytes(name);
    if (content && !this.isQuiet) this.add(name, show(content), start, `${content.length} bytes`);
  }

  /** Two texts as one field, `name: value` (§1.5.7). */
  pair(name: string): string | undefined {
    const start = this.offset;
    const key = this.#lengthAndBytes(name);
    const valueStart = this.offset;
    const value = key && this.#lengthAndBytes(name);
    if (!key || !value) return undefined;
    this.#checkText(name, key, start + 2);
    this.#checkText(name, value, valueStart + 2);
    const text = `${decodeUtf8(key)}: ${decodeUtf8(value)}`;
    this.add(name, text, start);
    return text;
  }

  #lengthAndBytes(name: string): Uint8Array | undefined {
    const lengthBytes = this.take(name, 2);
    if (!lengthBytes) return undefined;
    return this.take(name, (lengthBytes[0] ?? 0) * 0x100 + (lengthBytes[1] ?? 0));
  }

  #checkText(name: string, content: Uint8Array, start: number): void {
    this.checkUtf8(name, content, start);
    const nul = content.indexOf(0);
    if (nul >= 0) this.problem('nul-in-text', start + nul, `The ${name} may not hold a NUL.`);
  }
}
