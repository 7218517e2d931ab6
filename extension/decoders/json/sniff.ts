import type { Payload } from '../../bytes/payload.ts';

/**
 * Whether a payload begins as a JSON object or array does. Numbers, words and strings alone are
 * left to other decoders: too many protocols begin like that.
 */
export function looksLikeJson(payload: Payload): boolean {
  const unitAt = reader(payload);
  const first = nextVisible(unitAt, 0);
  const second = nextVisible(unitAt, first + 1);
  switch (unitAt(first)) {
    case '{':
      return isOneOf('"}', unitAt(second));
    case '[':
      return isOneOf('{["]', unitAt(second)) || endsArray(payload, unitAt(second));
    default:
      return false;
  }
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
  const head = payload.isText ? payload.text.slice(0, HEAD) : headText(payload.bytes);
  if (!ELEMENT.test(head)) return false;
  const tail = payload.isText ? payload.text.slice(-64) : tailText(payload.bytes);
  return /[\d\w\]"}]\s*\]\s*$/.test(tail);
}

function headText(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, HEAD));
}

function tailText(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(-64));
}

function reader(payload: Payload): (at: number) => string {
  if (payload.isText) {
    const { text } = payload;
    return (at) => text.charAt(at);
  }
  const { bytes } = payload;
  return (at) => (at < bytes.length ? String.fromCharCode(bytes[at] ?? 0) : '');
}

function nextVisible(unitAt: (at: number) => string, from: number): number {
  let at = from;
  while (isOneOf(' \n\r\t', unitAt(at))) at += 1;
  return at;
}

function isOneOf(set: string, unit: string): boolean {
  return unit !== '' && set.includes(unit);
}
