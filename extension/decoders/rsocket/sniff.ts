import type { Payload } from '../../bytes/payload.ts';
import { FrameReader } from './frame-reader.ts';
import { FOLLOWS, METADATA, LEASE as SETUP_LEASE } from './frame-types.ts';
import { findHeader, type Header } from './header.ts';
import { readFrame } from './read-frame.ts';

const SETUP_FLAGS = METADATA | FOLLOWS | SETUP_LEASE;
const FATAL: ReadonlySet<string> = new Set([
  'truncated',
  'reserved-bit',
  'bad-value',
  'trailing-bytes',
]);
const MIME = /^[\x21-\x7e]+$/;

/**
 * The frame that opens a connection, SETUP or RESUME, if a payload is one from its first byte to
 * its last; nothing else tells RSocket from other bytes.
 */
export function openingFrame(payload: Payload): 'SETUP' | 'RESUME' | undefined {
  if (payload.isText) return undefined;
  const { bytes } = payload;
  const header = findHeader(bytes);
  if (!header || !isVersionKnown(bytes, header)) return undefined;
  if (header.type === 'RESUME')
    return header.flags === 0 && isSound(bytes, header) ? 'RESUME' : undefined;
  if (header.type !== 'SETUP' || (header.flags & ~SETUP_FLAGS) !== 0) return undefined;
  return isSound(bytes, header) ? 'SETUP' : undefined;
}

/** 1.0, and the versions 0.x before it. */
function isVersionKnown(bytes: Uint8Array, { body }: Header): boolean {
  const reader = new FrameReader(bytes, body, true);
  const major = reader.u16('major version');
  const minor = reader.u16('minor version');
  return (major === 0 || major === 1) && minor !== undefined && minor < 10;
}

/** Whether everything fits, and the MIME types are such. */
function isSound(bytes: Uint8Array, header: Header): boolean {
  const place = { header, end: bytes.length, metadataMime: undefined };
  const { frame, problems } = readFrame(bytes, place);
  if (problems.some(({ kind }) => FATAL.has(kind))) return false;
  const { body } = frame;
  return body.kind !== 'setup' || (MIME.test(body.metadataMime) && MIME.test(body.dataMime));
}
