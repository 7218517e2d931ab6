import { plainAsciiAt } from './ascii-at.ts';
import { quoted } from './shorten.ts';
import { decodeUtf8 } from './utf8.ts';

/** The text of `[start, end)` in quotation marks, in at most `limit` UTF-16 units, on one line. */
export function quotedAt(bytes: Uint8Array, start: number, end: number, limit: number): string {
  const isLong = end - start > limit;
  const shown = isLong ? start + limit - 1 : end;
  // Of more bytes than that one unit alone may be made: then nothing is cut.
  const isOpen = isLong && (bytes[shown] ?? 0) >= 0x80;
  const text = isOpen ? undefined : plainAsciiAt(bytes, start, shown);
  if (text !== undefined) return isLong ? `"${text}…"` : `"${text}"`;
  // A unit is three bytes at most: this holds more of them than are shown.
  return quoted(decodeUtf8(bytes, start, Math.min(end, start + 3 * (limit + 2))), limit);
}
