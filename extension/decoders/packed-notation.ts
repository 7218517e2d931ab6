import type { Field, Problem } from './contract.ts';
import type { Notation } from './message-session.ts';
import type { PackedFormat } from './packed-format.ts';
import { PackedOutline } from './packed-outline.ts';

/** Reads what stands in front of a message's value, such as its length, as one field. */
export type Prefix = (bytes: Uint8Array) => Field;

/** Messages that are one value of a binary format each. */
export function packedNotation(format: PackedFormat, prefix?: Prefix): Notation<PackedOutline> {
  const startOf = (bytes: Uint8Array) => prefix?.(bytes).range[1] ?? 0;
  return {
    outline(payload) {
      if (payload.isText) return undefined;
      const { bytes } = payload;
      return PackedOutline.of(format, bytes, [startOf(bytes), bytes.length]);
    },
    fields: ({ bytes }) => [
      ...(prefix ? [prefix(bytes)] : []),
      ...packedFields(format, bytes, startOf(bytes)),
    ],
    problems: ({ bytes }) => packedProblems(format, bytes, startOf(bytes)),
  };
}

/** The members of the value at `start`, and what follows it. */
function packedFields(format: PackedFormat, bytes: Uint8Array, start: number): readonly Field[] {
  const tree = format.tree(bytes, start);
  const fields = tree.one();
  const end = tree.at;
  if (end === bytes.length) return fields;
  const note = 'bytes that belong to no message';
  return [...fields, { name: 'rest', value: bytes.length - end, range: [end, bytes.length], note }];
}

function packedProblems(
  format: PackedFormat,
  bytes: Uint8Array,
  start: number,
): readonly Problem[] {
  const tree = format.tree(bytes, start);
  tree.one();
  if (tree.at === bytes.length || tree.problems.length > 0) return tree.problems;
  const reason = 'A message is one value; more bytes follow it.';
  return [{ kind: 'trailing-data', offset: tree.at, reason }];
}
