import { hexText } from '../../bytes/hex.ts';
import { NameCache } from '../../bytes/name-cache.ts';
import { quoted } from '../../bytes/shorten.ts';
import { STRING } from '../packed-line.ts';

/** Bytes shown of a byte string. */
const BYTES = 16;

/** Names of members, as one finds them in line after line. */
export const NAMES = new NameCache((text) => quoted(text, STRING));

/** A value of simple type in diagnostic notation. */
export function simpleText(value: number): string {
  return SIMPLE.get(value) ?? `simple(${value})`;
}

const SIMPLE: ReadonlyMap<number, string> = new Map([
  [20, 'false'],
  [21, 'true'],
  [22, 'null'],
  [23, 'undefined'],
]);

/** A float that is whole looks like one. */
export function floatText(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  return String(value).replace(/^(-?\d+)(?=$|e)/, '$1.0');
}

/** A byte string by its first bytes. */
export function shortBytes(data: Uint8Array): string {
  const text = hexText(data.subarray(0, BYTES)).replaceAll(' ', '');
  return data.length > BYTES ? `h'${text}…'` : `h'${text}'`;
}
