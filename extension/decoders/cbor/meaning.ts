import { hexText } from '../../bytes/hex.ts';
import type { FieldValue } from '../contract.ts';
import type { Content, Item, Tagged } from './item.ts';

/** Digits of a bignum take quadratic time; one with more bytes is shown as its bytes. */
const LONGEST_BIGNUM = 512;
/** Zeros that a decimal fraction is written out with. */
const MOST_ZEROS = 40;
const MILLISECONDS_OF_DAY = 86_400_000;
/** The latest instant that a Date can hold. */
const LATEST = 8.64e15;

/** What a tag makes of its content, where that is more than the content says by itself. */
export function meaningOf({ tag, item }: Tagged): FieldValue | undefined {
  const content = item?.content;
  if (!content) return undefined;
  switch (tag) {
    case 1:
      return dateOf(content, 1000)?.replace('.000Z', 'Z');
    case 2:
    case 3:
      return bignum(tag, content);
    case 4:
      return scaled(content, decimalText);
    case 5:
      return scaled(content, (mantissa, exponent) => `${mantissa} × 2^${exponent}`);
    case 30:
      return scaled(content, (denominator, numerator) => `${numerator}/${denominator}`);
    case 37:
      return uuid(content);
    case 100:
      return dateOf(content, MILLISECONDS_OF_DAY)?.slice(0, -'T00:00:00.000Z'.length);
    default:
      return undefined;
  }
}

/** Integer and bignum are one number line (RFC 8949 §3.4.3). */
export function integerOf(item: Item | undefined): number | bigint | undefined {
  const content = item?.content;
  if (content?.kind === 'integer') return content.value;
  if (content?.kind !== 'tag' || !content.item) return undefined;
  const { tag } = content;
  return tag === 2 || tag === 3 ? bignum(tag, content.item.content) : undefined;
}

function bignum(tag: 2 | 3, content: Content): number | bigint | undefined {
  if (content.kind !== 'bytes' || content.data.length > LONGEST_BIGNUM) return undefined;
  const hex = hexText(content.data).replaceAll(' ', '');
  const size = hex === '' ? 0n : BigInt(`0x${hex}`);
  const value = tag === 2 ? size : -1n - size;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function dateOf(content: Content, unit: number): string | undefined {
  if (content.kind !== 'integer' && content.kind !== 'float') return undefined;
  const time = Number(content.value) * unit;
  return Math.abs(time) <= LATEST ? new Date(time).toISOString() : undefined;
}

/** Tags 4, 5 and 30 hold an array of two integers. */
function scaled(
  content: Content,
  write: (second: number | bigint, first: number | bigint) => string,
): string | undefined {
  if (content.kind !== 'array' || content.items.length !== 2) return undefined;
  const [first, second] = content.items.map(integerOf);
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

function uuid(content: Content): string | undefined {
  if (content.kind !== 'bytes' || content.data.length !== 16) return undefined;
  const hex = hexText(content.data).replaceAll(' ', '');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
