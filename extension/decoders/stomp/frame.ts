import { decodeUtf8 } from '../../bytes/utf8.ts';
import type { ByteRange } from '../contract.ts';
import type { Version } from './commands.ts';
import { escapeVersion, unescapeHeader } from './escapes.ts';
import type { Layout } from './head-scanner.ts';

const COLON = 0x3a;

/** A header as the frame means it; repeated names stay, in order. */
export interface Header {
  readonly name: string;
  readonly value: string;
  readonly range: ByteRange;
}

/** One frame, read by the rules of one version. */
export interface Frame {
  readonly command: string;
  readonly commandRange: ByteRange;
  readonly headers: readonly Header[];
  readonly body: ByteRange;
}

/** The header's value; of repeated ones the first counts (1.2, "Repeated Header Entries"). */
export function headerOf(frame: Pick<Frame, 'headers'>, name: string): string | undefined {
  return frame.headers.find((header) => header.name === name)?.value;
}

/** Reads a frame's headers from the places that `layout` gives. */
export function readFrame(bytes: Uint8Array, layout: Layout, version: Version): Frame {
  const { command, lines, bodyStart, bodyEnd } = layout;
  const textOf = headText(bytes, bodyStart);
  const headers = lines.map((line) => {
    const header = readHeader(bytes, line, textOf);
    return version === '1.0' ? trimmed(header) : resolved(header, escapeVersion(command, version));
  });
  return {
    command,
    commandRange: [0, command.length],
    headers,
    body: [bodyStart, bodyEnd],
  };
}

type TextOf = (start: number, end: number) => string;

function readHeader(bytes: Uint8Array, [start, end]: ByteRange, textOf: TextOf): Header {
  const found = bytes.indexOf(COLON, start);
  const colon = found >= 0 && found < end ? found : end;
  return {
    name: textOf(start, colon),
    value: textOf(Math.min(colon + 1, end), end),
    range: [start, end],
  };
}

/** One decoding for a whole ASCII head; else one for each piece, so that offsets stay bytes. */
function headText(bytes: Uint8Array, end: number): TextOf {
  const all = decodeUtf8(bytes.subarray(0, end));
  if (all.length === end) return (from, to) => all.slice(from, to);
  return (from, to) => decodeUtf8(bytes.subarray(from, to));
}

function resolved({ name, value, range }: Header, version: Version): Header {
  return { name: unescapeHeader(name, version), value: unescapeHeader(value, version), range };
}

/** 1.0 says nothing of padding, and its servers trim it; later versions forbid that. */
function trimmed({ name, value, range }: Header): Header {
  return { name: name.trim(), value: value.trim(), range };
}
