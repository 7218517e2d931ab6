import { decodeBase64 } from '../../bytes/base64.ts';
import type { Payload } from '../../bytes/payload.ts';
import { decodeUtf8 } from '../../bytes/utf8.ts';
import type { ByteRange } from '../contract.ts';
import type { Version } from './address.ts';

const LETTER_B = 0x62;
const ZERO = 0x30;
const OPEN_BRACE = 0x7b;

/** Packet types, by their numbers. */
export const TYPES = ['open', 'close', 'ping', 'pong', 'message', 'upgrade', 'noop'] as const;

export type PacketType = (typeof TYPES)[number];

export interface Packet {
  readonly type: PacketType;
  /** Where the type stands; empty where it goes without saying. */
  readonly typeRange: ByteRange;
  readonly data: ByteRange;
  /** Whether the data is text, bytes, or bytes written as base64. */
  readonly form: 'text' | 'binary' | 'base64';
}

/** A packet that was written as text; `undefined` where it is none. */
export function readTextPacket(payload: Payload, version: Version): Packet | undefined {
  const isBase64 = codeAt(payload, 0) === LETTER_B;
  if (isBase64 && version === 4) return dataOf('message', [0, 1], payload.byteLength, 'base64');
  const start = isBase64 ? 1 : 0;
  const type = TYPES[codeAt(payload, start) - ZERO];
  if (!type) return undefined;
  const form = isBase64 ? 'base64' : 'text';
  const packet = dataOf(type, [start, start + 1], payload.byteLength, form);
  return takesData(packet, codeAt(payload, start + 1)) ? packet : undefined;
}

/** The character or byte there, which are the same up to the first that is not ASCII; NaN at the end. */
function codeAt(payload: Payload, at: number): number {
  return payload.isText ? payload.text.charCodeAt(at) : (payload.bytes[at] ?? Number.NaN);
}

/** A packet that was sent as bytes: revision 3 has the type in the first of them, 4 sends messages only. */
export function readBinaryPacket(bytes: Uint8Array, version: Version): Packet | undefined {
  if (version === 4) return dataOf('message', [0, 0], bytes.length, 'binary');
  const type = TYPES[bytes[0] ?? TYPES.length];
  return type && dataOf(type, [0, 1], bytes.length, 'binary');
}

/** The bytes that a binary packet carries; `undefined` where its base64 is broken. */
export function binaryData(bytes: Uint8Array, { data, form }: Packet): Uint8Array | undefined {
  const part = bytes.subarray(...data);
  return form === 'base64' ? decodeBase64(decodeUtf8(part)) : part;
}

function dataOf(type: PacketType, typeRange: ByteRange, end: number, form: Packet['form']): Packet {
  return { type, typeRange, data: [typeRange[1], end], form };
}

/** What begins with a digit is not yet a packet: `502 Bad Gateway` is none. */
function takesData({ type, data: [start, end] }: Packet, first: number): boolean {
  switch (type) {
    case 'open':
      return first === OPEN_BRACE;
    case 'close':
    case 'upgrade':
    case 'noop':
      return start === end;
    case 'ping':
    case 'pong':
    case 'message':
      return true;
    default:
      return type satisfies never;
  }
}
