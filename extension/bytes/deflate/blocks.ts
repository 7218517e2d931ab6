import { Huffman } from './huffman.ts';

/** The codes of a compressed block. */
export interface Codes {
  /** Bytes, the end of the block, and lengths of repetitions. */
  readonly literals: Huffman;
  readonly distances: Huffman;
}

/** Gives the next bits, lowest first; `undefined` where not so many are there. */
export type Bits = (count: number) => number | undefined;

/** The order in which the lengths of code lengths come (RFC 1951 §3.2.7). */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** Symbols of each code that mean something (RFC 1951 §3.2.5). */
const MOST_LITERALS = 286;
const MOST_DISTANCES = 30;
const BLOCK_END = 256;

/** The codes that need not be sent (RFC 1951 §3.2.6). */
export const FIXED: Codes = {
  literals: new Huffman(
    Uint8Array.from({ length: 288 }, (_, symbol) =>
      symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8,
    ),
  ),
  distances: new Huffman(new Uint8Array(30).fill(5)),
};

/** Reads the codes at the beginning of a block; `bad` where they contradict one another. */
export function readCodes(bits: Bits, symbol: (code: Huffman) => number | 'bad' | undefined) {
  const [literalCount, distanceCount, lengthCount] = [bits(5), bits(5), bits(4)];
  if (literalCount === undefined || distanceCount === undefined || lengthCount === undefined)
    return undefined;
  const lengthLengths = new Uint8Array(ORDER.length);
  for (let index = 0; index < lengthCount + 4; index += 1) {
    const length = bits(3);
    if (length === undefined) return undefined;
    lengthLengths[ORDER[index] ?? 0] = length;
  }
  const lengthCode = new Huffman(lengthLengths);
  const literals = literalCount + 257;
  if (!lengthCode.isComplete || literals > MOST_LITERALS || distanceCount >= MOST_DISTANCES)
    return 'bad';
  const lengths = readLengths(literals + distanceCount + 1, bits, () => symbol(lengthCode));
  if (lengths === undefined || lengths === 'bad') return lengths;
  const codes = {
    literals: new Huffman(lengths.subarray(0, literals)),
    distances: new Huffman(lengths.subarray(literals)),
  };
  const isSound = codes.literals.isFull && codes.distances.isFull && codes.literals.has(BLOCK_END);
  return isSound ? codes : 'bad';
}

/** Lengths, some of them written as repetitions. */
function readLengths(count: number, bits: Bits, symbol: () => number | 'bad' | undefined) {
  const lengths = new Uint8Array(count);
  for (let at = 0; at < count; ) {
    const next = symbol();
    if (next === undefined || next === 'bad') return next;
    if (next < 16) {
      lengths[at] = next;
      at += 1;
      continue;
    }
    const more = bits(next === 16 ? 2 : next === 17 ? 3 : 7);
    if (more === undefined) return undefined;
    if (next === 16 && at === 0) return 'bad';
    const end = at + more + (next === 18 ? 11 : 3);
    if (end > count) return 'bad';
    lengths.fill(next === 16 ? (lengths[at - 1] ?? 0) : 0, at, end);
    at = end;
  }
  return lengths;
}
