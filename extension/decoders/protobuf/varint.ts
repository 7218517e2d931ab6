/** A base-128 varint, as the 64 bits that it stands for. */
export interface Varint {
  readonly value: bigint;
  /** Offset behind its last byte. */
  readonly end: number;
}

/** Bytes of the longest varint: 64 bits, seven in each. */
const LONGEST = 10;
/** So many bytes fit into a double without rounding. */
const SHORT = 7;

/** The varint at an offset; or that the bytes end within it, or that it goes on too long. */
export function varintAt(
  bytes: Uint8Array,
  start: number,
  limit = bytes.length,
): Varint | 'truncated' | 'too-long' {
  const end = endOfVarint(bytes, start, limit);
  if (typeof end === 'string') return end;
  if (end - start <= SHORT) return { value: BigInt(shortValue(bytes, start, end)), end };
  let value = 0n;
  for (let at = end - 1; at >= start; at -= 1)
    value = (value << 7n) | BigInt((bytes[at] ?? 0) & 0x7f);
  return { value: BigInt.asUintN(64, value), end };
}

/** Whether stretches of bytes are varints one after the other, and nothing else. */
export function areVarints(bytes: Uint8Array): boolean {
  let at = 0;
  while (at < bytes.length) {
    const end = endOfVarint(bytes, at, bytes.length);
    if (typeof end === 'string') return false;
    at = end;
  }
  return bytes.length > 0;
}

/** Zigzag turns 0, 1, 2, 3 … into 0, −1, 1, −2 …, so that small negative numbers are short. */
export function zigzag(value: bigint): bigint {
  return (value >> 1n) ^ -(value & 1n);
}

function endOfVarint(bytes: Uint8Array, start: number, limit: number) {
  for (let at = start; at < limit; at += 1) {
    if (at - start === LONGEST) return 'too-long';
    if ((bytes[at] ?? 0) < 0x80) return at + 1;
  }
  return limit - start >= LONGEST ? 'too-long' : 'truncated';
}

function shortValue(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let at = end - 1; at >= start; at -= 1) value = value * 0x80 + ((bytes[at] ?? 0) & 0x7f);
  return value;
}
