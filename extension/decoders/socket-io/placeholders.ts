import type { JsonValue } from '../../bytes/json/value.ts';
import type { Problem } from '../contract.ts';

/** Where an attachment belongs in the data: `{"_placeholder":true,"num":0}`. */
export interface Placeholder {
  /** `num` as it is written; absent where it is no number. */
  readonly num?: number;
  readonly value: JsonValue;
}

/** The places of attachments in a JSON value, in order. */
export function placeholdersIn(value: JsonValue): readonly Placeholder[] {
  const children = value.children ?? [];
  const isHere = children.some((child) => child.name === '_placeholder' && child.value === true);
  if (value.note !== 'object' || !isHere) return children.flatMap(placeholdersIn);
  const num = children.find((child) => child.name === 'num')?.value;
  return [typeof num === 'number' ? { num, value } : { value }];
}

/** Places without an attachment, attachments without a place; offsets as those of the value. */
export function checkPlaceholders(value: JsonValue, count: number): readonly Problem[] {
  const places = placeholdersIn(value);
  const named = new Set(places.map(({ num }) => num));
  const unnamed = Array.from({ length: Math.min(count, MOST) }, (_, num) => num).filter(
    (num) => !named.has(num),
  );
  const bad = places.filter(({ num }) => !isIndex(num, count));
  return [
    ...bad.map(({ value: place }) => ({
      kind: 'bad-placeholder',
      offset: place.range[0],
      reason: 'This place is for an attachment that the packet does not have.',
    })),
    ...unnamed.map((num) => ({
      kind: 'unused-attachment',
      offset: value.range[0],
      reason: `The data has no place for attachment ${num}.`,
    })),
  ];
}

function isIndex(num: number | undefined, count: number): boolean {
  return num !== undefined && Number.isInteger(num) && num >= 0 && num < count;
}

/** Attachments that are looked for; a packet that claims more has other problems. */
const MOST = 100;
