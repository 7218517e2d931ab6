import { bigEndian } from '../../bytes/big-endian.ts';
import { type FrameType, frameType, IGNORE, isRequest } from './frame-types.ts';

/** Bytes of stream id, type and flags. */
const LENGTH = 6;
/** Bytes of the frame length that old clients write though WebSocket keeps messages apart. */
const PREFIX = 3;

/** What every frame begins with (Protocol.md, "Frame Header Format"). */
export interface Header {
  readonly type: FrameType;
  readonly code: number;
  /** Ten bits. */
  readonly flags: number;
  readonly stream: number;
  /** The bit above the stream id, which has to be 0. */
  readonly isReservedBitSet: boolean;
  /** Offset of the frame, behind a frame length if there is one. */
  readonly start: number;
  readonly hasPrefix: boolean;
  /** Offset of what follows the header. */
  readonly body: number;
}

/** Reads the header at `start`, 0 or 3, of a message; none where the bytes are too few. */
export function readHeader(bytes: Uint8Array, start = 0): Header | undefined {
  if (bytes.length < start + LENGTH) return undefined;
  const stream = bigEndian(bytes, start, start + 4);
  const typeAndFlags = bigEndian(bytes, start + 4, start + LENGTH);
  const code = typeAndFlags >> 10;
  return {
    type: frameType(code),
    code,
    flags: typeAndFlags & 0x3ff,
    stream: stream % 0x8000_0000,
    isReservedBitSet: stream >= 0x8000_0000,
    start,
    hasPrefix: start > 0,
    body: start + LENGTH,
  };
}

/** The header of the frame that a message is, if it looks like one with or without frame length. */
export function findHeader(bytes: Uint8Array): Header | undefined {
  const bare = readHeader(bytes);
  if (bare && isPlausible(bare)) return bare;
  if (!isPrefixed(bytes)) return undefined;
  const prefixed = readHeader(bytes, PREFIX);
  return prefixed && isPlausible(prefixed) ? prefixed : undefined;
}

/** Whether the first three bytes are the length of the others. */
function isPrefixed(bytes: Uint8Array): boolean {
  return bytes.length >= PREFIX && bigEndian(bytes, 0, PREFIX) === bytes.length - PREFIX;
}

/** Whether it can be a frame: one of an unknown type may say that it is to be ignored. */
export function isUnderstood(header: Header): boolean {
  return isPlausible(header) || (header.type === 'unknown' && (header.flags & IGNORE) !== 0);
}

/** Frames about the connection are on stream 0, requests are not, and no frame sets the first bit. */
export function isPlausible({ type, stream, isReservedBitSet }: Header): boolean {
  if (isReservedBitSet || type === 'unknown') return false;
  if (isRequest(type)) return stream !== 0;
  switch (type) {
    case 'SETUP':
    case 'LEASE':
    case 'KEEPALIVE':
    case 'METADATA_PUSH':
    case 'RESUME':
    case 'RESUME_OK':
      return stream === 0;
    case 'REQUEST_N':
    case 'CANCEL':
    case 'PAYLOAD':
      return stream !== 0;
    case 'ERROR':
    case 'EXT':
      return true;
    default:
      return type satisfies never;
  }
}
