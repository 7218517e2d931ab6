import { type ContentRules, readContent } from './content.ts';
import type { Body, Setup } from './frame.ts';
import type { FrameReader } from './frame-reader.ts';
import { RESUME } from './frame-types.ts';
import { hidden } from './secrets.ts';

/** SETUP (Protocol.md, "SETUP Frame"); its metadata is of the type that it names itself. */
export function readSetup(reader: FrameReader, { flags }: ContentRules): Setup {
  const version = readVersion(reader);
  readAboveZero(reader, 'time between keepalives');
  readAboveZero(reader, 'max lifetime');
  if (flags & RESUME) readToken(reader);
  const metadataMime = readMime(reader, 'metadata MIME type');
  const dataMime = readMime(reader, 'data MIME type');
  const content = readContent(reader, { flags, metadataMime });
  return { kind: 'setup', version, metadataMime, dataMime, content };
}

/** RESUME ("RESUME Frame"). */
export function readResume(reader: FrameReader): Body {
  readVersion(reader);
  readToken(reader);
  const serverPosition = reader.u63('last received server position') ?? 0n;
  const clientPosition = reader.u63('first available client position') ?? 0n;
  return { kind: 'resume', serverPosition, clientPosition };
}

/** RESUME_OK ("RESUME OK Frame"). */
export function readResumeOk(reader: FrameReader): Body {
  return { kind: 'resume-ok', clientPosition: reader.u63('last received client position') ?? 0n };
}

function readVersion(reader: FrameReader): string {
  const major = reader.u16('major version');
  const minor = reader.u16('minor version');
  return `${major ?? '?'}.${minor ?? '?'}`;
}

/** Milliseconds, never 0. */
function readAboveZero(reader: FrameReader, name: string): void {
  const at = reader.offset;
  if (reader.u31(name) === 0) reader.problem('bad-value', at, `The ${name} may not be 0.`);
}

/** Who knows the token can take the session over. Its length is unsigned. */
function readToken(reader: FrameReader): void {
  const length = reader.u16('token length');
  if (length !== undefined) reader.content('resume token', length, hidden);
}

function readMime(reader: FrameReader, name: string): string {
  const length = reader.u8(`${name} length`);
  return length === undefined ? '' : (reader.utf8(name, length) ?? '');
}
