import type { LedgerConnection } from '../../ledger/connection.ts';
import type { EngineSession, Packet } from './engine-session.ts';

/** Writes the packets of a session into the ledger, whatever they travel over. */
export function recordPackets(session: EngineSession, connection: LedgerConnection): void {
  const write = (direction: 'sent' | 'received') => (packet: Packet) => {
    const data = payloadOf(packet);
    const type = typeof data === 'string' ? 'text' : 'binary';
    connection.message({ direction, type, packet: packet.type }, data);
  };
  session.on('packet', write('sent'));
  session.on('packetCreate', write('received'));
  session.on('close', () => connection.close());
}

/** Data of a packet; many have none. */
export function payloadOf({ data }: Packet): string | Uint8Array {
  return typeof data === 'string' || data instanceof Uint8Array ? data : '';
}
