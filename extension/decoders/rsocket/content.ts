import type { ByteRange } from '../contract.ts';
import type { Content } from './frame.ts';
import type { FrameReader } from './frame-reader.ts';
import { METADATA } from './frame-types.ts';
import { readMetadata } from './metadata.ts';

/** How the content of a frame is to be read. */
export interface ContentRules {
  readonly flags: number;
  readonly metadataMime: string | undefined;
  /** The metadata is a piece of what goes on in the next fragment. */
  readonly isPiece?: boolean | undefined;
}

/** Metadata behind its length, where the flag says that there is some, and then data. */
export function readContent(reader: FrameReader, rules: ContentRules): Content {
  const metadata = rules.flags & METADATA ? readLengthAndMetadata(reader, rules) : undefined;
  const start = reader.offset;
  reader.rest('data', 'bytes');
  const data: ByteRange = [start, reader.offset];
  return {
    metadata: metadata?.metadata,
    facts: metadata?.facts,
    data: data[0] < data[1] ? data : undefined,
  };
}

function readLengthAndMetadata(reader: FrameReader, rules: ContentRules): Content | undefined {
  const length = reader.u24('metadata length');
  if (length === undefined) return undefined;
  const start = reader.offset;
  const metadata: ByteRange = [start, Math.min(start + length, reader.end)];
  if (rules.isPiece) {
    reader.group('metadata', () => reader.rest('piece', 'bytes'), length);
    return { metadata };
  }
  return { metadata, facts: readMetadata(reader, length, rules.metadataMime) };
}
