import { readString } from '../../bytes/json/string.ts';
import { behindSpace } from '../../bytes/json/value-end.ts';
import type { Payload } from '../../bytes/payload.ts';
import type { ByteRange } from '../contract.ts';
import { type Head, headOf, type Part } from './head.ts';

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

/** `<type>[<attachments>-][<namespace>,][<id>][<data>]` */
export interface Packet {
  readonly type: PacketType;
  /** How many binary messages follow, in digits. */
  readonly attachments: Part | undefined;
  /** As it is written, a query included; absent in the main namespace. */
  readonly namespace: Part | undefined;
  /** Asks for an acknowledgement, or says what is acknowledged. */
  readonly id: Part | undefined;
  /** The JSON text, and where it lies; empty where there is none. */
  readonly content: Payload;
  readonly data: ByteRange;
  /** The name of an event; absent where the packet has none. */
  readonly event: string | undefined;
}

/** Reads the head of a packet, and the name of its event; `undefined` where the payload is none. */
export function readPacket(payload: Payload): Packet | undefined {
  const head = headOf(payload);
  const type = TYPES[head.code(0) - ZERO];
  if (!type) return undefined;
  head.take(1);
  const attachments = isBinary(type) ? digits(head, DASH) : undefined;
  if (attachments) head.take(1);
  const namespace = namespaceIn(head);
  const id = digits(head);
  if (!isPossible(type, id, head.code(0))) return undefined;
  const content = head.rest();
  const data = [head.offset, payload.byteLength] as const;
  const event = type === 'EVENT' || type === 'BINARY_EVENT' ? eventIn(content.text) : undefined;
  return { type, content, data, attachments, namespace, id, event };
}

/** The namespace without its query, which clients of Socket.IO 2 add. */
export function namespaceOf({ namespace }: Packet): string {
  return namespace?.text.split('?', 1)[0] ?? '/';
}

/** The first element of an array. */
function eventIn(list: string): string | undefined {
  const at = behindSpace(list, 1);
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
function namespaceIn(head: Head): Part | undefined {
  if (head.code(0) !== SLASH) return undefined;
  const namespace = head.take(head.beforeComma());
  head.take(1);
  return namespace;
}

function digits(head: Head, before?: number): Part | undefined {
  let count = 0;
  while (isDigit(head.code(count))) count += 1;
  if (count === 0 || (before !== undefined && head.code(count) !== before)) return undefined;
  return head.take(count);
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= ZERO + 9;
}
