import { decodeBase64 } from './base64.ts';

type Range = readonly [start: number, end: number];

/** A base64url segment (RFC 7515 §2): what it holds, and where each byte of it stands. */
export interface Decoded {
  readonly bytes: Uint8Array;
  /** The characters that a range of the bytes is written with; at its edges they may be shared. */
  placeOf(range: Range): Range;
}

/** Decodes the characters from `start` to `end`; undefined where they are not base64url. */
export function decodeBase64Url(text: string, start: number, end: number): Decoded | undefined {
  const segment = text.slice(start, end);
  if (!/^[\w-]*$/.test(segment)) return undefined;
  const bytes = decodeBase64(padded(segment.replaceAll('-', '+').replaceAll('_', '/')));
  return bytes && { bytes, placeOf: ([from, to]) => [start + first(from), start + last(to)] };
}

/** Base64 in either alphabet, padded or not, that is all of a text; undefined where it is not. */
export function decodeAnyBase64(text: string): Decoded | undefined {
  const end = text.length - (/={1,2}$/.exec(text)?.[0].length ?? 0);
  if (end % 4 === 1 || (end < text.length && text.length % 4 !== 0)) return undefined;
  return decodeBase64Url(text.replaceAll('+', '-').replaceAll('/', '_'), 0, end);
}

function padded(text: string): string {
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}

/** A character holds six bits, a byte has eight. */
function first(offset: number): number {
  return Math.floor((offset * 8) / 6);
}

function last(offset: number): number {
  return Math.ceil((offset * 8) / 6);
}
