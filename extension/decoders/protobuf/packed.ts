import type { EnumType, ScalarType } from '../../schema/schema.ts';
import type { ByteRange, Field, Problem } from '../contract.ts';
import { readScalar, wireTypeOf } from './scalars.ts';
import { varintAt } from './varint.ts';

/** Elements that the line of a list shows. */
const SHOWN = 32;

/** A list of numbers that were sent together. */
export interface Packed {
  /** The first elements on one line. */
  readonly value: string;
  readonly children: readonly Field[];
  readonly problem: Problem | undefined;
}

/** Reads packed elements ("Repeated Elements" in the encoding guide), `most` of them. */
export function packedElements(
  type: ScalarType | EnumType,
  bytes: Uint8Array,
  [start, end]: ByteRange,
  most: number,
): Packed {
  const children: Field[] = [];
  let problem: Problem | undefined;
  for (let at = start; at < end && !problem; ) {
    const next = elementEnd(type, bytes, at, end);
    if (children.length === most) {
      const reason = 'There are more elements, which are not followed.';
      problem = { kind: 'too-many-fields', offset: at, reason };
    } else if (next === undefined) {
      const reason = `The list ends inside an element of type ${type.name}.`;
      problem = { kind: 'truncated', offset: at, reason };
    } else {
      const { value, note } = readScalar(type, bytes, [at, next]);
      const field = { name: String(children.length), value, range: [at, next] } as const;
      children.push(note === undefined ? field : { ...field, note });
      at = next;
    }
  }
  return { value: listText(children), children, problem };
}

function elementEnd(type: ScalarType | EnumType, bytes: Uint8Array, at: number, end: number) {
  const wire = wireTypeOf(type);
  if (wire === 'varint') {
    const varint = varintAt(bytes, at, end);
    return typeof varint === 'string' ? undefined : varint.end;
  }
  const next = at + (wire === '32-bit' ? 4 : 8);
  return next <= end ? next : undefined;
}

function listText(children: readonly Field[]): string {
  const shown = children.slice(0, SHOWN).map(({ value }) => String(value));
  if (children.length > SHOWN) shown.push('…');
  return `[${shown.join(', ')}]`;
}
