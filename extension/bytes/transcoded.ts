const BACKSLASH = 0x5c;
const PERCENT = 0x25;
const PLUS = 0x2b;
const SPACE = 0x20;
const LETTER_U = 0x75;

/** Bytes that had to be unescaped, with where each came from. */
export interface Transcoded {
  readonly bytes: Uint8Array;
  /** Offset in the source of what became the byte at `offset`; of the end where that is the end. */
  sourceAt(offset: number): number;
}

/** The bytes `[start, end)` inside the quotes of a JSON string, without their escapes (RFC 8259 §7). */
export function unescapeJson(source: Uint8Array, start: number, end: number): Transcoded {
  const out = new Transcript(start, end);
  let at = start;
  while (at < end) {
    const byte = source[at] ?? 0;
    if (byte !== BACKSLASH || at + 1 >= end) {
      out.push(byte, at);
      at += 1;
    } else if (source[at + 1] === LETTER_U) {
      at += pushUnit(out, source, at, end);
    } else {
      const letter = source[at + 1] ?? 0;
      out.push(LETTERS.get(letter) ?? letter, at);
      at += 2;
    }
  }
  return out.finish();
}

/** The bytes `[start, end)` of a form value, percent-decoded, `+` as a space (WHATWG URL §5.1). */
export function decodeForm(source: Uint8Array, start: number, end: number): Transcoded {
  const plus = (byte: number) => (byte === PLUS ? SPACE : byte);
  return decodePercent(source, start, end, () => true, plus);
}

/** Percent-decodes the bytes `[start, end)` where `decodes` says so of the byte that is meant. */
export function decodePercent(
  source: Uint8Array,
  start: number,
  end: number,
  decodes: (byte: number) => boolean,
  plain: (byte: number) => number = (byte) => byte,
): Transcoded {
  const out = new Transcript(start, end);
  let at = start;
  while (at < end) {
    const byte = source[at] ?? 0;
    const meant = byte === PERCENT && at + 2 < end ? hexValue(source, at + 1, 2) : undefined;
    const isEscape = meant !== undefined && decodes(meant);
    out.push(isEscape ? meant : plain(byte), at);
    at += isEscape ? 3 : 1;
  }
  return out.finish();
}

/** Bytes as they are. */
export function verbatim(source: Uint8Array, start: number, end: number): Transcoded {
  return { bytes: source.subarray(start, end), sourceAt: (offset) => start + offset };
}

/** Collects unescaped bytes, of which there are never more than in the source. */
class Transcript {
  readonly #bytes: Uint8Array;
  readonly #offsets: Uint32Array;
  readonly #end: number;
  #length = 0;

  constructor(start: number, end: number) {
    this.#bytes = new Uint8Array(end - start);
    this.#offsets = new Uint32Array(end - start);
    this.#end = end;
  }

  push(byte: number, from: number): void {
    this.#bytes[this.#length] = byte;
    this.#offsets[this.#length] = from;
    this.#length += 1;
  }

  finish(): Transcoded {
    const offsets = this.#offsets.subarray(0, this.#length);
    const end = this.#end;
    return {
      bytes: this.#bytes.subarray(0, this.#length),
      sourceAt: (offset) => offsets[offset] ?? end,
    };
  }
}

/** Adds the character that `\uXXXX`, or a pair of them, stands for; returns how many bytes it took. */
function pushUnit(out: Transcript, source: Uint8Array, at: number, end: number): number {
  const unit = at + 6 <= end ? hexValue(source, at + 2, 4) : undefined;
  if (unit === undefined) {
    out.push(BACKSLASH, at);
    return 1;
  }
  const follows = source[at + 6] === BACKSLASH && source[at + 7] === LETTER_U;
  const low = follows && at + 12 <= end ? hexValue(source, at + 8, 4) : undefined;
  const isPair = isHigh(unit) && low !== undefined && isLow(low);
  const text = String.fromCharCode(...(isPair ? [unit, low] : [unit]));
  for (const byte of encoder.encode(text)) out.push(byte, at);
  return isPair ? 12 : 6;
}

function hexValue(source: Uint8Array, at: number, digits: number): number | undefined {
  const text = String.fromCharCode(...source.subarray(at, at + digits));
  return text.length === digits && /^[0-9a-fA-F]+$/.test(text)
    ? Number.parseInt(text, 16)
    : undefined;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}

const encoder = new TextEncoder();

/** What the letters after a backslash stand for; others stand for themselves. */
const LETTERS: ReadonlyMap<number, number> = new Map([
  [0x62, 0x08],
  [0x66, 0x0c],
  [0x6e, 0x0a],
  [0x72, 0x0d],
  [0x74, 0x09],
]);
