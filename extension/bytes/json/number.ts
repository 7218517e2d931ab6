import { MINUS, POINT, ZERO } from './characters.ts';
import type { JsonScalar } from './value.ts';

/** A number as JSON writes it. */
export interface NumberReading {
  readonly value: JsonScalar;
  /** Index behind its last character. */
  readonly end: number;
  readonly note?: string;
  /** Its characters, where RFC 8259 §6 does not allow them. */
  readonly malformed?: string;
}

const GRAMMAR = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** So many digits are exact in any number; most numbers have no more. */
const FEW_DIGITS = 15;
/** Powers of ten up to here are exact, so that a division by them is rounded once. */
const POWERS: readonly number[] = Array.from({ length: FEW_DIGITS + 1 }, (_, power) => 10 ** power);
/** BigInt takes quadratic time for its digits; longer ones are shown as they are written. */
const LONGEST_BIGINT = 1000;

/** The characters of a number from `start` on; `undefined` if none can be the first of one. */
export function readNumber(text: string, start: number): NumberReading | undefined {
  const first = text.charCodeAt(start);
  if (first !== MINUS && !isDigit(first)) return undefined;
  const short = readShort(text, start);
  if (short) return short;
  const end = numberEnd(text, start + 1);
  const source = text.slice(start, end);
  if (!GRAMMAR.test(source)) return { value: source, end, note: 'number', malformed: source };
  return { ...exact(source), end };
}

/** Index behind the characters that numbers are made of. */
export function numberEnd(text: string, start: number): number {
  let end = start;
  while (isNumeric(text.charCodeAt(end))) end += 1;
  return end;
}

/** A number of few digits that is written as JavaScript writes it, without a text in between. */
function readShort(text: string, start: number): NumberReading | undefined {
  const isNegative = text.charCodeAt(start) === MINUS;
  const first = isNegative ? start + 1 : start;
  let whole = 0;
  let at = first;
  let code = text.charCodeAt(at);
  for (; isDigit(code); code = text.charCodeAt(at)) {
    whole = whole * 10 + code - ZERO;
    at += 1;
  }
  const digits = at - first;
  const isPadded = digits > 1 && text.charCodeAt(first) === ZERO;
  if (digits === 0 || digits > FEW_DIGITS || isPadded) return undefined;
  if (code === POINT && whole > 0) return readFraction(text, at, isNegative, whole, digits);
  return isNumeric(code) ? undefined : { value: isNegative ? -whole : whole, end: at };
}

/** With its point at `point`; a zero at the end is not how JavaScript would write it. */
function readFraction(
  text: string,
  point: number,
  isNegative: boolean,
  whole: number,
  wholeDigits: number,
): NumberReading | undefined {
  let all = whole;
  let at = point + 1;
  let code = text.charCodeAt(at);
  for (; isDigit(code); code = text.charCodeAt(at)) {
    all = all * 10 + code - ZERO;
    at += 1;
  }
  const digits = at - point - 1;
  const power = POWERS[digits];
  if (digits === 0 || wholeDigits + digits > FEW_DIGITS || power === undefined) return undefined;
  if (text.charCodeAt(at - 1) === ZERO || isNumeric(code)) return undefined;
  return { value: (isNegative ? -all : all) / power, end: at };
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

function isDigit(code: number): boolean {
  return code >= ZERO && code <= 0x39;
}

/** Digits and `+ - . e E`. */
function isNumeric(code: number): boolean {
  return (
    isDigit(code) ||
    code === 0x2b ||
    code === MINUS ||
    code === POINT ||
    code === 0x65 ||
    code === 0x45
  );
}
