import { DOLLAR, LETTER_F, QUOTE, UNDERSCORE } from '../../../bytes/json/characters.ts';
import { numberEnd } from '../../../bytes/json/number.ts';
import { isPlainInQuotes } from '../../../bytes/shorten.ts';

const WORDS = ['true', 'false', 'null'];

/** Index of the quote behind the name that begins with a quote at `start` and is a word; else −1. */
export function wordNameEnd(text: string, start: number): number {
  const { length } = text;
  if (start >= length || text.charCodeAt(start) !== QUOTE) return -1;
  for (let at = start + 1; at < length; at += 1) {
    const code = text.charCodeAt(at);
    const isLetter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
    if (isLetter || code === UNDERSCORE || code === DOLLAR) continue;
    const isBehindLetter = at > start + 1;
    if (code === QUOTE && isBehindLetter) return at;
    if (code < 0x30 || code > 0x39 || !isBehindLetter) break;
  }
  return -1;
}

/** Index behind a string in which nothing has to be escaped; else −1. */
export function plainStringEnd(text: string, start: number): number {
  const { length } = text;
  for (let at = start + 1; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (!isPlainInQuotes(code)) return code === QUOTE ? at + 1 : -1;
  }
  return -1;
}

/** The string of `[start, end)` in its quotes, of which at most `limit` characters are shown. */
export function plainString(text: string, start: number, end: number, limit: number): string {
  return end - start <= limit + 2
    ? text.slice(start, end)
    : `${text.slice(start, start + limit)}…"`;
}

/** Index behind the word or number here. */
export function wordEnd(text: string, at: number): number {
  const code = at < text.length ? text.charCodeAt(at) : 0;
  if (code < LETTER_F) return numberEnd(text, at);
  for (const word of WORDS) if (text.startsWith(word, at)) return at + word.length;
  return numberEnd(text, at);
}
