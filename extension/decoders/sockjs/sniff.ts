import type { Payload } from '../../bytes/payload.ts';
import type { Direction } from '../contract.ts';
import { readFrame, textOf } from './frame.ts';

/** Bytes of a frame that are looked at. */
const SAMPLE = 64 * 1024;

/**
 * Whether a payload is an `a` frame of strings or a close frame, which nothing else begins like. `o`
 * and `h` alone, and the plain arrays of a client, are too little to go by.
 */
export function looksLikeFrame(payload: Payload, direction: Direction): boolean {
  if (direction === 'sent' || !hasBeginning(payload)) return false;
  const { bytes } = payload;
  const lineEnd = bytes.subarray(0, SAMPLE).indexOf(0x0a);
  const length = lineEnd < 0 ? bytes.length : lineEnd;
  if (length > SAMPLE) return false;
  const frame = readFrame(bytes.subarray(0, length), 'received');
  if (frame?.kind === 'close') return frame.problems.length === 0;
  if (frame?.kind !== 'messages' || frame.messages.length === 0) return false;
  return frame.problems.length === 0 && frame.messages.every((one) => textOf(one) !== undefined);
}

function hasBeginning(payload: Payload): boolean {
  const start = payload.isText
    ? payload.text.slice(0, 3)
    : String.fromCharCode(...payload.bytes.subarray(0, 3));
  return /^(?:a\["|c\[\d)/.test(start);
}
