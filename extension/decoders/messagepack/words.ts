import { hexText } from '../../bytes/hex.ts';
import { NameCache } from '../../bytes/name-cache.ts';
import { quoted, shorten } from '../../bytes/shorten.ts';
import { STRING } from '../packed-line.ts';
import { readTimestamp, TIMESTAMP_TYPE } from './timestamp.ts';

/** Bytes shown of binary data inside a line. */
const BYTES = 8;

const WORD = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;

/** Names of members, as one finds them in line after line. */
export const NAMES = new NameCache(nameText);

/** A name as it stands in front of its value; what is more than a word is quoted. */
export function nameText(text: string): string {
  return `${WORD.test(text) ? shorten(text, STRING) : quoted(text, STRING)}: `;
}

/** A float that is whole looks like one: it is another key than the integer. */
export function floatText(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  return Number.isSafeInteger(value) ? `${value}.0` : String(value);
}

/** The data of an ext: a time in words, or its type and first bytes. */
export function extText(type: number, data: Uint8Array): string {
  const time = type === TIMESTAMP_TYPE ? readTimestamp(data) : undefined;
  return time?.text ?? `ext(${type}, ${shortBytes(data)})`;
}

/** Binary data by its first bytes. */
export function shortBytes(data: Uint8Array): string {
  const hex = hexText(data.subarray(0, BYTES)).replaceAll(' ', '');
  return data.length > BYTES ? `h'${hex}…' (${data.length} bytes)` : `h'${hex}'`;
}
