import { Payload } from '../bytes/payload.ts';
import type { Piece } from './json-session.ts';

/**
 * The texts that a byte ends or separates, each with its separator. Blank ones, such as behind the
 * last separator, belong to the text before.
 */
export function separatedBy(separator: number): (payload: Payload) => readonly Piece[] {
  return ({ bytes }) => {
    const pieces: { payload: Payload; range: [number, number] }[] = [];
    for (let start = 0; start < bytes.length; ) {
      const found = bytes.indexOf(separator, start);
      const end = found < 0 ? bytes.length : found;
      const next = found < 0 ? bytes.length : found + 1;
      const text = bytes.subarray(start, end);
      const last = pieces.at(-1);
      if (last && isBlank(text)) last.range[1] = next;
      else pieces.push({ payload: Payload.ofBytes(text), range: [start, next] });
      start = next;
    }
    return pieces.length > 0 ? pieces : [{ payload: Payload.ofBytes(bytes), range: [0, 0] }];
  };
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09);
}
