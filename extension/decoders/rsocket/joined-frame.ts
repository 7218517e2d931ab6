import type { ByteRange, Field, Problem, Source } from '../contract.ts';
import type { Arrival, Assembly } from './fragments.ts';
import type { Content, Frame } from './frame.ts';
import { FrameReader } from './frame-reader.ts';
import { COMPLETE, NEXT } from './frame-types.ts';
import { type MetadataFacts, readMetadata } from './metadata.ts';
import { type FramePlace, readFrame } from './read-frame.ts';

/** A frame of one or more fragments, as one. */
export interface JoinedFrame {
  readonly first: Frame;
  readonly bytes: Uint8Array;
  readonly sources: readonly Source[];
  readonly places: readonly FramePlace[];
  readonly isNext: boolean;
  readonly isComplete: boolean;
  readonly facts: MetadataFacts | undefined;
  /** Where the metadata lies, piece by piece. */
  readonly metadata: readonly ByteRange[];
  readonly data: readonly ByteRange[];
}

export function joinFrame(assembly: Assembly, metadataMime: string | undefined): JoinedFrame {
  const { first, pieces } = assembly;
  const [only] = pieces;
  return only && pieces.length === 1
    ? wholeFrame(only, metadataMime)
    : joinFragments(first, pieces, metadataMime);
}

/** Most frames come in one piece. */
function wholeFrame(
  { frame, message, bytes }: Arrival,
  metadataMime: string | undefined,
): JoinedFrame {
  const { header } = frame;
  const { metadata, facts, data } = contentOf(frame);
  return {
    first: frame,
    bytes,
    sources: [{ message, range: [0, bytes.length] }],
    places: [{ header, end: bytes.length, metadataMime, isPiece: false }],
    isNext: header.type === 'PAYLOAD' && (header.flags & NEXT) !== 0,
    isComplete: mayComplete(frame) && (header.flags & COMPLETE) !== 0,
    facts,
    metadata: metadata ? [metadata] : [],
    data: data ? [data] : [],
  };
}

function joinFragments(
  first: Arrival,
  pieces: readonly Arrival[],
  metadataMime: string | undefined,
): JoinedFrame {
  const bytes = concat(pieces.map((piece) => piece.bytes));
  const starts = startsOf(pieces);
  const contents = pieces.map(({ frame }, index) => moved(contentOf(frame), starts[index] ?? 0));
  const metadata = contents.flatMap(({ metadata: piece }) => (piece ? [piece] : []));
  const isPiece = metadata.length > 1;
  const places = pieces.map((piece, index) =>
    placeOf(piece, starts[index] ?? 0, metadataMime, isPiece),
  );
  const flags = pieces.reduce((all, { frame }) => all | frame.header.flags, 0);
  return {
    first: first.frame,
    bytes,
    sources: pieces.map(({ message, bytes: { length } }) => ({ message, range: [0, length] })),
    places,
    isNext: first.frame.header.type === 'PAYLOAD' && (flags & NEXT) !== 0,
    isComplete: mayComplete(first.frame) && (flags & COMPLETE) !== 0,
    facts: isPiece
      ? readJoined(bytes, metadata, metadataMime, true).facts
      : contents.find(({ facts }) => facts)?.facts,
    metadata,
    data: contents.flatMap(({ data }) => (data ? [data] : [])),
  };
}

/** Fields and problems of all fragments; those of one frame alone stand by themselves. */
export function fieldsOf(
  bytes: Uint8Array,
  places: readonly FramePlace[],
): { readonly fields: readonly Field[]; readonly problems: readonly Problem[] } {
  const readings = places.map((place) => readFrame(bytes, place));
  const problems = readings.flatMap((reading) => reading.problems);
  const [only, ...others] = readings;
  if (only && others.length === 0) return { fields: only.fields, problems };
  const fields = readings.map((reading, index) => {
    const start = reading.fields[0]?.range[0] ?? 0;
    const range: ByteRange = [start, places[index]?.end ?? start];
    return { name: `fragment ${index + 1}`, range, children: reading.fields };
  });
  return { fields, problems };
}

/** Metadata that its fragments share, read as one; its fields lie in several places. */
export function readJoined(
  bytes: Uint8Array,
  pieces: readonly ByteRange[],
  metadataMime: string | undefined,
  isQuiet: boolean,
): { readonly facts: MetadataFacts; readonly fields: readonly Field[] } {
  const whole = concat(pieces.map((piece) => bytes.subarray(...piece)));
  const reader = new FrameReader(whole, 0, isQuiet);
  const facts = readMetadata(reader, whole.length, metadataMime);
  return { facts, fields: reader.fields.map(withoutRange) };
}

function withoutRange({ children, ...field }: Field): Field {
  const range: ByteRange = [0, 0];
  return children ? { ...field, range, children: children.map(withoutRange) } : { ...field, range };
}

function mayComplete({ header }: Frame): boolean {
  return header.type === 'PAYLOAD' || header.type === 'REQUEST_CHANNEL';
}

function contentOf({ body }: Frame): Content {
  return body.kind === 'request' || body.kind === 'payload' || body.kind === 'setup'
    ? body.content
    : {};
}

function moved({ metadata, facts, data }: Content, by: number): Content {
  return {
    ...(metadata && { metadata: [metadata[0] + by, metadata[1] + by] as const }),
    ...(facts && { facts }),
    ...(data && { data: [data[0] + by, data[1] + by] as const }),
  };
}

function placeOf(
  { frame, bytes }: Arrival,
  by: number,
  metadataMime: string | undefined,
  isPiece: boolean,
): FramePlace {
  const { header } = frame;
  return {
    header: { ...header, start: header.start + by, body: header.body + by },
    end: by + bytes.length,
    metadataMime,
    isPiece,
  };
}

function startsOf(pieces: readonly Arrival[]): readonly number[] {
  const starts: number[] = [];
  let start = 0;
  for (const { bytes } of pieces) {
    starts.push(start);
    start += bytes.length;
  }
  return starts;
}

/** The parts one after the other; one part alone as it is. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const [only, ...others] = parts;
  if (only && others.length === 0) return only;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
