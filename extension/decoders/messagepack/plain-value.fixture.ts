import type { Field, FieldValue } from '../contract.ts';

/** The value that a field stands for: data as bytes, an ext as its type and data. */
export function plainValue(field: Field, scalar: (field: Field) => unknown): unknown {
  const { value, note = '', children = [] } = field;
  const inside = children.map((child) => plainValue(child, scalar));
  if (/^(?:fix)?map/.test(note))
    return Object.fromEntries(children.map((child, at) => [child.name, inside[at]]));
  if (/^(?:fix)?array/.test(note)) return inside;
  if (/^(?:fix)?ext/.test(note)) return [children[0]?.value, bytesOf(children[1]?.value)];
  return note.startsWith('bin') ? bytesOf(value) : scalar(field);
}

function bytesOf(hex: FieldValue | undefined): Uint8Array {
  const pairs = String(hex).match(/[\da-f]{2}/g) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}
