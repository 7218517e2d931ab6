import type { Field, Problem } from '../contract.ts';
import { readAcknowledgement, readCodes, readDisconnect } from './acknowledge.ts';
import { readConnack, readConnect } from './connect.ts';
import { type FixedHeader, readFixedHeader } from './fixed-header.ts';
import type { Packet, PacketContext } from './packet.ts';
import { PacketReader } from './packet-reader.ts';
import { areFlagsSound, type Level } from './packet-types.ts';
import { readPublish } from './publish.ts';
import { readSubscribe, readUnsubscribe } from './subscribe.ts';

/** One packet as it was read, from its first byte. */
export interface PacketReading {
  /** Absent where not even the fixed header is whole. */
  readonly packet: Packet | undefined;
  readonly fields: readonly Field[];
  readonly problems: readonly Problem[];
}

/** Reads what a packet says, without fields and problems: cheap. */
export function glance(bytes: Uint8Array, level: Level): Packet | undefined {
  const header = readFixedHeader(bytes);
  if (typeof header === 'string') return undefined;
  const { type, flags, length } = header;
  return readBody(new PacketReader(bytes, length, true), { type, flags, level });
}

/** Reads a packet with its fields and problems. */
export function readPacket(bytes: Uint8Array, level: Level): PacketReading {
  const header = readFixedHeader(bytes);
  if (typeof header === 'string') return { packet: undefined, fields: [], problems: [] };
  const { type, flags, length } = header;
  const reader = new PacketReader(bytes, length, false);
  checkHeader(reader, header, level);
  const packet = readBody(reader, { type, flags, level });
  if (reader.remaining > 0) {
    reader.problem('trailing-bytes', reader.offset, `${type} has nothing to say with these bytes.`);
    reader.rest('trailing bytes', 'bytes');
  }
  const problems = reader.problems.toSorted((first, second) => first.offset - second.offset);
  return { packet, fields: [...headerFields(header), ...reader.fields], problems };
}

function readBody(reader: PacketReader, context: PacketContext): Packet | undefined {
  const { type } = context;
  switch (type) {
    case 'CONNECT':
      return readConnect(reader, context);
    case 'CONNACK':
      return readConnack(reader, context);
    case 'PUBLISH':
      return readPublish(reader, context);
    case 'PUBACK':
    case 'PUBREC':
    case 'PUBREL':
    case 'PUBCOMP':
      return readAcknowledgement(reader, { ...context, type });
    case 'SUBSCRIBE':
      return readSubscribe(reader, context);
    case 'UNSUBSCRIBE':
      return readUnsubscribe(reader, context);
    case 'SUBACK':
    case 'UNSUBACK':
      return readCodes(reader, { ...context, type });
    case 'PINGREQ':
    case 'PINGRESP':
      return { type };
    case 'DISCONNECT':
    case 'AUTH':
      return readDisconnect(reader, { ...context, type });
    case 'reserved':
      return undefined;
    default:
      return type satisfies never;
  }
}

function checkHeader(reader: PacketReader, header: FixedHeader, level: Level): void {
  if (!areFlagsSound(header.type, header.flags, level)) {
    const flags = header.flags.toString(2).padStart(4, '0');
    reader.problem('reserved-flags', 0, `${header.type} may not have the flags ${flags}.`);
  }
  if (header.isOverlong) {
    reader.problem('overlong-integer', 1, 'The remaining length takes more bytes than it needs.');
  }
}

function headerFields(header: FixedHeader): readonly Field[] {
  const { type, flags, length, packetLength } = header;
  const value = [type, ...flagNames(header)].join(', ');
  const note = `flags ${flags.toString(2).padStart(4, '0')}`;
  return [
    { name: 'packet', value, range: [0, 1], note },
    { name: 'remaining length', value: packetLength - length, range: [1, length] },
  ];
}

function flagNames({ type, flags }: FixedHeader): readonly string[] {
  if (type !== 'PUBLISH') return [];
  const names = [`QoS ${(flags >> 1) & 3}`];
  if (flags & 8) names.push('duplicate');
  if (flags & 1) names.push('retain');
  return names;
}
