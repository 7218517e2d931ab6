/** The number that the bytes of `[start, end)` are, at most six of them, the highest first. */
export function bigEndian(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) value = value * 0x100 + (bytes[at] ?? 0);
  return value;
}
