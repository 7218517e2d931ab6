import { Cursor } from '../../bytes/cursor.ts';
import { Payload } from '../../bytes/payload.ts';
import type { Field, Problem } from '../contract.ts';
import type { Piece } from '../message-session.ts';

/** Bytes of the length in front of each message of a binary batch, in big-endian order. */
const PREFIX = 4;

/**
 * The messages of a binary batch, each with its length in front (WAMP, "Message Batching"). What is
 * cut off is a piece with a problem.
 */
export function batchedPieces(payload: Payload): readonly Piece[] {
  if (payload.isText || payload.isEmpty) return [{ payload, range: [0, payload.byteLength] }];
  const { bytes } = payload;
  const pieces: Piece[] = [];
  for (let start = 0; start < bytes.length; ) {
    const length = lengthAt(bytes, start);
    const end = start + PREFIX + (length ?? 0);
    const isWhole = length !== undefined && end <= bytes.length;
    const range = [start, isWhole ? end : bytes.length] as const;
    const piece = { payload: Payload.ofBytes(bytes.subarray(...range)), range };
    pieces.push(isWhole ? piece : { ...piece, problems: [cutOff(range[1] - start)] });
    start = range[1];
  }
  return pieces;
}

/** The length in front of a batched message, as a field. */
export function lengthPrefix(bytes: Uint8Array): Field {
  const value = lengthAt(bytes, 0);
  const range = [0, Math.min(PREFIX, bytes.length)] as const;
  return { name: 'length', ...(value !== undefined && { value }), range, note: 'bytes' };
}

function lengthAt(bytes: Uint8Array, at: number): number | undefined {
  return new Cursor(bytes, at).u32();
}

function cutOff(offset: number): Problem {
  const reason = 'The batch ends before the length that this message announces.';
  return { kind: 'cut-batch', offset, reason };
}
