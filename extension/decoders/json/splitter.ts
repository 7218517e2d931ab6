const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LF = 0x0a;
/** Begins each text of a JSON sequence (RFC 7464). */
const RECORD_SEPARATOR = 0x1e;

/**
 * Finds where one JSON value of a stream ends and the next begins (NDJSON, or values simply one
 * after the other). Looks at each byte once, however the stream is cut.
 */
export class JsonSplitter {
  readonly #isLineDelimited: boolean;
  #scanned = 0;
  #depth = 0;
  #isString = false;
  #isEscaped = false;
  #isScalar = false;

  /** With `isLineDelimited` (NDJSON) every line end ends a value, so a broken line costs only itself. */
  constructor(isLineDelimited: boolean) {
    this.#isLineDelimited = isLineDelimited;
  }

  /** Length of the first complete value in `bytes` with its line end; `undefined` while it is incomplete. */
  next(bytes: Uint8Array): number | undefined {
    if (this.#isLineDelimited) return this.#nextLine(bytes);
    while (this.#scanned < bytes.length) {
      const end = this.#step(bytes[this.#scanned] ?? 0);
      if (end === undefined) continue;
      const length = bytes[end] === LF ? end + 1 : end;
      this.reset();
      return length;
    }
    return undefined;
  }

  /** The bytes seen so far were taken. */
  reset(): void {
    this.#scanned = 0;
    this.#depth = 0;
    this.#isString = false;
    this.#isEscaped = false;
    this.#isScalar = false;
  }

  #nextLine(bytes: Uint8Array): number | undefined {
    const lineEnd = bytes.indexOf(LF, this.#scanned);
    this.#scanned = lineEnd < 0 ? bytes.length : 0;
    return lineEnd < 0 ? undefined : lineEnd + 1;
  }

  #step(byte: number): number | undefined {
    const at = this.#scanned;
    this.#scanned += 1;
    if (this.#isString) return this.#inString(byte);
    if (byte === QUOTE) this.#isString = true;
    else if (byte === 0x7b || byte === 0x5b) this.#depth += 1;
    else if (byte === 0x7d || byte === 0x5d) return this.#close();
    else if (this.#depth === 0) return this.#outside(byte, at);
    return undefined;
  }

  #inString(byte: number): number | undefined {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === BACKSLASH) this.#isEscaped = true;
    else if (byte === QUOTE) {
      this.#isString = false;
      if (this.#depth === 0) return this.#scanned;
    }
    return undefined;
  }

  #close(): number | undefined {
    this.#depth = Math.max(0, this.#depth - 1);
    return this.#depth === 0 ? this.#scanned : undefined;
  }

  /** Numbers and words end where white space begins. */
  #outside(byte: number, at: number): number | undefined {
    const isSpace = byte <= 0x20 || byte === RECORD_SEPARATOR;
    if (!isSpace) this.#isScalar = true;
    else if (this.#isScalar) return at;
    return undefined;
  }
}
