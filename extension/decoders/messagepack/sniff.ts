import type { Payload } from '../../bytes/payload.ts';
import { decodeUtf8, invalidUtf8At } from '../../bytes/utf8.ts';
import { LIMITS } from '../../contract/limits.ts';
import { Head } from './head.ts';

/** Bytes of text that a message must hold before its looks are believed. */
const ENOUGH_IN_MAP = 1;
const ENOUGH_IN_ARRAY = 3;
/** Longest key that is taken for a name. */
const LONGEST_NAME = 256;

/**
 * Whether a whole message is one map or array of MessagePack, with names for keys, readable
 * strings, and every length written as short as can be. Any byte can begin a value, so anything
 * less proves nothing.
 */
export function looksLikeMessagePack(payload: Payload): boolean {
  if (payload.isText) return false;
  const { bytes } = payload;
  const head = new Head();
  if (!head.read(bytes, 0) || head.format.valuesEach === 0) return false;
  const enough = head.format.kind === 'map' ? ENOUGH_IN_MAP : ENOUGH_IN_ARRAY;
  const textBytes = plausibleText(bytes, head);
  return textBytes !== undefined && textBytes >= enough;
}

/** A map or array whose members have not all been met. */
interface Open {
  readonly isMap: boolean;
  left: number;
}

/** Bytes of text in the one value that the bytes are; undefined where something is implausible. */
function plausibleText(bytes: Uint8Array, head: Head): number | undefined {
  const open: Open[] = [{ isMap: false, left: 1 }];
  let at = 0;
  let textBytes = 0;
  while (open.length > 0) {
    const inside = open.at(-1);
    if (!inside || !head.read(bytes, at) || !isPlausible(head)) return undefined;
    const isKey = inside.isMap && inside.left % 2 === 0;
    inside.left -= 1;
    const { kind } = head.format;
    at = head.end;
    if (at > bytes.length || (isKey && !isKeyHead(head))) return undefined;
    if (kind === 'str') {
      if (!isReadable(bytes.subarray(head.content, at))) return undefined;
      textBytes += head.length;
    }
    const members = head.values;
    if (members > bytes.length - at || open.length > LIMITS.decoderDepth) return undefined;
    if (members > 0) open.push({ isMap: kind === 'map', left: members });
    while (open.at(-1)?.left === 0) open.pop();
  }
  return at === bytes.length ? textBytes : undefined;
}

function isKeyHead({ format, length }: Head): boolean {
  return format.kind === 'str' && length > 0 && length <= LONGEST_NAME;
}

/** Encoders choose the shortest head (specification, "Serialization"). */
function isPlausible({ format: { name, kind }, length }: Head): boolean {
  switch (name) {
    case 'str 8':
    case 'map 16':
    case 'array 16':
      return length > (kind === 'str' ? 31 : 15);
    // Old encoders knew no str 8.
    case 'str 16':
      return length > 31;
    case 'bin 16':
    case 'ext 16':
      return length > 0xff;
    case 'str 32':
    case 'bin 32':
    case 'ext 32':
    case 'map 32':
    case 'array 32':
      return length > 0xffff;
    default:
      return kind !== 'never-used';
  }
}

/** UTF-8 without the control characters that no text has. */
function isReadable(bytes: Uint8Array): boolean {
  if (invalidUtf8At(bytes) >= 0) return false;
  return !/[^\P{Cc}\t\n\r]/u.test(decodeUtf8(bytes));
}
