import { decodeUtf8, invalidUtf8At } from '../../bytes/utf8.ts';
import type { ByteRange, Problem } from '../contract.ts';

const LF = 0x0a;
const CR = 0x0d;
const COLON = 0x3a;
const SPACE = 0x20;

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
  /** The first of its stream, in which a byte order mark may stand before the lines. */
  readonly isFirst: boolean;
  readonly lines: readonly Line[];
  /** Event type, `message` where none is named. */
  readonly type: string;
  /** The data of the event; absent where the block has none, and nothing is dispatched. */
  readonly data?: string | undefined;
  /** Where the data lies, if it is in one line. */
  readonly dataRange?: ByteRange | undefined;
  /** The id this block sets, if any. */
  readonly id?: string | undefined;
}

/** Reads the lines of one block; the first of a stream may have a byte order mark before them. */
export function readBlock(bytes: Uint8Array, isFirst: boolean): Block {
  const lines = readLines(bytes, isFirst);
  let type = '';
  let id: string | undefined;
  const data: Line[] = [];
  for (const line of lines) {
    const { name, value } = line;
    if (name === 'data') data.push(line);
    else if (name === 'event') type = value;
    else if (name === 'id' && !value.includes('\0')) id = value;
  }
  const [first] = data;
  return {
    isFirst,
    lines,
    type: type || 'message',
    data: data.length > 1 ? data.map(({ value }) => value).join('\n') : first?.value,
    dataRange: data.length === 1 ? first?.valueRange : undefined,
    id,
  };
}

/** What is wrong with a block, and what of it is ignored. */
export function checkBlock(bytes: Uint8Array, isFirst: boolean): readonly Problem[] {
  return [...invalidText(bytes), ...readLines(bytes, isFirst).flatMap(lineProblems)];
}

/** Whether no line has a name that a field could have: this is something else, JSON or HTML. */
export function isForeignBlock({ lines }: Block): boolean {
  return lines.length > 0 && lines.every(({ name }) => !/^[\w-]*$/.test(name));
}

/** Whether a `retry` value counts: ASCII digits and nothing else. */
export function isRetry(value: string): boolean {
  return /^[0-9]+$/.test(value);
}

function readLines(bytes: Uint8Array, isFirst: boolean): readonly Line[] {
  const lines: Line[] = [];
  const hasMark = isFirst && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  let start = hasMark ? 3 : 0;
  while (start < bytes.length) {
    const end = lineEnd(bytes, start);
    if (end > start) lines.push(readLine(bytes, start, end));
    start = end + 1;
  }
  return lines;
}

function lineEnd(bytes: Uint8Array, start: number): number {
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === LF || byte === CR) return at;
  }
  return bytes.length;
}

function readLine(bytes: Uint8Array, start: number, end: number): Line {
  let colon = start;
  while (colon < end && bytes[colon] !== COLON) colon += 1;
  const afterColon = Math.min(colon + 1, end);
  const valueStart = bytes[afterColon] === SPACE && afterColon < end ? afterColon + 1 : afterColon;
  return {
    name: fieldName(bytes, start, colon),
    value: decodeUtf8(bytes.subarray(valueStart, end)),
    range: [start, end],
    valueRange: [valueStart, end],
  };
}

/** The names of most lines, without a text of their own for each. */
const NAMES = ['data', 'event', 'id', 'retry'].map((name) => ({
  name,
  letters: Array.from(name, (letter) => letter.charCodeAt(0)),
}));

function fieldName(bytes: Uint8Array, start: number, end: number): string {
  for (const { name, letters } of NAMES) {
    let at = 0;
    while (at < letters.length && bytes[start + at] === letters[at]) at += 1;
    if (at === letters.length && start + at === end) return name;
  }
  return decodeUtf8(bytes.subarray(start, end));
}

function lineProblems(line: Line): readonly Problem[] {
  const offset = line.range[0];
  switch (line.name) {
    case '':
    case 'data':
    case 'event':
      return [];
    case 'id':
      return line.value.includes('\0')
        ? [{ kind: 'id-with-nul', offset, reason: 'An id that contains NUL is ignored.' }]
        : [];
    case 'retry':
      return isRetry(line.value)
        ? []
        : [{ kind: 'bad-retry', offset, reason: 'retry takes ASCII digits only; it is ignored.' }];
    default:
      return [{ kind: 'unknown-field', offset, reason: 'No such field exists; it is ignored.' }];
  }
}

function invalidText(bytes: Uint8Array): readonly Problem[] {
  const offset = invalidUtf8At(bytes);
  if (offset < 0) return [];
  return [{ kind: 'invalid-utf-8', offset, reason: 'This byte does not belong to UTF-8 text.' }];
}
