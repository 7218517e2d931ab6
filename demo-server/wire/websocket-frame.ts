const FIN = 0x80;
const TEXT = 0x1;
const BINARY = 0x2;

/** A whole message in one frame, as servers send it: unmasked, without extensions (RFC 6455 §5.2). */
export function frameOf(message: string | Uint8Array): Buffer {
  const isText = typeof message === 'string';
  const payload = isText ? Buffer.from(message) : message;
  const first = FIN | (isText ? TEXT : BINARY);
  return Buffer.concat([Uint8Array.of(first, ...lengthOf(payload.length)), payload]);
}

function lengthOf(length: number): readonly number[] {
  if (length < 126) return [length];
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(length));
  return length < 0x10000 ? [126, ...bytes.subarray(6)] : [127, ...bytes];
}
