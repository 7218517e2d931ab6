import { hexText } from '../../bytes/hex.ts';
import type { Field, FieldValue } from '../contract.ts';
import { byteStringAt } from './byte-string.ts';
import { Head, MAJOR } from './head.ts';

/** Digits of a bignum take quadratic time; one with more bytes is shown as its bytes. */
const LONGEST_BIGNUM = 512;
/** Zeros that a decimal fraction is written out with. */
const MOST_ZEROS = 40;
const MILLISECONDS_OF_DAY = 86_400_000;
/** The latest instant that a Date can hold. */
const LATEST = 8.64e15;

/** Tags of integers that are too great for the other major types (RFC 8949 §3.4.3). */
const BIGNUM = 2;
const NEGATIVE_BIGNUM = 3;

/** What a tag makes of its content, where that is more than the content says by itself. */
export function meaningOf(
  tag: number | bigint,
  content: Field,
  bytes: Uint8Array,
): FieldValue | undefined {
  switch (tag) {
    case 1:
      return dateOf(content, bytes, 1000)?.replace('.000Z', 'Z');
    case BIGNUM:
    case NEGATIVE_BIGNUM:
      return bignumAt(tag, bytes, content.range[0]);
    case 4:
      return scaled(content, bytes, decimalText);
    case 5:
      return scaled(content, bytes, (mantissa, exponent) => `${mantissa} × 2^${exponent}`);
    case 30:
      return scaled(content, bytes, (denominator, numerator) => `${numerator}/${denominator}`);
    case 37:
      return uuid(byteStringAt(bytes, content.range[0]));
    case 100:
      return dateOf(content, bytes, MILLISECONDS_OF_DAY)?.slice(0, -'T00:00:00.000Z'.length);
    default:
      return undefined;
  }
}

/** Integer and bignum are one number line (RFC 8949 §3.4.3). */
export function integerOf(
  { value, range: [start] }: Field,
  bytes: Uint8Array,
): number | bigint | undefined {
  const { major, argument } = headAt(bytes, start);
  const isInteger = major === MAJOR.unsigned || major === MAJOR.negative;
  const isBignum = major === MAJOR.tag && isBignumTag(argument);
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  return (isInteger || isBignum) && isNumber ? value : undefined;
}

export function isBignumTag(tag: number | bigint): tag is typeof BIGNUM | typeof NEGATIVE_BIGNUM {
  return tag === BIGNUM || tag === NEGATIVE_BIGNUM;
}

/** The integer that a byte string with one of the two tags is. */
export function bignumAt(
  tag: typeof BIGNUM | typeof NEGATIVE_BIGNUM,
  bytes: Uint8Array,
  at: number,
): number | bigint | undefined {
  const data = byteStringAt(bytes, at);
  if (!data || data.length > LONGEST_BIGNUM) return undefined;
  const hex = hexDigits(data);
  const size = hex === '' ? 0n : BigInt(`0x${hex}`);
  const value = tag === BIGNUM ? size : -1n - size;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function dateOf(
  { value, range: [start] }: Field,
  bytes: Uint8Array,
  unit: number,
): string | undefined {
  const { major, isFloat } = headAt(bytes, start);
  if (major !== MAJOR.unsigned && major !== MAJOR.negative && !isFloat) return undefined;
  const time = Number(value) * unit;
  return Math.abs(time) <= LATEST ? new Date(time).toISOString() : undefined;
}

/** Tags 4, 5 and 30 hold an array of two integers. */
function scaled(
  { children = [], range: [start] }: Field,
  bytes: Uint8Array,
  write: (second: number | bigint, first: number | bigint) => string,
): string | undefined {
  if (headAt(bytes, start).major !== MAJOR.array || children.length !== 2) return undefined;
  const [first, second] = children.map((child) => integerOf(child, bytes));
  return first === undefined || second === undefined ? undefined : write(second, first);
}

/** Mantissa times ten to the exponent, written out exactly where that is not long. */
function decimalText(mantissa: number | bigint, exponent: number | bigint): string {
  if (exponent > MOST_ZEROS || exponent < -MOST_ZEROS) return `${mantissa} × 10^${exponent}`;
  const sign = mantissa < 0 ? '-' : '';
  const digits = String(mantissa).replace('-', '');
  const places = -Number(exponent);
  if (places <= 0) return `${sign}${digits}${'0'.repeat(-places)}`;
  const padded = digits.padStart(places + 1, '0');
  return `${sign}${padded.slice(0, -places)}.${padded.slice(-places)}`;
}

function uuid(data: Uint8Array | undefined): string | undefined {
  if (data?.length !== 16) return undefined;
  return hexDigits(data).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function hexDigits(data: Uint8Array): string {
  return hexText(data).replaceAll(' ', '');
}

function headAt(bytes: Uint8Array, at: number): Head {
  const head = new Head();
  head.read(bytes, at);
  return head;
}
