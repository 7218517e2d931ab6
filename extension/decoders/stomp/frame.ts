import { decodeUtf8, invalidUtf8At } from '../../bytes/utf8.ts';
import type { ByteRange, Problem } from '../contract.ts';
import { COMMANDS, type Version } from './commands.ts';
import { unescapeHeader } from './escapes.ts';
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
  readonly problems: readonly Problem[];
}

/** The header's value; of repeated ones the first counts (1.2, "Repeated Header Entries"). */
export function headerOf(frame: Pick<Frame, 'headers'>, name: string): string | undefined {
  return frame.headers.find((header) => header.name === name)?.value;
}

/** Reads a frame's headers from the places that `layout` gives. */
export function readFrame(bytes: Uint8Array, layout: Layout, version: Version): Frame {
  const { command, bodyStart, bodyEnd } = layout;
  const problems: Problem[] = [];
  const textOf = headText(bytes, bodyStart);
  const headers = layout.lines.map((line) => {
    const header = readHeader(bytes, line, textOf);
    if (!header.hasColon) problems.push(withoutColon(line[0]));
    if (version === '1.0') return trimmed(header);
    return resolve(header, escapeVersion(command, version), problems);
  });
  const frame = { command, headers, body: [bodyStart, bodyEnd] as const };
  problems.push(
    ...lineProblems(layout, version),
    ...headProblems(bytes, layout),
    ...meaningProblems(frame, version),
  );
  return { ...frame, commandRange: [0, command.length], problems };
}

interface RawHeader extends Header {
  readonly hasColon: boolean;
}

function readHeader(
  bytes: Uint8Array,
  [start, end]: ByteRange,
  textOf: (start: number, end: number) => string,
): RawHeader {
  const found = bytes.indexOf(COLON, start);
  const colon = found >= 0 && found < end ? found : end;
  return {
    name: textOf(start, colon),
    value: textOf(Math.min(colon + 1, end), end),
    range: [start, end],
    hasColon: colon < end,
  };
}

/** One decoding for the whole head where it is ASCII; else one for each piece, so that offsets are bytes. */
function headText(bytes: Uint8Array, end: number): (start: number, end: number) => string {
  const all = decodeUtf8(bytes.subarray(0, end));
  if (all.length === end) return (from, to) => all.slice(from, to);
  return (from, to) => decodeUtf8(bytes.subarray(from, to));
}

/** CONNECT and CONNECTED are never escaped, so that 1.0 understands them (1.2, "Value Encoding"). */
function escapeVersion(command: string, version: Version): Version {
  return command === 'CONNECT' || command === 'CONNECTED' ? '1.0' : version;
}

function resolve(header: RawHeader, version: Version, problems: Problem[]): Header {
  const { range } = header;
  const name = unescapeHeader(header.name, version);
  const value = unescapeHeader(header.value, version);
  if (name.badAt >= 0 || value.badAt >= 0) {
    const reason = `STOMP ${version} has no such escape; its characters are kept.`;
    problems.push({
      kind: 'bad-escape',
      offset: escapeOffset(header, name.badAt, value.badAt),
      reason,
    });
  }
  return { name: name.text, value: value.text, range };
}

/** 1.0 says nothing of padding, and its servers trim it; later versions forbid that. */
function trimmed({ name, value, range }: RawHeader): Header {
  return { name: name.trim(), value: value.trim(), range };
}

function escapeOffset({ name, value, range }: Header, nameAt: number, valueAt: number): number {
  const encoder = new TextEncoder();
  if (nameAt >= 0) return range[0] + encoder.encode(name.slice(0, nameAt)).length;
  return range[0] + encoder.encode(`${name}:${value.slice(0, valueAt)}`).length;
}

function withoutColon(offset: number): Problem {
  return { kind: 'header-without-colon', offset, reason: 'This header line has no colon.' };
}

/** Before 1.2 a line ends with LF alone. Which version will be spoken is open while connecting. */
function lineProblems(layout: Layout, version: Version): readonly Problem[] {
  const offset = layout.carriageReturns[0];
  const isConnecting = ['CONNECT', 'STOMP', 'CONNECTED'].includes(layout.command);
  if (offset === undefined || version === '1.2' || isConnecting) return [];
  const reason = `In STOMP ${version} a line ends with LF alone; the CR is taken for part of the line end.`;
  return [{ kind: 'carriage-return', offset, reason }];
}

function headProblems(bytes: Uint8Array, layout: Layout): readonly Problem[] {
  const problems: Problem[] = [];
  const invalidAt = invalidUtf8At(bytes, 0, layout.bodyStart);
  if (invalidAt >= 0) {
    const reason = 'Commands and headers are UTF-8; this byte is not.';
    problems.push({ kind: 'invalid-utf-8', offset: invalidAt, reason });
  }
  if (layout.endsAtNul !== undefined) {
    const reason = 'The blank line between headers and body is missing.';
    problems.push({ kind: 'missing-blank-line', offset: layout.endsAtNul, reason });
  }
  return problems;
}

function meaningProblems(
  frame: Omit<Frame, 'commandRange' | 'problems'>,
  version: Version,
): readonly Problem[] {
  const known = COMMANDS.get(frame.command);
  if (!known) {
    const reason = `STOMP has no command ${frame.command}.`;
    return [{ kind: 'unknown-command', offset: 0, reason }];
  }
  const problems: Problem[] = known.required[version]
    .filter((name) => headerOf(frame, name) === undefined)
    .map((name) => ({
      kind: 'missing-header',
      offset: 0,
      reason: `${frame.command} must have the header ${name} in STOMP ${version}.`,
    }));
  const length = frame.headers.find((header) => header.name === 'content-length');
  if (length && !/^\d{1,15}$/.test(length.value)) {
    const reason = 'content-length is not a number; the body is read up to the NUL.';
    problems.push({ kind: 'bad-content-length', offset: length.range[0], reason });
  }
  const [start, end] = frame.body;
  if (!known.mayHaveBody && version !== '1.0' && end > start) {
    const reason = 'Only SEND, MESSAGE and ERROR may have a body.';
    problems.push({ kind: 'unexpected-body', offset: start, reason });
  }
  return problems;
}
