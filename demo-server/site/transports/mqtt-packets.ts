/** The few control packets of MQTT 3.1.1 that one subscription needs. */

const PUBLISH = 3;

/** A packet: its type (§2.2.1), its flags, and what follows the fixed header. */
export interface Packet {
  readonly type: number;
  readonly flags: number;
  readonly content: Uint8Array;
  /** Bytes of the whole packet. */
  readonly size: number;
}

const NAMES = [
  'reserved',
  'CONNECT',
  'CONNACK',
  'PUBLISH',
  'PUBACK',
  'PUBREC',
  'PUBREL',
  'PUBCOMP',
  'SUBSCRIBE',
  'SUBACK',
  'UNSUBSCRIBE',
  'UNSUBACK',
  'PINGREQ',
  'PINGRESP',
  'DISCONNECT',
  'reserved',
] as const;

/** Name of a packet by its first byte. */
export function packetName(first: number): string {
  return NAMES[first >> 4] ?? 'reserved';
}

/** CONNECT with a clean session (§3.1); `keepAlive` in seconds. */
export function connectPacket(clientId: string, keepAlive: number): Uint8Array {
  const CLEAN_SESSION = 0x02;
  return packet(0x10, [
    ...string('MQTT'),
    4,
    CLEAN_SESSION,
    ...word(keepAlive),
    ...string(clientId),
  ]);
}

export function subscribePacket(id: number, topic: string, qos: 0 | 1): Uint8Array {
  return packet(0x82, [...word(id), ...string(topic), qos]);
}

/** PUBLISH (§3.3); with QoS 1 it has a number, under which it is acknowledged. */
export function publishPacket(topic: string, payload: string, qos: 0 | 1, id: number): Uint8Array {
  const body = new TextEncoder().encode(payload);
  return packet(0x30 | (qos << 1), [...string(topic), ...(qos === 1 ? word(id) : []), ...body]);
}

export function acknowledgePacket(id: number): Uint8Array {
  return packet(0x40, word(id));
}

export const PING_REQUEST = Uint8Array.of(0xc0, 0);
export const DISCONNECT = Uint8Array.of(0xe0, 0);

/** What a PUBLISH packet carries; undefined for another packet, or one that is too short. */
export function publicationIn({
  type,
  flags,
  content,
}: Packet): { readonly payload: Uint8Array; readonly id: number | undefined } | undefined {
  if (type !== PUBLISH || content.length < 2) return undefined;
  const view = new DataView(content.buffer, content.byteOffset, content.length);
  const afterTopic = 2 + view.getUint16(0);
  const isNumbered = (flags & 0b0110) !== 0;
  const start = afterTopic + (isNumbered ? 2 : 0);
  if (start > content.length) return undefined;
  const id = isNumbered ? view.getUint16(afterTopic) : undefined;
  return { payload: content.subarray(start), id };
}

/** Cuts the stream of bytes that a server sends into packets, however it comes. */
export class PacketReader {
  private rest = new Uint8Array();

  /** The packets that `bytes` complete. */
  push(bytes: Uint8Array): Packet[] {
    const joined = new Uint8Array(this.rest.length + bytes.length);
    joined.set(this.rest);
    joined.set(bytes, this.rest.length);
    const found: Packet[] = [];
    let at = 0;
    for (let next = packetAt(joined, at); next; next = packetAt(joined, at)) {
      found.push(next);
      at += next.size;
    }
    this.rest = joined.slice(at);
    return found;
  }
}

function packetAt(bytes: Uint8Array, at: number): Packet | undefined {
  const first = bytes[at];
  if (first === undefined) return undefined;
  let length = 0;
  // The remaining length has four bytes at most, seven bits each (§2.2.3).
  for (let place = 0; place < 4; place += 1) {
    const byte = bytes[at + 1 + place];
    if (byte === undefined) return undefined;
    length += (byte & 0x7f) * 128 ** place;
    if (byte < 0x80) {
      const start = at + 2 + place;
      if (start + length > bytes.length) return undefined;
      const content = bytes.subarray(start, start + length);
      return { type: first >> 4, flags: first & 0x0f, content, size: start + length - at };
    }
  }
  return undefined;
}

function packet(first: number, content: readonly number[]): Uint8Array {
  const length: number[] = [];
  let left = content.length;
  do {
    length.push((left % 128) + (left >= 128 ? 0x80 : 0));
    left = Math.floor(left / 128);
  } while (left > 0);
  return Uint8Array.from([first, ...length, ...content]);
}

function word(value: number): number[] {
  return [value >> 8, value & 0xff];
}

function string(text: string): number[] {
  const bytes = new TextEncoder().encode(text);
  return [...word(bytes.length), ...bytes];
}
