import type { FieldValue } from '../../decoders/contract.ts';

/** How a value is coloured. */
export type ValueClass = 'string' | 'number' | 'keyword';

export function valueClass(value: FieldValue): ValueClass {
  if (typeof value === 'string') return 'string';
  return typeof value === 'number' || typeof value === 'bigint' ? 'number' : 'keyword';
}

/** Characters of a value that one line shows. */
const LINE = 1000;

/** A value as shown: strings with visible control characters, in quotes where asked. */
export function valueText(value: FieldValue, isQuoted: boolean): string {
  if (typeof value !== 'string') return String(value);
  if (!isQuoted) return value;
  const start = value.length > LINE ? `${value.slice(0, LINE)}…` : value;
  return JSON.stringify(start);
}
