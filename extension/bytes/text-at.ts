import { quoted } from './shorten.ts';
import { decodeUtf8 } from './utf8.ts';

/** Up to this many bytes, reading ASCII here is quicker than the call to the decoder. */
const SHORT = 64;

/** The bytes of `[start, end)` as text; what is not UTF-8 becomes U+FFFD. */
export function textAt(bytes: Uint8Array, start: number, end: number): string {
  return asciiAt(bytes, start, end) ?? decodeUtf8(bytes.subarray(start, end));
}

/** The text of `[start, end)` where it is ASCII, and short. */
export function asciiAt(bytes: Uint8Array, start: number, end: number): string | undefined {
  return shortText(bytes, start, end, ASCII);
}

/** The text of `[start, end)` in quotation marks, in at most `limit` UTF-16 units, on one line. */
export function quotedAt(bytes: Uint8Array, start: number, end: number, limit: number): string {
  const isLong = end - start > limit;
  const shown = isLong ? start + limit - 1 : end;
  // Of more bytes than that one unit alone may be made: then nothing is cut.
  const isOpen = isLong && (bytes[shown] ?? 0) >= 0x80;
  const text = isOpen ? undefined : shortText(bytes, start, shown, PLAIN);
  if (text !== undefined) return isLong ? `"${text}…"` : `"${text}"`;
  // A unit is three bytes at most: this holds more of them than are shown.
  return quoted(textAt(bytes, start, Math.min(end, start + 3 * (limit + 2))), limit);
}

/** Bytes that may be in a text, each of them one unit. */
type Allowed = Uint8Array;

const ASCII: Allowed = allowing(/[\0-\x7f]/);
/** What JSON does not escape. */
const PLAIN: Allowed = allowing(/[ !#-[\]-~]/);

function allowing(units: RegExp): Allowed {
  return Uint8Array.from({ length: 256 }, (_, unit) =>
    units.test(String.fromCharCode(unit)) ? 1 : 0,
  );
}

/** `undefined` where it is long, or holds other bytes. */
function shortText(
  bytes: Uint8Array,
  start: number,
  end: number,
  allowed: Allowed,
): string | undefined {
  const length = end - start;
  const units = length > SHORT ? undefined : UNITS[length];
  if (units === undefined) return undefined;
  for (let offset = 0; offset < length; offset += 1) {
    const byte = bytes[start + offset] ?? 0;
    if (allowed[byte] === 0) return undefined;
    units[offset] = byte;
  }
  return String.fromCharCode(...units);
}

/** For every short length, where the units of a text are put together. */
const UNITS: readonly number[][] = Array.from({ length: SHORT + 1 }, (_, length) =>
  new Array<number>(length).fill(0),
);
