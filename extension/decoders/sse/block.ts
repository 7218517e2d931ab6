import { decodeUtf8 } from '../../bytes/utf8.ts';
import type { ByteRange } from '../contract.ts';
import type { LineTable } from './block-scanner.ts';

const COLON = 0x3a;
const SPACE = 0x20;

/** The fields of an event stream; all others are ignored. */
type FieldName = 'data' | 'event' | 'id' | 'retry';

/** One line of a block: a field, or a comment, whose name is empty. */
export interface Line {
  readonly name: string;
  readonly value: string;
  /** The line without its end. */
  readonly range: ByteRange;
  readonly valueRange: ByteRange;
}

/** A block as WHATWG HTML §9.2.6 reads it. */
export interface Block {
  readonly lines: LineTable;
  /** Event type, `message` where none is named. */
  readonly type: string;
  /** Where the lines of the data lie; empty where the block has none, and nothing is dispatched. */
  readonly data: readonly ByteRange[];
  /** The id this block sets, if any. */
  readonly id: string | undefined;
  /** It has comments alone, or nothing. */
  readonly isComment: boolean;
  /** No line has a name that a field could have: this is something else, JSON or HTML. */
  readonly isForeign: boolean;
}

/** Reads the lines of one block. */
export function readBlock(bytes: Uint8Array, lines: LineTable): Block {
  let type = '';
  let id: string | undefined;
  let isComment = true;
  let isForeign = lines.length > 0;
  let data: ByteRange[] | undefined;
  for (let line = 0; line < lines.length; line += 2) {
    const start = lines[line] ?? 0;
    const end = lines[line + 1] ?? 0;
    const isField = bytes[start] !== COLON;
    if (isField) isComment = false;
    const name = isField ? fieldName(bytes, start, end) : '';
    if (isForeign) isForeign = name === undefined && !/^[\w-]*$/.test(nameOf(bytes, start, end));
    if (!name) continue;
    const value = valueStart(bytes, start + name.length, end);
    if (name === 'data' && data) data.push([value, end]);
    else if (name === 'data') data = [[value, end]];
    else if (name === 'event') type = decodeUtf8(bytes, value, end);
    else if (name === 'id') id = idIn(decodeUtf8(bytes, value, end)) ?? id;
  }
  return { lines, type: type || 'message', data: data ?? NONE, id, isComment, isForeign };
}

const NONE: readonly never[] = [];

/** The lines with their texts. */
export function readLines(bytes: Uint8Array, lines: LineTable): readonly Line[] {
  const read: Line[] = [];
  for (let line = 0; line < lines.length; line += 2) {
    const start = lines[line] ?? 0;
    const end = lines[line + 1] ?? 0;
    const name = nameOf(bytes, start, end);
    const value = valueStart(bytes, colonAt(bytes, start, end), end);
    const text = decodeUtf8(bytes, value, end);
    read.push({ name, value: text, range: [start, end], valueRange: [value, end] });
  }
  return read;
}

/** An id with NUL in it is ignored. */
function idIn(value: string): string | undefined {
  return value.includes('\0') ? undefined : value;
}

function nameOf(bytes: Uint8Array, start: number, end: number): string {
  return fieldName(bytes, start, end) ?? decodeUtf8(bytes, start, colonAt(bytes, start, end));
}

function colonAt(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] !== COLON) at += 1;
  return at;
}

/** Behind the colon, and behind one space. */
function valueStart(bytes: Uint8Array, colon: number, end: number): number {
  const start = Math.min(colon + 1, end);
  return start < end && bytes[start] === SPACE ? start + 1 : start;
}

/** The names, with their letters, by the first of these. */
const NAMES: ReadonlyMap<number, readonly [name: FieldName, letters: readonly number[]]> = new Map(
  (['data', 'event', 'id', 'retry'] as const).map((name) => {
    const letters = Array.from(name, (letter) => letter.charCodeAt(0));
    return [letters[0] ?? 0, [name, letters]];
  }),
);

/** Which of the fields a line is, if it is one. */
function fieldName(bytes: Uint8Array, start: number, end: number): FieldName | undefined {
  const known = NAMES.get(bytes[start] ?? 0);
  if (!known) return undefined;
  const [name, letters] = known;
  const behind = start + letters.length;
  if (behind > end || (behind < end && bytes[behind] !== COLON)) return undefined;
  for (let at = 1; at < letters.length; at += 1) {
    if (bytes[start + at] !== letters[at]) return undefined;
  }
  return name;
}
