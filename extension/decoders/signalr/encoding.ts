import { readLengthPrefix } from './length-prefix.ts';

/** The two encodings of the hub protocol, by their names in the handshake. */
export type Encoding = 'json' | 'messagepack';

const OPEN_BRACE = 0x7b;
/** White space that may stand in front of a record; nobody writes any. */
const MOST_BLANKS = 64;

/**
 * What the next record is written in, by its first bytes: a JSON record is an object, one in
 * MessagePack an array behind its length. `undefined` where there are too few bytes to tell.
 */
export function encodingOf(bytes: Uint8Array, isText: boolean): Encoding | 'neither' | undefined {
  const prefix = isText ? 'too-long' : readLengthPrefix(bytes);
  if (prefix === 'incomplete') return undefined;
  if (typeof prefix === 'object') {
    const head = bytes[prefix.size];
    if (head === undefined) return undefined;
    if (isArrayHead(head)) return 'messagepack';
  }
  const first = bytes
    .subarray(0, MOST_BLANKS)
    .find((byte) => byte !== 0x20 && byte !== 0x0a && byte !== 0x0d);
  if (first === undefined && bytes.length < MOST_BLANKS) return undefined;
  return first === OPEN_BRACE ? 'json' : 'neither';
}

/** fixarray, array 16 or array 32. */
function isArrayHead(byte: number): boolean {
  return (byte > 0x90 && byte < 0xa0) || byte === 0xdc || byte === 0xdd;
}
