import { decodePercent, type Transcoded, unescapeJson, verbatim } from '../../bytes/transcoded.ts';

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const PERCENT = 0x25;
const BACKSLASH = 0x5c;

/** The data of a server-sent event, as sockjs-client decodes it: escapes of ASCII that `decodeURI` takes. */
export function eventData(source: Uint8Array, start: number, end: number): Transcoded {
  if (source.indexOf(PERCENT, start) < 0) return verbatim(source, start, end);
  return decodePercent(source, start, end, (byte) => byte < 0x80 && !RESERVED.has(byte));
}

/** The first offset behind a blank line that something precedes; the search begins at `from`. */
export function behindBlankLine(bytes: Uint8Array, from: number): number | undefined {
  const first = Math.max(from, behindBlank(bytes, 0));
  for (let at = bytes.indexOf(LF, first); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    const start = bytes[at + 1] === CR ? at + 2 : at + 1;
    if (bytes[start] === LF) return start + 1;
  }
  return undefined;
}

/** The first offset behind a script and its line end; the search begins near `from`. */
export function behindScript(bytes: Uint8Array, from: number): number | undefined {
  const start = Math.max(0, from - END_TAG.length - 1);
  for (let at = bytes.indexOf(0x3c, start); at >= 0; at = bytes.indexOf(0x3c, at + 1)) {
    if (!END_TAG.every((byte, index) => bytes[at + index] === byte)) continue;
    let end = at + END_TAG.length;
    if (bytes[end] === CR) end += 1;
    // The line end belongs to the block, and may still be on its way.
    if (end === bytes.length) return undefined;
    return bytes[end] === LF ? end + 1 : at + END_TAG.length;
  }
  return undefined;
}

/** The string that a script hands to the client's function. */
export function argument(block: Uint8Array, head: RegExp, tail: RegExp): Transcoded | undefined {
  const blank = behindBlank(block, 0);
  const lead = head.exec(startOf(block.subarray(blank)))?.[0];
  if (lead === undefined) return undefined;
  const start = blank + lead.length;
  const end = stringEnd(block, start);
  const rest = block.subarray(end);
  if (rest.length > SAMPLE || !tail.test(startOf(rest))) return undefined;
  return unescapeJson(block, start, end);
}

/** Offset of the quote that ends the string whose first byte is at `start`. */
function stringEnd(block: Uint8Array, start: number): number {
  let at = start;
  while (at < block.length && block[at] !== QUOTE) at += block[at] === BACKSLASH ? 2 : 1;
  return Math.min(at, block.length);
}

/** Offset of the line end from `start` on, or of the end. */
export function lineEnd(block: Uint8Array, start: number): number {
  let at = start;
  while (at < block.length && block[at] !== CR && block[at] !== LF) at += 1;
  return at;
}

/** The first offset behind white space. */
export function behindBlank(block: Uint8Array, start: number): number {
  let at = start;
  while (block[at] === CR || block[at] === LF || block[at] === SPACE) at += 1;
  return at;
}

/** The beginning of a block with one character per byte, so that lengths are lengths of bytes. */
export function startOf(block: Uint8Array): string {
  return String.fromCharCode(...block.subarray(0, SAMPLE));
}

/** Bytes that what stands around a frame takes at most. */
const SAMPLE = 1024;
const END_TAG = Array.from('</script>', (letter) => letter.charCodeAt(0));

/** `decodeURI` leaves these escaped. */
const RESERVED: ReadonlySet<number> = new Set(
  Array.from(';/?:@&=+$,#', (character) => character.charCodeAt(0)),
);
