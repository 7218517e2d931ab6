import { decodeForm, type Transcoded, unescapeJson } from '../../bytes/transcoded.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const AMPERSAND = 0x26;
/** Bytes that the name of the function takes at most. */
const SAMPLE = 64;

/** The payload inside `___eio[0]("…");`, which a script of an answer calls. */
export function unwrapScript(bytes: Uint8Array): Transcoded | undefined {
  const head = /^___eio\[\d+\]\("/.exec(startOf(bytes))?.[0];
  if (head === undefined) return undefined;
  let at = head.length;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return unescapeJson(bytes, head.length, Math.min(at, bytes.length));
}

/** The payload in the form of a request: `d=…`. */
export function unwrapForm(bytes: Uint8Array): Transcoded | undefined {
  if (startOf(bytes.subarray(0, 2)) !== 'd=') return undefined;
  const next = bytes.indexOf(AMPERSAND);
  return decodeForm(bytes, 2, next < 0 ? bytes.length : next);
}

function startOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, SAMPLE));
}
