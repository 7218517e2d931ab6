import { decodeUtf8, invalidUtf8At } from '../../bytes/utf8.ts';
import type { ByteRange } from '../contract.ts';

const PERCENT = 0x25;
const PLUS = 0x2b;
const AMPERSAND = 0x26;
const EQUALS = 0x3d;

/** One field of a form body. */
export interface Pair {
  readonly name: string;
  readonly value: string;
  readonly range: ByteRange;
  readonly valueRange: ByteRange;
  /** Offset of what is not percent-encoded UTF-8, or −1. */
  readonly invalidAt: number;
}

/** Takes an `application/x-www-form-urlencoded` body apart (WHATWG URL §5.1). */
export function readForm(bytes: Uint8Array): readonly Pair[] {
  const pairs: Pair[] = [];
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(AMPERSAND, start);
    const end = found < 0 ? bytes.length : found;
    if (end > start) pairs.push(readPair(bytes, start, end));
    start = end + 1;
  }
  return pairs;
}

function readPair(bytes: Uint8Array, start: number, end: number): Pair {
  const found = bytes.subarray(start, end).indexOf(EQUALS);
  const nameEnd = found < 0 ? end : start + found;
  const valueStart = Math.min(nameEnd + 1, end);
  const name = decoded(bytes.subarray(start, nameEnd));
  const value = decoded(bytes.subarray(valueStart, end));
  const isValid = invalidUtf8At(name) < 0 && invalidUtf8At(value) < 0;
  return {
    name: decodeUtf8(name),
    value: decodeUtf8(value),
    range: [start, end],
    valueRange: [valueStart, end],
    invalidAt: isValid ? -1 : start,
  };
}

/** A percent sign without two digits behind it stands for itself. */
function decoded(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    const pair =
      byte === PERCENT ? String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0) : '';
    const isEscape = /^[0-9a-fA-F]{2}$/.test(pair);
    out[length] = isEscape ? Number.parseInt(pair, 16) : byte === PLUS ? 0x20 : byte;
    if (isEscape) at += 2;
    length += 1;
  }
  return out.subarray(0, length);
}
