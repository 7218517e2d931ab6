import type { Random } from '../random.ts';

/** Makes another message of one; `other` is any message of any protocol. */
export type Mutation = (random: Random, bytes: Uint8Array, other: Uint8Array) => Uint8Array;

const encoder = new TextEncoder();

/** Bytes on which many formats turn: limits of integers, brackets, separators, prefixes. */
const TURNING = Uint8Array.from([
  0x00, 0x01, 0x02, 0x0a, 0x0d, 0x1e, 0x20, 0x22, 0x2c, 0x2d, 0x30, 0x39, 0x3a, 0x5b, 0x5c, 0x5d,
  0x5f, 0x7b, 0x7d, 0x7f, 0x80, 0x9f, 0xbf, 0xc0, 0xc1, 0xed, 0xf8, 0xff,
]);

/** Pieces that many formats trip over. */
const PIECES: readonly [Uint8Array, ...Uint8Array[]] = [
  encoder.encode('__proto__'),
  encoder.encode('99999999999999999999'),
  encoder.encode('-1'),
  encoder.encode('1e999'),
  encoder.encode('\\ud800'),
  encoder.encode('\uFEFF'),
  encoder.encode('\u2028'),
  encoder.encode('\0\n\0'),
  encoder.encode('"\\'),
  encoder.encode('é€😀'),
  Uint8Array.of(0xff, 0xff, 0xff, 0xff),
  Uint8Array.of(0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
  Uint8Array.of(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01),
  Uint8Array.of(0xed, 0xa0, 0x80),
];

const flipBit: Mutation = (random, bytes) => {
  const changed = bytes.slice();
  const at = random.below(bytes.length);
  changed[at] = (changed[at] ?? 0) ^ (1 << random.below(8));
  return changed;
};

const setByte: Mutation = (random, bytes) => {
  const changed = bytes.slice();
  changed[random.below(bytes.length)] = TURNING[random.below(TURNING.length)] ?? 0;
  return changed;
};

const cutEnd: Mutation = (random, bytes) => bytes.slice(0, random.below(bytes.length + 1));
const cutStart: Mutation = (random, bytes) => bytes.slice(random.below(bytes.length + 1));

const insertPiece: Mutation = (random, bytes) => {
  const at = random.below(bytes.length + 1);
  return spliced(bytes, at, at, random.pick(PIECES));
};

const removeRange: Mutation = (random, bytes) =>
  spliced(bytes, ...rangeIn(random, bytes), new Uint8Array(0));

const repeatRange: Mutation = (random, bytes) => {
  const [start, end] = rangeIn(random, bytes);
  return spliced(bytes, end, end, repeated(bytes.subarray(start, end), 1 + random.below(3)));
};

/** A piece of another message in the place of one of this. */
const splice: Mutation = (random, bytes, other) => {
  const [start, end] = rangeIn(random, other);
  return spliced(bytes, ...rangeIn(random, bytes), other.subarray(start, end));
};

/** What may be a big-endian length or count of 1, 2, 4 or 8 bytes is a little or far too big. */
const changeLength: Mutation = (random, bytes) => {
  const changed = bytes.slice();
  const width = 1 << random.below(4);
  const start = random.below(bytes.length);
  const end = Math.min(bytes.length, start + width);
  if (random.once(3)) return changed.fill(random.once(2) ? 0xff : 0x00, start, end);
  changed[end - 1] = (changed[end - 1] ?? 0) + (random.once(2) ? 1 : -1);
  return changed;
};

/** A decimal number in the text becomes another. */
const changeNumber: Mutation = (random, bytes) => {
  const start = bytes.findIndex((byte, at) => isDigit(byte) && at >= random.below(bytes.length));
  if (start < 0) return setByte(random, bytes, bytes);
  let end = start;
  while (isDigit(bytes[end] ?? 0)) end += 1;
  const other = random.pick(['0', '1', '7', '-1', '00', '65536', '4294967296', '9007199254740993']);
  return spliced(bytes, start, end, encoder.encode(other));
};

/** What single messages suffer, the likely ones several times. */
export const MUTATIONS: readonly [Mutation, ...Mutation[]] = [
  flipBit,
  flipBit,
  setByte,
  setByte,
  cutEnd,
  cutStart,
  insertPiece,
  removeRange,
  repeatRange,
  splice,
  changeLength,
  changeLength,
  changeNumber,
];

/** The bytes with `[start, end)` replaced. */
export function spliced(
  bytes: Uint8Array,
  start: number,
  end: number,
  piece: Uint8Array,
): Uint8Array {
  const changed = new Uint8Array(bytes.length - (end - start) + piece.length);
  changed.set(bytes.subarray(0, start));
  changed.set(piece, start);
  changed.set(bytes.subarray(end), start + piece.length);
  return changed;
}

export function repeated(piece: Uint8Array, times: number): Uint8Array {
  const whole = new Uint8Array(piece.length * times);
  for (let round = 0; round < times; round += 1) whole.set(piece, round * piece.length);
  return whole;
}

function rangeIn(random: Random, bytes: Uint8Array): [start: number, end: number] {
  const start = random.below(bytes.length + 1);
  return [start, Math.min(bytes.length, start + random.below(16))];
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
