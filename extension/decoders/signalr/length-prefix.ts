import type { Field } from '../contract.ts';

/** Five bytes hold the longest length, 2^31 − 1 (hub protocol, "VarInt"). */
const LONGEST_PREFIX = 5;
const LONGEST_BODY = 0x7fff_ffff;

/** The length of a message's body, and the bytes that say so. */
export interface LengthPrefix {
  readonly length: number;
  readonly size: number;
}

/** The VarInt at the beginning: seven bits a byte, the least significant ones first. */
export function readLengthPrefix(bytes: Uint8Array): LengthPrefix | 'incomplete' | 'too-long' {
  let length = 0;
  for (let size = 1; size <= LONGEST_PREFIX; size += 1) {
    const byte = bytes[size - 1];
    if (byte === undefined) return 'incomplete';
    length += (byte & 0x7f) * 2 ** (7 * (size - 1));
    if (byte < 0x80) return length > LONGEST_BODY ? 'too-long' : { length, size };
  }
  return 'too-long';
}

/** The length as a field; empty where it is not one. */
export function lengthField(bytes: Uint8Array): Field {
  const prefix = readLengthPrefix(bytes);
  if (typeof prefix === 'string') return { name: 'length', range: [0, 0] };
  return { name: 'length', value: prefix.length, range: [0, prefix.size], note: 'VarInt, bytes' };
}
