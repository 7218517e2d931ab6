import type { Payload } from '../../bytes/payload.ts';

/** How far a sniff looks. */
const SAMPLE = 4096;

/** Comments, if any, then a field, and then another line as event streams have them. */
const BEGINNING =
  /^\uFEFF?(?::[^\r\n]*[\r\n]+)*(?:data|event|id|retry):[^\r\n]*(?:\r\n|\r|\n)(?:[\r\n]|(?:data|event|id|retry|):)/;

/** Whether a payload begins with lines as only event streams have them. */
export function looksLikeEventStream(payload: Payload): boolean {
  if (payload.isText) return BEGINNING.test(payload.text.slice(0, SAMPLE));
  const first = payload.bytes[0];
  if (first === undefined || !STARTS.has(first)) return false;
  return BEGINNING.test(String.fromCharCode(...payload.bytes.subarray(0, SAMPLE)));
}

/** First bytes of `data`, `event`, `id`, `retry` and of a comment. */
const STARTS: ReadonlySet<number> = new Set(Array.from('deir:', (start) => start.charCodeAt(0)));
