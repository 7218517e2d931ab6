import { readString } from '../../bytes/json/string.ts';
import { behindSpace } from '../../bytes/json/value-end.ts';
import type { Payload } from '../../bytes/payload.ts';
import type { ByteRange } from '../contract.ts';
import { type Head, headOf } from './head.ts';

const QUOTE = 0x22;
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
  readonly attachments: Part | undefined;
  /** As it is written, a query included; absent in the main namespace. */
  readonly namespace: Part | undefined;
  /** Asks for an acknowledgement, or says what is acknowledged. */
  readonly id: Part | undefined;
  /** The JSON text; empty where there is none. */
  readonly data: ByteRange;
  /** The name of an event; absent where the packet has none. */
  readonly event: string | undefined;
}

/** Reads the head of a packet, and the name of its event; `undefined` where the payload is none. */
export function readPacket(payload: Payload): Packet | undefined {
  const head = headOf(payload);
  const type = TYPES[head.code(0) - ZERO];
  if (!type) return undefined;
  const attachments = isBinary(type) ? digits(head, 1, DASH) : undefined;
  const behindCount = attachments ? attachments.range[1] + 1 : 1;
  const namespace = namespaceAt(head, behindCount);
  const behindName = namespace ? Math.min(namespace.range[1] + 1, head.length) : behindCount;
  const id = digits(head, behindName);
  const start = id ? id.range[1] : behindName;
  if (!isPossible(type, id, head.code(start))) return undefined;
  const event = type === 'EVENT' || type === 'BINARY_EVENT' ? eventIn(head, start) : undefined;
  return { type, data: [start, head.length], attachments, namespace, id, event };
}

/** The namespace without its query, which clients of Socket.IO 2 add. */
export function namespaceOf({ namespace }: Packet): string {
  return namespace?.text.split('?', 1)[0] ?? '/';
}

/** The first element of an array that begins at `start`. */
function eventIn(head: Head, start: number): string | undefined {
  const list = head.text(start + 1, head.length);
  const at = behindSpace(list, 0);
  return list.charCodeAt(at) === QUOTE ? readString(list, at).value : undefined;
}

export function isBinary(type: PacketType): boolean {
  return type === 'BINARY_EVENT' || type === 'BINARY_ACK';
}

/** Text that begins with a digit is not yet a packet: `12345678`, `42` and `4 users` are none. */
function isPossible(type: PacketType, id: Part | undefined, first: number): boolean {
  switch (type) {
    case 'CONNECT':
      return !id && (Number.isNaN(first) || first === OPEN_BRACE);
    case 'DISCONNECT':
      return !id && Number.isNaN(first);
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
function namespaceAt(head: Head, start: number): Part | undefined {
  if (head.code(start) !== SLASH) return undefined;
  const comma = head.comma(start);
  const end = comma < 0 ? head.length : comma;
  return { text: head.text(start, end), range: [start, end] };
}

function digits(head: Head, start: number, before?: number): Part | undefined {
  let end = start;
  while (isDigit(head.code(end))) end += 1;
  if (end === start || (before !== undefined && head.code(end) !== before)) return undefined;
  return { text: head.text(start, end), range: [start, end] };
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= ZERO + 9;
}
