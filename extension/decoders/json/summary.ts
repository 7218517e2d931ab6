import { quoted, shorten } from '../../bytes/shorten.ts';
import type { Field } from '../contract.ts';
import { tellingMember } from './telling.ts';

/** Characters of one string, and of the whole line. */
const STRING = 40;
const LINE = 120;
/** A value is shown with all that is in it where that takes no more characters than this. */
const WHOLE = 200;
/** What lies further to the right than this is often not in view. */
const IN_VIEW = 60;

/**
 * One line for a value: `{from: "kim", text: "hi"}`, `[12] {id: 1, …}`. Where the line is long,
 * its most telling member comes first: `text: "hi" · {id: 7, …}`. With `isCut` only the beginning
 * was read, and an array's count is a lower bound.
 */
export function summarize(root: Field | undefined, isCut: boolean): string {
  if (!root) return '(no value)';
  const isList = root.note === 'array';
  const line = isList ? listLine(root, isCut) : valueLine(root, isCut);
  const telling = isList || line.length <= IN_VIEW ? undefined : tellingMember(root);
  if (!telling) return line;
  const head = `${memberName(telling.name)}: ${quoted(String(telling.value), LINE / 2)}`;
  const isInView = line.slice(0, IN_VIEW).includes(head);
  return isInView ? line : shorten(`${head} · ${line}`, WHOLE);
}

function valueLine(root: Field, isCut: boolean): string {
  const line = isCut ? undefined : whole(root);
  return line !== undefined && line.length <= WHOLE ? line : shorten(inside(root, isCut), LINE);
}

function listLine({ children = [] }: Field, isCut: boolean): string {
  if (children.length === 0 && !isCut) return '[]';
  const count = `[${children.length}${isCut ? '+' : ''}]`;
  const shown = children.slice(0, LINE / 2).map((child) => inside(child, false));
  return shorten(shown.length > 0 ? `${count} ${shown.join(', ')}` : count, LINE);
}

/** A value with everything in it. */
function whole(field: Field): string {
  const { note, children = [] } = field;
  if (note === 'array') return `[${children.map(whole).join(', ')}]`;
  if (note !== 'object') return outside(field);
  return `{${children.map((child) => `${memberName(child.name)}: ${whole(child)}`).join(', ')}}`;
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
  if (field.note === 'array') return listHint(field.children?.length ?? 0, isCut);
  if (field.note === 'object' && !isCut) return field.children?.length === 0 ? '{}' : '{…}';
  if (field.value === undefined) return field.note === 'object' ? '{…}' : '…';
  if (typeof field.value !== 'string' || field.note === 'number') return String(field.value);
  return quoted(field.value, STRING);
}

/** `[3 items]`: a bare number in brackets would read as the list's only member. */
function listHint(length: number, isCut: boolean): string {
  if (length === 0 && !isCut) return '[]';
  return `[${length}${isCut ? '+' : ''} ${length === 1 && !isCut ? 'item' : 'items'}]`;
}

function memberName(name: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? name : quoted(name, STRING);
}
