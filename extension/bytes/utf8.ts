import { asciiAt } from './ascii-at.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** The bytes of `[start, end)` as text; what is not UTF-8 becomes U+FFFD, a byte order mark is kept. */
export function decodeUtf8(bytes: Uint8Array, start = 0, end = bytes.length): string {
  return asciiAt(bytes, start, end) ?? decoded(bytes, start, end);
}

function decoded(bytes: Uint8Array, start: number, end: number): string {
  const isWhole = start === 0 && end === bytes.length;
  return decoder.decode(isWhole ? bytes : bytes.subarray(start, end));
}

/** Units of a text that are encoded at a time to count their bytes; none takes more than three. */
const PIECE = 8 * 1024;
const scratch = new Uint8Array(3 * PIECE);

/** Up to this many characters a pattern is quicker than the call, which in browsers takes half a microsecond. */
const FEW = 512;
const NOT_ASCII = /[^\0-\x7f]/;

/** How many bytes the text takes as UTF-8; a lone surrogate counts as U+FFFD. */
export function utf8Length(text: string): number {
  if (text.length <= FEW && !NOT_ASCII.test(text)) return text.length;
  let length = 0;
  for (let at = 0; at < text.length; ) {
    const end = pieceEnd(text, at + PIECE);
    // Nothing counts as quickly as the platform's encoder, though it writes them down as well.
    length += encoder.encodeInto(text.slice(at, end), scratch).written;
    at = end;
  }
  return length;
}

/** No pair is parted. */
function pieceEnd(text: string, end: number): number {
  if (end >= text.length) return text.length;
  const last = text.charCodeAt(end - 1);
  return last >= 0xd800 && last < 0xdc00 ? end - 1 : end;
}

/**
 * Offset of the first byte of `[start, end)` that is not UTF-8 (Unicode §3.9, table 3-7), or −1.
 * With `isPrefix`, a sequence that the end cuts short is no error.
 */
export function invalidUtf8At(
  bytes: Uint8Array,
  start = 0,
  end = bytes.length,
  isPrefix = false,
): number {
  let at = start;
  while (at < end) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) {
      at += 1;
      continue;
    }
    const length = sequenceLength(lead);
    if (length === 0) return at;
    for (let part = 1; part < length; part += 1) {
      if (at + part >= end) return isPrefix ? -1 : at;
      if (!continues(lead, part, bytes[at + part] ?? 0)) return at;
    }
    at += length;
  }
  return -1;
}

/** How many bytes at the end are the beginning of a UTF-8 sequence that goes on: 0 to 3. */
export function cutUtf8Tail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const isCut =
      sequenceLength(byte) > back &&
      invalidUtf8At(bytes, bytes.length - back, bytes.length, true) < 0;
    return isCut ? back : 0;
  }
  return 0;
}

/** How many bytes at `start` a decoder takes for one U+FFFD (WHATWG Encoding §8.1.1), or for that character itself. */
export function replacedLength(bytes: Uint8Array, start: number): number {
  const lead = bytes[start] ?? 0;
  const length = sequenceLength(lead);
  let part = 1;
  while (part < length && continues(lead, part, bytes[start + part] ?? 0)) part += 1;
  return part;
}

function sequenceLength(lead: number): number {
  if (lead >= 0xc2 && lead < 0xe0) return 2;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  if (lead >= 0xf0 && lead < 0xf5) return 4;
  return 0;
}

function continues(lead: number, part: number, byte: number): boolean {
  if ((byte & 0xc0) !== 0x80) return false;
  if (part > 1) return true;
  if (lead === 0xe0) return byte >= 0xa0;
  if (lead === 0xed) return byte < 0xa0;
  if (lead === 0xf0) return byte >= 0x90;
  return lead !== 0xf4 || byte < 0x90;
}
