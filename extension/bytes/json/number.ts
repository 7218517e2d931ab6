import type { JsonScalar } from './value.ts';

/** A number as JSON writes it. */
export interface NumberReading {
  readonly value: JsonScalar;
  /** Offset behind its last character. */
  readonly end: number;
  readonly note?: string;
  /** Its characters, where RFC 8259 §6 does not allow them. */
  readonly malformed?: string;
}

const MINUS = 0x2d;
const ZERO = 0x30;
const GRAMMAR = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** So many digits are exact in any number; most numbers have no more. */
const FEW_DIGITS = 15;
/** BigInt takes quadratic time for its digits; longer ones are shown as they are written. */
const LONGEST_BIGINT = 1000;

/** The characters of a number from `start` on; `undefined` if none can be the first of one. */
export function readNumber(bytes: Uint8Array, start: number): NumberReading | undefined {
  const first = bytes[start] ?? 0;
  if (first !== MINUS && !isDigit(first)) return undefined;
  const short = readShort(bytes, start);
  if (short) return short;
  let end = start + 1;
  while (isNumeric(bytes[end] ?? 0)) end += 1;
  const source = asciiText(bytes, start, end);
  if (!GRAMMAR.test(source)) return { value: source, end, note: 'number', malformed: source };
  return { ...exact(source), end };
}

/** A whole number of few digits, without a text in between. */
function readShort(bytes: Uint8Array, start: number): NumberReading | undefined {
  const isNegative = bytes[start] === MINUS;
  const first = isNegative ? start + 1 : start;
  let value = 0;
  let end = first;
  for (let byte = bytes[end] ?? 0; isDigit(byte); byte = bytes[end] ?? 0) {
    value = value * 10 + byte - ZERO;
    end += 1;
  }
  const digits = end - first;
  const isPadded = digits > 1 && bytes[first] === ZERO;
  const isShort = digits > 0 && digits <= FEW_DIGITS && !isPadded && !isNumeric(bytes[end] ?? 0);
  return isShort ? { value: isNegative ? -value : value, end } : undefined;
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
  return byte >= ZERO && byte <= 0x39;
}

/** Digits and `+ - . e E`. */
function isNumeric(byte: number): boolean {
  return (
    isDigit(byte) ||
    byte === 0x2b ||
    byte === MINUS ||
    byte === 0x2e ||
    byte === 0x65 ||
    byte === 0x45
  );
}
