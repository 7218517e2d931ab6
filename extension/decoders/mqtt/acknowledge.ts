import type { Packet, PacketContext } from './packet.ts';
import { readPacketIdentifier } from './packet-identifier.ts';
import type { PacketReader } from './packet-reader.ts';
import type { Acknowledgement } from './packet-types.ts';
import { readProperties } from './properties.ts';
import { codeText, isCodeOf } from './reason-codes.ts';

/** PUBACK, PUBREC, PUBREL and PUBCOMP (MQTT 5 §3.4 to 3.7). */
export function readAcknowledgement(
  reader: PacketReader,
  context: PacketContext & { readonly type: Acknowledgement },
): Packet {
  const id = readPacketIdentifier(reader);
  return { type: context.type, id, code: readReason(reader, context) };
}

/** DISCONNECT and AUTH (MQTT 5 §3.14, §3.15). */
export function readDisconnect(
  reader: PacketReader,
  context: PacketContext & { readonly type: 'DISCONNECT' | 'AUTH' },
): Packet {
  const { type, level } = context;
  if (type === 'AUTH' && level < 5) {
    reader.problem('unknown-packet', 0, 'There is no AUTH before MQTT 5.');
  }
  return { type, code: readReason(reader, { ...context, level: type === 'AUTH' ? 5 : level }) };
}

/** Reason code and properties, which may both be left out. */
function readReason(reader: PacketReader, { type, level }: PacketContext): number {
  if (level < 5 || reader.remaining === 0) return 0;
  const code = readCode(reader, type, level);
  if (reader.remaining > 0) readProperties(reader, type);
  return code;
}

/** SUBACK and UNSUBACK (MQTT 5 §3.9, §3.11): a code for each topic filter. */
export function readCodes(
  reader: PacketReader,
  { type, level }: PacketContext & { readonly type: 'SUBACK' | 'UNSUBACK' },
): Packet {
  const id = readPacketIdentifier(reader);
  if (level === 5) readProperties(reader, type);
  const codes: number[] = [];
  const { offset } = reader;
  // Before 5 UNSUBACK has no payload.
  const hasCodes = type === 'SUBACK' || level === 5;
  while (hasCodes && reader.remaining > 0) codes.push(readCode(reader, type, level));
  if (hasCodes && codes.length === 0) {
    reader.problem('no-code', offset, 'There has to be a code for each topic filter.');
  }
  return { type, id, codes };
}

function readCode(reader: PacketReader, type: PacketContext['type'], level: 3 | 4 | 5): number {
  const at = reader.offset;
  const code = reader.u8('reason code', (value) => codeText(type, value, level)) ?? 0;
  if (!isCodeOf(type, code, level)) {
    reader.problem('unknown-code', at, `${type} has no reason code ${code}.`);
  }
  return code;
}
