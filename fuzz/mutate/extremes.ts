import type { Random } from '../random.ts';
import { repeated, spliced } from './bytes.ts';

const encoder = new TextEncoder();

/** What opens one more level, or announces far more than there is, in one format or another. */
const OPENERS: readonly [Uint8Array, ...Uint8Array[]] = [
  encoder.encode('['),
  encoder.encode('{"a":'),
  encoder.encode('[{"a":['),
  encoder.encode('a["'),
  encoder.encode('\\"'),
  Uint8Array.of(0x91),
  Uint8Array.of(0x81, 0xa1, 0x61),
  Uint8Array.of(0x9f),
  Uint8Array.of(0xbf, 0x61, 0x61),
  Uint8Array.of(0xc1),
  Uint8Array.of(0x5f),
  Uint8Array.of(0x0b),
  Uint8Array.of(0xdd, 0xff, 0xff, 0xff, 0xff),
  Uint8Array.of(0x9b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
];

/** Thousands of levels, somewhere in the message. */
export function nested(random: Random, bytes: Uint8Array): Uint8Array {
  const at = random.below(bytes.length + 1);
  return spliced(bytes, at, at, repeated(random.pick(OPENERS), 1 << random.below(13)));
}

/** A stretch of the message so often that it fills up to 256 KiB. */
export function grown(random: Random, bytes: Uint8Array): Uint8Array {
  const start = random.below(bytes.length);
  const end = Math.min(bytes.length, start + 1 + random.below(40));
  const piece = bytes.subarray(start, end);
  const size = 1 << (12 + random.below(7));
  return spliced(bytes, end, end, repeated(piece, Math.ceil(size / piece.length)));
}
