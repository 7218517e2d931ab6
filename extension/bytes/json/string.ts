import { BACKSLASH, QUOTE } from './characters.ts';

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

export interface StringReading {
  readonly value: string;
  /** Index behind the closing quote, or the end of the text. */
  readonly end: number;
  readonly isClosed: boolean;
}

/** Is told what is wrong with the character at an index, in ascending order. */
export type Report = (kind: string, at: number, reason: string) => void;

/** Index of the closing quote of a string that has nothing but printable ASCII in it, from `start` on; else −1. */
export function plainEnd(text: string, start: number): number {
  for (let at = start; ; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    // NaN, at the end, is not in range either.
    if (!(code >= 0x20 && code < 0x7f) || code === BACKSLASH) return -1;
  }
}

/** Reads the string whose opening quote is at `start` (RFC 8259 §7). */
export function readString(text: string, start: number, report?: Report): StringReading {
  let value = '';
  let plain = start + 1;
  let at = plain;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE)
      return { value: value + text.slice(plain, at), end: at + 1, isClosed: true };
    if (code === BACKSLASH) {
      value += text.slice(plain, at);
      const escaped = readEscape(text, at, report);
      value += escaped.value;
      at = escaped.end;
      plain = at;
      continue;
    }
    if (code < 0x20) {
      report?.('control-character', at, 'A control character in a string has to be escaped.');
    }
    at += 1;
  }
  return { value: value + text.slice(plain, at), end: at, isClosed: false };
}

function readEscape(
  text: string,
  at: number,
  report: Report | undefined,
): { readonly value: string; readonly end: number } {
  const letter = text.charAt(at + 1);
  if (letter === '') return { value: '', end: text.length };
  const simple = ESCAPES.get(letter);
  if (simple !== undefined) return { value: simple, end: at + 2 };
  const unit = letter === 'u' ? hexUnit(text.slice(at + 2, at + 6)) : undefined;
  if (unit !== undefined) return { value: String.fromCharCode(unit), end: at + 6 };
  report?.('bad-escape', at, 'JSON knows no such escape; its characters are kept.');
  return { value: '\\', end: at + 1 };
}

function hexUnit(digits: string): number | undefined {
  return /^[0-9a-fA-F]{4}$/.test(digits) ? Number.parseInt(digits, 16) : undefined;
}
