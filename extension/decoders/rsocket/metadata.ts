import { invalidUtf8At } from '../../bytes/utf8.ts';
import { readAuthentication } from './authentication.ts';
import type { FrameReader } from './frame-reader.ts';
import {
  compositeConvention,
  customLength,
  isComposite,
  type LengthConvention,
  typeListConvention,
} from './length-convention.ts';
import {
  ACCEPT_MIME_TYPES,
  AUTHENTICATION,
  COMPOSITE,
  essence,
  MIME_TYPE,
  ROUTING,
  TRACING,
  wellKnownMimeType,
} from './mime-types.ts';
import { readTracing } from './tracing.ts';

const WELL_KNOWN = 0x80;

/** What a decoder needs to know of the metadata of one frame. */
export interface MetadataFacts {
  /** Tags of the routing metadata; the first is the route. */
  readonly tags: string[];
  /** MIME type of the data, where it is not that of SETUP. */
  dataMime?: string;
  /** MIME types that answers may have. */
  readonly accepted: string[];
}

/** Reads `length` bytes of metadata by their MIME type; unknown before SETUP was captured. */
export function readMetadata(
  reader: FrameReader,
  length: number,
  mime: string | undefined,
): MetadataFacts {
  const facts: MetadataFacts = { tags: [], accepted: [] };
  const start = reader.offset;
  const content = reader.bytes.subarray(start, start + length);
  reader.group('metadata', () => readContent(reader, mime ?? guess(content), facts), length);
  return facts;
}

/** Only composite metadata can be told by its bytes. */
function guess(content: Uint8Array): string | undefined {
  const first = content[0] ?? 0;
  const isKnown = (first & WELL_KNOWN) !== 0 && wellKnownMimeType(first & 0x7f) !== undefined;
  return isKnown && isComposite(content, compositeConvention(content)) ? COMPOSITE : undefined;
}

type ReadMetadata = (reader: FrameReader, facts: MetadataFacts) => void;

const READERS: ReadonlyMap<string, ReadMetadata> = new Map([
  [COMPOSITE, readEntries],
  [ROUTING, readTags],
  [AUTHENTICATION, readAuthentication],
  [TRACING, readTracing],
  [MIME_TYPE, readDataType],
  [ACCEPT_MIME_TYPES, readAcceptedTypes],
]);

function readContent(reader: FrameReader, mime: string | undefined, facts: MetadataFacts): void {
  const read = mime === undefined ? readUnknown : (READERS.get(essence(mime)) ?? readOther);
  read(reader, facts);
}

/** Extensions/CompositeMetadata.md: each entry has its MIME type and its length. */
function readEntries(reader: FrameReader, facts: MetadataFacts): void {
  const content = reader.bytes.subarray(reader.offset, reader.end);
  const convention = compositeConvention(content);
  while (reader.remaining > 0) {
    reader.group('entry', () => {
      const mime = readType(reader, convention);
      const length = reader.u24('length');
      if (mime === undefined || length === undefined) return;
      // Entries are not followed into one another.
      const own = essence(mime) === COMPOSITE ? '' : mime;
      reader.group('content', () => readContent(reader, own, facts), length);
    });
  }
}

function readType(reader: FrameReader, convention: LengthConvention): string | undefined {
  const start = reader.offset;
  const byte = reader.bytes[start] ?? 0;
  if (byte & WELL_KNOWN) {
    const mime = wellKnownMimeType(byte & 0x7f);
    reader.u8('MIME type', (value) => mime ?? `0x${(value & 0x7f).toString(16)}`);
    if (mime === undefined) {
      reader.problem('unknown-type', start, `There is no MIME type with the id ${byte & 0x7f}.`);
    }
    return mime ?? '';
  }
  const length = customLength(byte, convention);
  reader.u8('MIME type length', () => length);
  return reader.utf8('MIME type', length);
}

/** Extensions/Routing.md. */
function readTags(reader: FrameReader, { tags }: MetadataFacts): void {
  while (reader.remaining > 0) {
    const length = reader.bytes[reader.offset] ?? 0;
    reader.skip(1);
    const tag = reader.utf8(tags.length === 0 ? 'route' : 'tag', length);
    if (tag !== undefined) tags.push(tag);
  }
}

/** Extensions/PerStreamDataMimeTypesDefinition.md. */
function readDataType(reader: FrameReader, facts: MetadataFacts): void {
  const [mime] = readTypes(reader);
  if (mime !== undefined) facts.dataMime ??= mime;
}

function readAcceptedTypes(reader: FrameReader, { accepted }: MetadataFacts): void {
  accepted.push(...readTypes(reader));
}

function readTypes(reader: FrameReader): readonly string[] {
  const convention = typeListConvention(reader.bytes.subarray(reader.offset, reader.end));
  const found: string[] = [];
  while (reader.remaining > 0) {
    const mime = readType(reader, convention);
    if (mime !== undefined) found.push(mime);
  }
  return found;
}

/** What it is, only SETUP says; it may be credentials, so that it is not shown. */
function readUnknown(reader: FrameReader): void {
  reader.rest('unknown', 'bytes; SETUP was not captured');
}

/** Text where it is text; the application alone knows more. */
function readOther(reader: FrameReader): void {
  const { bytes, offset, end, remaining } = reader;
  if (remaining === 0) return;
  const isText = !reader.isQuiet && invalidUtf8At(bytes, offset, end) < 0;
  if (isText) reader.utf8('text', remaining);
  else reader.content('bytes', remaining);
}
