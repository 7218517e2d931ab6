import { decodeUtf8 } from '../../bytes/utf8.ts';
import type { ByteRange } from '../contract.ts';

const LF = 0x0a;
const CR = 0x0d;
const HYPHEN = 0x2d;

/** A header line of a part; without a colon it has no name. */
export interface Header {
  readonly name: string;
  readonly value: string;
  readonly range: ByteRange;
}

/** A delimiter with the part that follows it. */
export interface Part {
  /** The delimiter line, with the line end before it. */
  readonly delimiter: ByteRange;
  /** The delimiter that says that no part follows. */
  readonly isClosing: boolean;
  readonly headers: readonly Header[];
  /** Absent where the headers do not end. */
  readonly body?: ByteRange;
}

/** Reads a part that begins with its delimiter (RFC 2046 §5.1.1), `length` bytes without line ends. */
export function readPart(bytes: Uint8Array, length: number): Part {
  const start = bytes[0] === CR ? 2 : bytes[0] === LF ? 1 : 0;
  const behind = start + length;
  const isClosing = bytes[behind] === HYPHEN && bytes[behind + 1] === HYPHEN;
  const delimiterEnd = lineEnd(bytes, behind);
  const delimiter: ByteRange = [0, trimmed(bytes, behind, delimiterEnd)];
  if (isClosing) return { delimiter: [0, behind + 2], isClosing, headers: [] };
  return { delimiter, isClosing, ...readHeaders(bytes, delimiterEnd + 1) };
}

/** The essence of the part's MIME type, lower case; `undefined` where none is declared. */
export function mimeOfPart({ headers }: Part): string | undefined {
  const header = headers.find(({ name }) => name.toLowerCase() === 'content-type');
  return header?.value.split(';', 1)[0]?.trim().toLowerCase() || undefined;
}

/** The name of a form's field that the part carries (RFC 7578 §4.2). */
export function fieldOfPart({ headers }: Part): string | undefined {
  const header = headers.find(({ name }) => name.toLowerCase() === 'content-disposition');
  return /;\s*name="((?:[^"\\]|\\.)*)"/i.exec(header?.value ?? '')?.[1];
}

function readHeaders(bytes: Uint8Array, from: number): Pick<Part, 'headers' | 'body'> {
  const headers: Header[] = [];
  for (let start = from; start < bytes.length; ) {
    const end = lineEnd(bytes, start);
    const textEnd = trimmed(bytes, start, end);
    if (textEnd === start && end < bytes.length) return { headers, body: [end + 1, bytes.length] };
    if (textEnd > start) headers.push(readHeader(bytes, start, textEnd));
    start = end + 1;
  }
  return { headers };
}

function readHeader(bytes: Uint8Array, start: number, end: number): Header {
  const line = decodeUtf8(bytes.subarray(start, end));
  const colon = line.indexOf(':');
  const name = colon < 0 ? '' : line.slice(0, colon).trim();
  return { name, value: line.slice(colon + 1).trim(), range: [start, end] };
}

/** Offset of the LF that ends the line, or the end of the bytes. */
function lineEnd(bytes: Uint8Array, from: number): number {
  const found = bytes.indexOf(LF, from);
  return found < 0 ? bytes.length : found;
}

function trimmed(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && (bytes[at - 1] ?? 0) <= 0x20) at -= 1;
  return at;
}
