import type { JsonScalar } from './value.ts';

/** A number as JSON writes it. */
export interface NumberReading {
  readonly value: JsonScalar;
  /** Offset behind its last character. */
  readonly end: number;
  readonly source: string;
  /** Whether it is written as RFC 8259 §6 wants it. */
  readonly isValid: boolean;
  readonly note?: string;
}

const GRAMMAR = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** BigInt takes quadratic time for its digits; longer ones are shown as they are written. */
const LONGEST_BIGINT = 1000;

/** The characters of a number from `start` on; `undefined` if none can be the first of one. */
export function readNumber(bytes: Uint8Array, start: number): NumberReading | undefined {
  const first = bytes[start] ?? 0;
  if (first !== 0x2d && !isDigit(first)) return undefined;
  let end = start + 1;
  while (isNumeric(bytes[end] ?? 0)) end += 1;
  const source = asciiText(bytes, start, end);
  if (!GRAMMAR.test(source)) return { value: source, end, source, isValid: false, note: 'number' };
  return { ...exact(source), end, source, isValid: true };
}

/** A number where that says the same as the source, a bigint for big integers, else the source. */
function exact(source: string): { value: JsonScalar; note?: string } {
  const number = Number(source);
  if (/^-?\d+$/.test(source)) {
    if (Number.isSafeInteger(number)) return { value: number };
    if (source.length <= LONGEST_BIGINT) return { value: BigInt(source) };
  }
  return String(number) === source ? { value: number } : { value: source, note: 'number' };
}

function asciiText(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at += 1) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** Digits and `+ - . e E`. */
function isNumeric(byte: number): boolean {
  return (
    isDigit(byte) ||
    byte === 0x2b ||
    byte === 0x2d ||
    byte === 0x2e ||
    byte === 0x65 ||
    byte === 0x45
  );
}
