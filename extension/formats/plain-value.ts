import type { FieldValue } from '../decoders/contract.ts';

/**
 * A value as JSON can say it without loss: integers beyond 2^53, NaN, infinities and -0 are text, as
 * JavaScript writes them.
 */
export function plainValue(value: FieldValue): Exclude<FieldValue, bigint> {
  if (typeof value === 'bigint') return String(value);
  if (Object.is(value, -0)) return '-0';
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
