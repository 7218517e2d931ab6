import type { Payload } from '../../bytes/payload.ts';
import { firstNames } from '../first-names.ts';

const SPACE = 0x20;
const OPEN_BRACKET = 0x5b;
const OPEN_BRACE = 0x7b;

/** Characters that are looked at. */
const HEAD = 256;
const TAIL = 64;

/** The first member of an object, or the first element of an array, as far as the head shows it. */
const STRING = String.raw`"(?:[^"\\]|\\[^])*`;
const OBJECT = String.raw`\{\s*(?:\}|${STRING}(?:$|"\s*(?:$|:)))`;
const QUOTED = String.raw`${STRING}(?:$|"\s*(?:$|[,\]]))`;
const SCALAR = String.raw`(?:-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)\s*(?:$|,|\]\s*(?:$|[,\]]))`;
const BEGINNING = new RegExp(
  String.raw`^\s*(?:${OBJECT}|\[\s*(?:\[\s*)*(?:\]|${OBJECT}|${QUOTED}|${SCALAR}))`,
);
/** An empty object or array, and something behind it that is no JSON. */
const NOT_EMPTY = /^\s*(?:\{\s*\}|\[\s*\])\s*[^\s{[]/;
/** What is neither nested nor quoted has to end well, too: `[1, 2] is my list` does not. */
const PLAIN = /^\s*\[\s*[-0-9tfn]/;
const END = /[\d\w\]"}]\s*\]\s*$/;

/**
 * Whether a payload begins as a JSON object or array does: `[12:01] hello`, `[2] see [3]` and
 * `{name}` do not. Numbers, words and strings alone are left to other decoders: too many protocols
 * begin like that.
 */
export function looksLikeJson(payload: Payload): boolean {
  if (payload.isText && payload.text.startsWith('{') && firstNames(payload.text)) return true;
  if (!mayBegin(payload)) return false;
  const head = payload.beginning(HEAD).text.slice(0, HEAD);
  if (!BEGINNING.test(head) || NOT_EMPTY.test(head)) return false;
  return !PLAIN.test(head) || END.test(tailOf(payload));
}

function tailOf(payload: Payload): string {
  return payload.isText ? payload.text.slice(-TAIL) : latin(payload.bytes.subarray(-TAIL));
}

/** Most of what is not JSON is told apart by its first character. */
function mayBegin(payload: Payload): boolean {
  const first = payload.isText ? payload.text.charCodeAt(0) : (payload.bytes[0] ?? 0);
  return first === OPEN_BRACE || first === OPEN_BRACKET || first <= SPACE || first > 0x7f;
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
