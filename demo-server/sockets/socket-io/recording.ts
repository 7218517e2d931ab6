import type { Server } from 'socket.io';
import type { Ledger } from '../../ledger/ledger.ts';

/** An Engine.IO packet as the library tells of it. */
interface Packet {
  readonly type: string;
  readonly data?: unknown;
}

/** Writes every session of Engine.IO with its packets into the ledger, whatever it travels over. */
export function recordPackets(io: Server, ledger: Ledger): void {
  io.engine.on('connection', (session: EngineSession) => {
    const connection = ledger.open('socket.io', {
      url: session.request.url ?? '',
      protocol: session.id,
    });
    const write = (direction: 'sent' | 'received') => (packet: Packet) => {
      const { data } = packet;
      const isBytes = data instanceof Uint8Array;
      const text = typeof data === 'string' ? data : '';
      const type = isBytes ? 'binary' : 'text';
      connection.message({ direction, type, packet: packet.type }, isBytes ? data : text);
    };
    session.on('packet', write('sent'));
    session.on('packetCreate', write('received'));
    session.on('close', () => connection.close());
  });
}

interface EngineSession {
  readonly id: string;
  readonly request: { readonly url?: string };
  on(event: 'packet' | 'packetCreate', listener: (packet: Packet) => void): void;
  on(event: 'close', listener: () => void): void;
}
