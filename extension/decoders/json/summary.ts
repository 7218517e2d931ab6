import { shorten } from '../../bytes/shorten.ts';
import type { Field } from '../contract.ts';

/** Characters of one string, and of the whole line. */
const STRING = 40;
const LINE = 120;

/**
 * One line for a value: `{from: "kim", text: "hi"}`, `[12] {id: 1, …}`. With `isCut` only the
 * beginning was read, and an array's count is a lower bound.
 */
export function summarize(root: Field | undefined, isCut: boolean): string {
  if (!root) return '(no value)';
  const { children } = root;
  if (root.note !== 'array' || !children) return shorten(inside(root, isCut), LINE);
  if (children.length === 0 && !isCut) return '[]';
  const count = `[${children.length}${isCut ? '+' : ''}]`;
  const shown = children.slice(0, LINE / 2).map((child) => inside(child, false));
  return shorten(shown.length > 0 ? `${count} ${shown.join(', ')}` : count, LINE);
}

/** A value with its members; what lies deeper is only hinted at. */
function inside(field: Field, isCut: boolean): string {
  if (field.note !== 'object' || !field.children) return outside(field);
  const last = field.children.length - 1;
  const members = field.children
    .slice(0, LINE / 4)
    .map((child, at) => `${memberName(child.name)}: ${outside(child, isCut && at === last)}`);
  if (isCut || field.children.length > members.length) members.push('…');
  return `{${members.join(', ')}}`;
}

function outside(field: Field, isCut = false): string {
  if (field.note === 'array') return `[${field.children?.length || ''}${isCut ? '+' : ''}]`;
  if (field.note === 'object' && !isCut) return field.children?.length === 0 ? '{}' : '{…}';
  if (field.value === undefined) return field.note === 'object' ? '{…}' : '…';
  if (typeof field.value !== 'string' || field.note === 'number') return String(field.value);
  return JSON.stringify(shorten(field.value, STRING));
}

function memberName(name: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? name : JSON.stringify(shorten(name, STRING));
}
