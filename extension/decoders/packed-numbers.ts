/** Big-endian numbers in binary formats. All of their bytes must be there. */

const TWO_32 = 2 ** 32;

/** An unsigned integer of 1, 2, 4 or 8 bytes, exact. */
export function unsignedAt(bytes: Uint8Array, at: number, size: number): number | bigint {
  if (size < 8) return shortAt(bytes, at, size);
  return joined(shortAt(bytes, at, 4), shortAt(bytes, at + 4, 4));
}

/** An integer of 1, 2, 4 or 8 bytes in two's complement, exact. */
export function signedAt(bytes: Uint8Array, at: number, size: number): number | bigint {
  if (size === 8) return joined(shortAt(bytes, at, 4) | 0, shortAt(bytes, at + 4, 4));
  return shortSignedAt(bytes, at, size);
}

/** An unsigned integer of up to 4 bytes. */
export function shortAt(bytes: Uint8Array, at: number, size: number): number {
  let value = 0;
  for (let offset = 0; offset < size; offset += 1)
    value = value * 0x100 + (bytes[at + offset] ?? 0);
  return value;
}

/** An integer of up to 4 bytes in two's complement. */
export function shortSignedAt(bytes: Uint8Array, at: number, size: number): number {
  const unused = 32 - 8 * size;
  return (shortAt(bytes, at, size) << unused) >> unused;
}

/** An IEEE 754 float of 2, 4 or 8 bytes. */
export function floatAt(bytes: Uint8Array, at: number, size: number): number {
  if (size === 2) return halfFloat(shortAt(bytes, at, 2));
  scratch.setUint32(0, shortAt(bytes, at, 4));
  if (size === 4) return scratch.getFloat32(0);
  scratch.setUint32(4, shortAt(bytes, at + 4, 4));
  return scratch.getFloat64(0);
}

const scratch = new DataView(new ArrayBuffer(8));

function joined(high: number, low: number): number | bigint {
  const value = high * TWO_32 + low;
  return Number.isSafeInteger(value) ? value : (BigInt(high) << 32n) | BigInt(low);
}

/** The value of a half-precision float from its 16 bits (RFC 8949, Appendix D). */
function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent < 31) return sign * (0x400 + fraction) * 2 ** (exponent - 25);
  return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
}
