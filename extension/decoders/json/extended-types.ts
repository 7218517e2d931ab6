import { decodeBase64 } from '../../bytes/base64.ts';
import type { Field } from '../contract.ts';
import { changed } from './changed.ts';

/** The latest instant that a Date can hold, in milliseconds. */
const LATEST = 8.64e15;

/**
 * Says in notes what objects mean that stand for types JSON does not have, as EJSON writes them
 * (DDP, "Appendix: EJSON"): `{"$date": 0}`, `{"$binary": "AQI="}`, `{"$escape": …}` and
 * `{"$type": …, "$value": …}`. What has none is handed back as it came.
 */
export function withMeanings(fields: readonly Field[]): readonly Field[] {
  const own = ownMeaning(fields);
  if (own) return own;
  return changed(fields, withMeaning);
}

function withMeaning(field: Field): Field {
  const children = field.children && withMeanings(field.children);
  return children === field.children || !children ? field : { ...field, children };
}

/** The members with a note, where the whole object is such a value. */
function ownMeaning(members: readonly Field[]): readonly Field[] | undefined {
  const [first, second] = members;
  if (!first?.name.startsWith('$') || members.length > 2) return undefined;
  if (second) {
    const isTyped = first.name === '$type' && second.name === '$value';
    if (!isTyped || typeof first.value !== 'string') return undefined;
    return [first, { ...second, note: `of the type ${first.value}` }];
  }
  const note = noteOf(first);
  return note === undefined ? undefined : [{ ...first, note }];
}

function noteOf({ name, value }: Field): string | undefined {
  switch (name) {
    case '$date':
      return typeof value === 'number' && Math.abs(value) <= LATEST
        ? new Date(value).toISOString()
        : undefined;
    case '$binary': {
      const bytes = typeof value === 'string' ? decodeBase64(value) : undefined;
      return bytes && `${bytes.length} bytes in base64`;
    }
    case '$escape':
      return 'the names in it stand for themselves';
    default:
      return undefined;
  }
}
