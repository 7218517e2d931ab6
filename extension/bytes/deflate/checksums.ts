const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 as gzip has it (RFC 1952 §8). */
export function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (TABLE[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

const MODULUS = 65_521;
/** So many bytes at least may be summed up before a number could overflow. */
const STRETCH = 3800;

/** Adler-32 as zlib has it (RFC 1950 §8). */
export function adler32(bytes: Uint8Array, before = 1): number {
  let [low, high] = [before & 0xffff, before >>> 16];
  for (let at = 0; at < bytes.length; at += STRETCH) {
    for (const byte of bytes.subarray(at, at + STRETCH)) {
      low += byte;
      high += low;
    }
    low %= MODULUS;
    high %= MODULUS;
  }
  return high * 0x10000 + low;
}
