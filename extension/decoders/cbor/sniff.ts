import type { Payload } from '../../bytes/payload.ts';
import { decodeUtf8, invalidUtf8At } from '../../bytes/utf8.ts';
import { type Head, MAJOR } from './head.ts';
import { endOfItem, ItemScanner } from './item-scanner.ts';

/** Tag 55799 (RFC 8949 §3.4.6). */
const SELF_DESCRIBED = [0xd9, 0xd9, 0xf7];
/** Longest key that is taken for a name. */
const LONGEST_NAME = 256;

/** Whether a whole message is one item that says of itself that it is CBOR. */
export function isSelfDescribed({ isText, bytes }: Payload): boolean {
  if (isText || SELF_DESCRIBED.some((byte, at) => bytes[at] !== byte)) return false;
  return endOfItem(bytes, 0) === bytes.length;
}

/**
 * Whether a whole message is one map with names for keys, readable strings, and every number
 * written as short as can be. Anything less is too like other binary formats.
 */
export function looksLikeMap({ isText, bytes }: Payload): boolean {
  const first = bytes[0] ?? 0;
  // An empty map is one byte that may mean anything.
  if (isText || first >> 5 !== MAJOR.map || first === 0xa0 || bytes[1] === 0xff) return false;
  const scanner = new ItemScanner((head, isKey, depth) => {
    if (isKey && depth === 2 && !isName(head)) return false;
    return head.isShortest && (head.major !== MAJOR.text || isReadable(bytes, head));
  });
  return scanner.next(bytes) === bytes.length;
}

function isName({ major, argument, isIndefinite }: Head): boolean {
  return major === MAJOR.text && !isIndefinite && argument > 0 && argument <= LONGEST_NAME;
}

/** UTF-8 without the control characters that no text has. */
function isReadable(bytes: Uint8Array, { content, end }: Head): boolean {
  const text = bytes.subarray(content, end);
  return invalidUtf8At(text) < 0 && !/[^\P{Cc}\t\n\r]/u.test(decodeUtf8(text));
}
