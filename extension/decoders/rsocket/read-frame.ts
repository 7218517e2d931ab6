import { decodeUtf8 } from '../../bytes/utf8.ts';
import type { Field, Problem } from '../contract.ts';
import { type ContentRules, readContent } from './content.ts';
import type { Body, Frame } from './frame.ts';
import { FrameReader } from './frame-reader.ts';
import { errorName, flagNames, isConnectionError, METADATA } from './frame-types.ts';
import { type Header, isPlausible } from './header.ts';
import { readMetadata } from './metadata.ts';
import { readResume, readResumeOk, readSetup } from './setup.ts';

/** One frame as it was read. */
export interface FrameReading {
  readonly frame: Frame;
  readonly fields: readonly Field[];
  readonly problems: readonly Problem[];
}

/** Where a frame lies in some bytes, and what has to be known to read it. */
export interface FramePlace {
  readonly header: Header;
  /** Offset of its end. */
  readonly end: number;
  readonly metadataMime: string | undefined;
  readonly isPiece?: boolean | undefined;
}

/** Reads what a frame says, without fields and problems: cheap. */
export function glance(bytes: Uint8Array, place: FramePlace): Frame {
  return frameOf(new FrameReader(bytes, place.header.body, true, place.end), place);
}

/** Reads a frame with its fields and problems. */
export function readFrame(bytes: Uint8Array, place: FramePlace): FrameReading {
  const { header, end } = place;
  const reader = new FrameReader(bytes, header.body, false, end);
  const frame = frameOf(reader, place);
  if (reader.remaining > 0) {
    reader.problem('trailing-bytes', reader.offset, `${header.type} has no room for these bytes.`);
    reader.rest('trailing bytes', 'bytes');
  }
  const fields = [...headerFields(header, bytes), ...reader.fields];
  const problems = [...checkPrefix(bytes, place), ...checkHeader(header), ...reader.problems];
  return { frame, fields, problems };
}

function frameOf(reader: FrameReader, place: FramePlace): Frame {
  const { header, end, metadataMime, isPiece } = place;
  const body = readBody(reader, header, { flags: header.flags, metadataMime, isPiece });
  return { header, length: end - header.start, body };
}

function readBody(reader: FrameReader, header: Header, rules: ContentRules): Body {
  const { type } = header;
  switch (type) {
    case 'SETUP':
      return readSetup(reader, rules);
    case 'LEASE':
      return readLease(reader, rules);
    case 'KEEPALIVE': {
      const position = reader.u63('last received position') ?? 0n;
      return { kind: 'keepalive', position, data: readOpaque(reader) };
    }
    case 'REQUEST_RESPONSE':
    case 'REQUEST_FNF':
      return { kind: 'request', content: readContent(reader, rules) };
    case 'REQUEST_STREAM':
    case 'REQUEST_CHANNEL': {
      const requestN = readRequestN(reader, 'initial request n');
      return { kind: 'request', requestN, content: readContent(reader, rules) };
    }
    case 'REQUEST_N':
      return { kind: 'request-n', requestN: readRequestN(reader, 'request n') };
    case 'PAYLOAD':
      return { kind: 'payload', content: readContent(reader, rules) };
    case 'ERROR':
      return readError(reader, header);
    case 'METADATA_PUSH':
      return readMetadataPush(reader, header, rules);
    case 'RESUME':
      return readResume(reader);
    case 'RESUME_OK':
      return readResumeOk(reader);
    case 'EXT':
      reader.u31('extended type', (value) => `0x${value.toString(16).padStart(8, '0')}`);
      reader.rest('content', 'bytes');
      return { kind: 'other' };
    case 'unknown':
      reader.rest('content', 'bytes');
      return { kind: 'other' };
    case 'CANCEL':
      return { kind: 'other' };
    default:
      return type satisfies never;
  }
}

/** "LEASE Frame": its metadata has no length. A lease of 0 stops all requests. */
function readLease(reader: FrameReader, { flags, metadataMime }: ContentRules): Body {
  const timeToLive = reader.u31('time to live') ?? 0;
  const requests = reader.u31('number of requests') ?? 0;
  if (flags & METADATA) readMetadata(reader, reader.remaining, metadataMime);
  return { kind: 'lease', timeToLive, requests };
}

function readOpaque(reader: FrameReader): Uint8Array {
  const { remaining } = reader;
  return (remaining > 0 ? reader.content('data', remaining) : undefined) ?? new Uint8Array(0);
}

function readRequestN(reader: FrameReader, name: string): number {
  const at = reader.offset;
  const value = reader.u31(name) ?? 0;
  if (value === 0) reader.problem('bad-value', at, `The ${name} has to be above 0.`);
  return value;
}

/** "ERROR Frame". */
function readError(reader: FrameReader, { stream }: Header): Body {
  const at = reader.offset;
  const code = reader.u32('error code', errorName) ?? 0;
  const isOfConnection = isConnectionError(code);
  if (isOfConnection !== undefined && isOfConnection !== (stream === 0)) {
    const where = isOfConnection ? 'the connection' : 'a stream';
    reader.problem('misplaced-error', at, `${errorName(code)} is an error of ${where}.`);
  }
  const { remaining, offset } = reader;
  const text = decodeUtf8(reader.bytes.subarray(offset, offset + Math.min(remaining, 400)));
  if (remaining > 0) reader.utf8('error data', remaining);
  return { kind: 'error', code, text };
}

/** "METADATA_PUSH Frame": metadata alone, also where an old client leaves the flag out. */
function readMetadataPush(
  reader: FrameReader,
  { start, flags }: Header,
  { metadataMime }: ContentRules,
): Body {
  if (!(flags & METADATA)) {
    reader.problem('missing-flag', start + 4, 'METADATA_PUSH has to have the metadata flag.');
  }
  readMetadata(reader, reader.remaining, metadataMime);
  return { kind: 'other' };
}

/** The frame length that old clients write has to be that of the message. */
function checkPrefix(bytes: Uint8Array, { header, end }: FramePlace): readonly Problem[] {
  const { hasPrefix, start } = header;
  const said = hasPrefix ? new FrameReader(bytes, start - 3, true).u24('frame length') : undefined;
  if (said === undefined || said === end - start) return [];
  const reason = `The frame length is ${said}, and ${end - start} bytes follow.`;
  return [{ kind: 'wrong-length', offset: start - 3, reason }];
}

function checkHeader(header: Header): readonly Problem[] {
  const { type, code, stream, start } = header;
  if (type === 'unknown') {
    const hex = `0x${code.toString(16).padStart(2, '0')}`;
    const reason = `There is no frame type ${hex}.`;
    return [{ kind: 'unknown-type', offset: start + 4, reason }];
  }
  if (isPlausible(header)) return [];
  const reason = header.isReservedBitSet
    ? 'The bit above the stream id has to be 0.'
    : `${type} does not go with stream ${stream}.`;
  return [{ kind: 'wrong-stream', offset: start, reason }];
}

function headerFields(header: Header, bytes: Uint8Array): readonly Field[] {
  const { type, code, flags, stream, start, hasPrefix, body } = header;
  const name = type === 'unknown' ? `unknown 0x${code.toString(16).padStart(2, '0')}` : type;
  const value = [name, ...flagNames(type, flags)].join(', ');
  const fields: readonly Field[] = [
    { name: 'stream', value: stream, range: [start, start + 4] },
    { name: 'frame', value, range: [start + 4, body] },
  ];
  if (!hasPrefix) return fields;
  const length = new FrameReader(bytes, start - 3, false);
  length.u24('frame length');
  return [...length.fields, ...fields];
}
