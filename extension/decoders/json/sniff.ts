import type { Payload } from '../../bytes/payload.ts';

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
  const head = payload.isText
    ? payload.text.slice(0, HEAD)
    : latin(payload.bytes.subarray(0, HEAD));
  if (!BEGINNING.test(head) || NOT_EMPTY.test(head)) return false;
  return !PLAIN.test(head) || END.test(tailOf(payload));
}

function tailOf(payload: Payload): string {
  return payload.isText ? payload.text.slice(-TAIL) : latin(payload.bytes.subarray(-TAIL));
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
