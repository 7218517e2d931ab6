import type { FaultLine } from '../../faults/line.ts';
import type { Laboratory } from '../../laboratory.ts';
import type { LedgerConnection } from '../../ledger/connection.ts';
import { LIMITS } from '../../limits.ts';
import { exposeToFaults } from '../expose-to-faults.ts';
import { Incoming } from '../incoming.ts';
import { close, cut, type EngineSession, sendRubbish, unsentIn } from './engine-session.ts';
import { payloadOf } from './recording.ts';

/**
 * Lets faults and limits strike a session of Engine.IO; gives the way that events of its client have to
 * take. Packets that open, upgrade or end the session are the transport's business, and pass.
 */
export function befallPackets(
  session: EngineSession,
  connection: LedgerConnection,
  laboratory: Pick<Laboratory, 'faults' | 'connections'>,
): Incoming {
  const ends = {
    close: (code: number, reason: string) => close(session, code, reason),
    cut: () => cut(session),
    sendRubbish: (bytes: Uint8Array) => sendRubbish(session, bytes),
  };
  const { line, over } = exposeToFaults(connection, ends, laboratory);
  session.on('close', over);
  limitBacklog(session);
  passPackets(session, line);
  return new Incoming(line, () => session.close(true));
}

function passPackets(session: EngineSession, line: FaultLine): void {
  const send = session.sendPacket.bind(session);
  session.sendPacket = (type, data, options, callback) => {
    const isHeartBeat = type === 'ping';
    if (line.isClear || !(isHeartBeat || type === 'message'))
      return send(type, data, options, callback);
    const plain = payloadOf({ type, data });
    line.pass({ data: plain, isHeartBeat }, (outgoing) => {
      // Options may hold the whole frame, encoded for many clients at once.
      if (outgoing === plain) send(type, data, options, callback);
      else send(type, outgoing, {}, callback);
    });
  };
}

/** A client that does not read is dropped. */
function limitBacklog(session: EngineSession): void {
  let waiting = 0;
  session.on('flush', () => {
    waiting = 0;
  });
  session.on('packetCreate', (packet) => {
    waiting += payloadOf(packet).length;
    if (waiting + unsentIn(session) > LIMITS.backlog) session.close(true);
  });
}
