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
  readonly data?: string;
  /** Where the data lies, if it is in one line. */
  readonly dataRange?: ByteRange;
  /** The id this block sets, if any. */
  readonly id?: string;
}

/** Reads the lines of one block; the first of a stream may have a byte order mark before them. */
export function readBlock(bytes: Uint8Array, isFirst: boolean): Block {
  const lines = readLines(bytes, isFirst);
  const data = lines.filter((line) => line.name === 'data');
  const id = lines.findLast((line) => line.name === 'id' && !line.value.includes('\0'));
  const type = lines.findLast((line) => line.name === 'event')?.value;
  const only = data.length === 1 ? data[0] : undefined;
  return {
    isFirst,
    lines,
    type: type || 'message',
    ...(data.length > 0 && { data: data.map((line) => line.value).join('\n') }),
    ...(only && { dataRange: only.valueRange }),
    ...(id && { id: id.value }),
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
    let end = start;
    while (end < bytes.length && bytes[end] !== LF && bytes[end] !== CR) end += 1;
    if (end > start) lines.push(readLine(bytes, start, end));
    start = end + 1;
  }
  return lines;
}

function readLine(bytes: Uint8Array, start: number, end: number): Line {
  const found = bytes.indexOf(COLON, start);
  const colon = found >= 0 && found < end ? found : end;
  const afterColon = Math.min(colon + 1, end);
  const valueStart = bytes[afterColon] === SPACE && afterColon < end ? afterColon + 1 : afterColon;
  return {
    name: decodeUtf8(bytes.subarray(start, colon)),
    value: decodeUtf8(bytes.subarray(valueStart, end)),
    range: [start, end],
    valueRange: [valueStart, end],
  };
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
