import type { PacketReader } from './packet-reader.ts';

/** Reads a packet identifier, which is never 0 (MQTT 5 §2.2.1); 0 where there is none. */
export function readPacketIdentifier(reader: PacketReader): number {
  const at = reader.offset;
  const id = reader.u16('packet identifier');
  if (id === 0) reader.problem('zero-identifier', at, 'A packet identifier is never 0.');
  return id ?? 0;
}
