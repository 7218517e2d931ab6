import { behindSpace } from '../../bytes/json/value-end.ts';
import type { Payload } from '../../bytes/payload.ts';

/** White space before the value, and before its first part, that is looked behind. */
const SAMPLE = 4096;

const QUOTE = 0x22;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/**
 * Whether a payload begins as a JSON object or array does. Numbers, words and strings alone are
 * left to other decoders: too many protocols begin like that.
 */
export function looksLikeJson(payload: Payload): boolean {
  const text = payload.isText ? payload.text : beginningOf(payload.bytes);
  const first = behindSpace(text, 0);
  const open = text.charCodeAt(first);
  if (open !== OPEN_BRACE && open !== OPEN_BRACKET) return false;
  const second = text.charCodeAt(behindSpace(text, first + 1));
  if (open === OPEN_BRACE) return second === QUOTE || second === CLOSE_BRACE;
  if (second === OPEN_BRACE || second === OPEN_BRACKET) return true;
  if (second === QUOTE || second === CLOSE_BRACKET) return true;
  return endsArray(payload, String.fromCharCode(second));
}

/** A number or word, and then the end of the array with nothing behind it, or a comma. */
const ELEMENT = /^\s*\[\s*(?:-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)\s*(?:,|$|\]\s*$)/;
/** Characters of a text that its first element has to fit in. */
const HEAD = 256;

/**
 * `[1, 2]` is JSON; `[12:01] hello`, `[2] see [3]` and `[true story]` are not: what is neither nested
 * nor quoted has to begin and end well.
 */
function endsArray(payload: Payload, second: string): boolean {
  if (!/^[-0-9tfn]$/.test(second)) return false;
  const head = payload.isText
    ? payload.text.slice(0, HEAD)
    : latin1(payload.bytes.subarray(0, HEAD));
  if (!ELEMENT.test(head)) return false;
  const tail = payload.isText ? payload.text.slice(-64) : latin1(payload.bytes.subarray(-64));
  return /[\d\w\]"}]\s*\]\s*$/.test(tail);
}

/** Most bytes are known not to be JSON by the first of them. */
function beginningOf(bytes: Uint8Array): string {
  const start = latin1(bytes.subarray(0, 64));
  return start.trim().length > 1 ? start : latin1(bytes.subarray(0, SAMPLE));
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
