import { decodeUtf8 } from '../utf8.ts';
import type { JsonProblem } from './value.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LETTER_U = 0x75;

const ESCAPES: ReadonlyMap<number, string> = new Map(
  [
    ['"', '"'],
    ['\\', '\\'],
    ['/', '/'],
    ['b', '\b'],
    ['f', '\f'],
    ['n', '\n'],
    ['r', '\r'],
    ['t', '\t'],
  ].map(([letter = '', meaning = '']) => [letter.charCodeAt(0), meaning]),
);

export interface StringReading {
  readonly value: string;
  /** Offset behind the closing quote, or the end of the bytes. */
  readonly end: number;
  readonly isClosed: boolean;
}

/** Reads the string whose opening quote is at `start` (RFC 8259 §7); what is wrong goes to `problems`. */
export function readString(
  bytes: Uint8Array,
  start: number,
  problems: JsonProblem[],
): StringReading {
  let value = '';
  let plain = start + 1;
  let at = plain;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) {
      return { value: value + slice(bytes, plain, at), end: at + 1, isClosed: true };
    }
    if (byte === BACKSLASH) {
      value += slice(bytes, plain, at);
      const escaped = readEscape(bytes, at, problems);
      value += escaped.value;
      at = escaped.end;
      plain = at;
      continue;
    }
    if (byte < 0x20) {
      const reason = 'A control character in a string has to be escaped.';
      problems.push({ kind: 'control-character', offset: at, reason });
    }
    at += 1;
  }
  return { value: value + slice(bytes, plain, at), end: at, isClosed: false };
}

function readEscape(
  bytes: Uint8Array,
  at: number,
  problems: JsonProblem[],
): { readonly value: string; readonly end: number } {
  const letter = bytes[at + 1];
  if (letter === undefined) return { value: '', end: bytes.length };
  const simple = ESCAPES.get(letter);
  if (simple !== undefined) return { value: simple, end: at + 2 };
  const unit = letter === LETTER_U ? hexUnit(bytes, at + 2) : undefined;
  if (unit !== undefined) return { value: String.fromCharCode(unit), end: at + 6 };
  const reason = 'JSON knows no such escape; its characters are kept.';
  problems.push({ kind: 'bad-escape', offset: at, reason });
  return { value: '\\', end: at + 1 };
}

function hexUnit(bytes: Uint8Array, at: number): number | undefined {
  const digits = slice(bytes, at, at + 4);
  return /^[0-9a-fA-F]{4}$/.test(digits) ? Number.parseInt(digits, 16) : undefined;
}

function slice(bytes: Uint8Array, start: number, end: number): string {
  return start === end ? '' : decodeUtf8(bytes.subarray(start, end));
}
