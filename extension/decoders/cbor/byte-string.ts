import { BREAK, Head, MAJOR } from './head.ts';

/**
 * The bytes that the byte string at an offset holds, those of its chunks joined (RFC 8949 §3.2.3),
 * as far as they are there; `undefined` where something else begins.
 */
export function byteStringAt(bytes: Uint8Array, at: number): Uint8Array | undefined {
  const head = new Head();
  if (head.read(bytes, at) !== 'whole' || head.major !== MAJOR.bytes) return undefined;
  if (!head.isIndefinite) return bytes.subarray(head.content, head.end);
  const chunks: Uint8Array[] = [];
  let size = 0;
  let next = head.content;
  while (bytes[next] !== BREAK && head.read(bytes, next) === 'whole') {
    if (head.major !== MAJOR.bytes || head.isIndefinite) break;
    const chunk = bytes.subarray(head.content, head.end);
    chunks.push(chunk);
    size += chunk.length;
    next = head.end;
  }
  return joined(chunks, size);
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
