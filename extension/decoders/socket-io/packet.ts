import { readString } from '../../bytes/json/string.ts';
import { behindSpace } from '../../bytes/json/value-end.ts';
import { decodeUtf8 } from '../../bytes/utf8.ts';
import type { ByteRange } from '../contract.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const DASH = 0x2d;
const SLASH = 0x2f;
const ZERO = 0x30;
const OPEN_BRACKET = 0x5b;
const OPEN_BRACE = 0x7b;

/** Packet types, by their numbers. */
export const TYPES = [
  'CONNECT',
  'DISCONNECT',
  'EVENT',
  'ACK',
  'CONNECT_ERROR',
  'BINARY_EVENT',
  'BINARY_ACK',
] as const;

export type PacketType = (typeof TYPES)[number];

/** A part of a packet's head, and where it stands. */
interface Part {
  readonly text: string;
  readonly range: ByteRange;
}

/** `<type>[<attachments>-][<namespace>,][<id>][<data>]` */
export interface Packet {
  readonly type: PacketType;
  /** How many binary messages follow, in digits. */
  readonly attachments?: Part;
  /** As it is written, a query included; absent in the main namespace. */
  readonly namespace?: Part;
  /** Asks for an acknowledgement, or says what is acknowledged. */
  readonly id?: Part;
  /** The JSON text; empty where there is none. */
  readonly data: ByteRange;
}

/** Reads the head of a packet; `undefined` where the bytes are none. */
export function readPacket(bytes: Uint8Array): Packet | undefined {
  const type = TYPES[(bytes[0] ?? 0) - ZERO];
  if (!type) return undefined;
  const attachments = isBinary(type) ? digits(bytes, 1, DASH) : undefined;
  const behindCount = attachments ? attachments.range[1] + 1 : 1;
  const namespace = namespaceAt(bytes, behindCount);
  const behindName = namespace ? Math.min(namespace.range[1] + 1, bytes.length) : behindCount;
  const id = digits(bytes, behindName);
  const data = [id ? id.range[1] : behindName, bytes.length] as const;
  const packet = {
    type,
    data,
    ...(attachments && { attachments }),
    ...(namespace && { namespace }),
    ...(id && { id }),
  };
  return isPossible(packet, bytes[data[0]]) ? packet : undefined;
}

/** The namespace without its query, which clients of Socket.IO 2 add. */
export function namespaceOf({ namespace }: Packet): string {
  return namespace?.text.split('?', 1)[0] ?? '/';
}

/** The name of an event; `undefined` where the packet has none. */
export function eventOf(
  bytes: Uint8Array,
  { type, data: [start, end] }: Packet,
): string | undefined {
  if (type !== 'EVENT' && type !== 'BINARY_EVENT') return undefined;
  const list = decodeUtf8(bytes.subarray(start + 1, end));
  const at = behindSpace(list, 0);
  return list.charCodeAt(at) === QUOTE ? readString(list, at).value : undefined;
}

export function isBinary(type: PacketType): boolean {
  return type === 'BINARY_EVENT' || type === 'BINARY_ACK';
}

/** Text that begins with a digit is not yet a packet: `12345678`, `42` and `4 users` are none. */
function isPossible({ type, id }: Packet, first: number | undefined): boolean {
  switch (type) {
    case 'CONNECT':
      return !id && (first === undefined || first === OPEN_BRACE);
    case 'DISCONNECT':
      return !id && first === undefined;
    case 'CONNECT_ERROR':
      return !id && (first === QUOTE || first === OPEN_BRACE);
    case 'ACK':
    case 'BINARY_ACK':
      return id !== undefined && first === OPEN_BRACKET;
    case 'EVENT':
    case 'BINARY_EVENT':
      return first === OPEN_BRACKET;
    default:
      return type satisfies never;
  }
}

/** Up to the comma, or to the end: `1/admin` goes without. */
function namespaceAt(bytes: Uint8Array, start: number): Part | undefined {
  if (bytes[start] !== SLASH) return undefined;
  const comma = bytes.indexOf(COMMA, start);
  const range = [start, comma < 0 ? bytes.length : comma] as const;
  return { text: decodeUtf8(bytes.subarray(...range)), range };
}

function digits(bytes: Uint8Array, start: number, before?: number): Part | undefined {
  let end = start;
  while (isDigit(bytes[end])) end += 1;
  if (end === start || (before !== undefined && bytes[end] !== before)) return undefined;
  return { text: decodeUtf8(bytes.subarray(start, end)), range: [start, end] };
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= ZERO + 9;
}
