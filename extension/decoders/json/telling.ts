import type { Field } from '../contract.ts';

/**
 * Names under which people's words, the tokens of a language model, or what went wrong are usually
 * found; the most telling first.
 */
const TELLING: readonly RegExp[] = [
  /^error$/i,
  /^(?:text|content|delta|thinking|arguments|partial_json)$/i,
  /^(?:message|detail)$/i,
  /reason$/i,
];

/** The member that says most, wherever in the value it lies; the first one of its kind. */
export function tellingMember(root: Field): Field | undefined {
  const best: Best = { rank: TELLING.length };
  seek(root, best);
  return best.field;
}

interface Best {
  rank: number;
  field?: Field;
}

function seek(field: Field, best: Best): void {
  const rank = rankOf(field);
  if (rank < best.rank) Object.assign(best, { rank, field });
  // Of several items in a row, none speaks for all.
  const isSeveral = field.note === 'array' && (field.children?.length ?? 0) > 1;
  if (!isSeveral) for (const child of field.children ?? []) seek(child, best);
}

function rankOf({ name, note, value }: Field): number {
  const isText = typeof value === 'string' && note !== 'number' && value !== '';
  const rank = isText ? TELLING.findIndex((pattern) => pattern.test(name)) : -1;
  return rank < 0 ? TELLING.length : rank;
}
