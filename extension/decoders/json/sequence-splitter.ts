const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LF = 0x0a;
/** Begins each text of a JSON sequence. */
export const RECORD_SEPARATOR = 0x1e;

/**
 * Finds the texts of a JSON sequence (RFC 7464), each between a record separator and a line feed.
 * A separator begins a new text wherever it stands, so that one that was cut off costs only itself.
 * Looks at each byte once, however the stream is cut.
 */
export class SequenceSplitter {
  #scanned = 0;
  #depth = 0;
  #isString = false;
  #isEscaped = false;
  #hasText = false;

  /** Length of the first text with its separator and line feed; `undefined` while it is incomplete. */
  next(bytes: Uint8Array): number | undefined {
    while (this.#scanned < bytes.length) {
      const at = this.#scanned;
      const end = this.#step(bytes[at] ?? 0, at);
      if (end === undefined) continue;
      this.reset();
      return end;
    }
    return undefined;
  }

  /** The bytes seen so far were taken. */
  reset(): void {
    this.#scanned = 0;
    this.#depth = 0;
    this.#isString = false;
    this.#isEscaped = false;
    this.#hasText = false;
  }

  #step(byte: number, at: number): number | undefined {
    this.#scanned += 1;
    // Separators in a row have no text between them (§2.1).
    if (byte === RECORD_SEPARATOR) return this.#hasText ? at : undefined;
    if (this.#isString) this.#inString(byte);
    else if (byte === QUOTE) this.#isString = true;
    else if (byte === 0x7b || byte === 0x5b) this.#depth += 1;
    else if (byte === 0x7d || byte === 0x5d) this.#depth = Math.max(0, this.#depth - 1);
    if (byte > 0x20) this.#hasText = true;
    return byte === LF && this.#depth === 0 && !this.#isString ? at + 1 : undefined;
  }

  #inString(byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === BACKSLASH) this.#isEscaped = true;
    else if (byte === QUOTE) this.#isString = false;
  }
}

/**
 * Whether a number or word ends without white space: then nobody can say that it is whole (§2.4).
 * `text` is without its separator.
 */
export function mayBeCutOff(text: Uint8Array): boolean {
  const first = text.find((byte) => byte > 0x20);
  const isNested = first === 0x7b || first === 0x5b || first === QUOTE;
  return first !== undefined && !isNested && (text.at(-1) ?? 0) > 0x20;
}
