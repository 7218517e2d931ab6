import type { Socket } from 'node:net';
import type { Connection } from 'sockjs';
import { tcpSocketOf } from '../tcp-socket.ts';

/** What sockjs keeps of a session, and does not declare. */
interface Session {
  /** Messages for which there is no open request. */
  readonly send_buffer?: readonly string[];
}

/** The TCP connection that carries a session now: its WebSocket's, or that of the request that is held. */
export function tcpOf(connection: Connection): Socket | undefined {
  return tcpSocketOf(sessionOf(connection), 'recv.connection', 'recv.response.connection');
}

/** Writes bytes into the TCP connection of a WebSocket; false where something else carries the session. */
export function sendRubbish(connection: Connection, bytes: Uint8Array): boolean {
  const tcp = connection.protocol.startsWith('websocket') ? tcpOf(connection) : undefined;
  tcp?.write(bytes);
  return tcp !== undefined;
}

/** What was written and has not left this process yet: bytes, characters where it still waits. */
export function unsentIn(connection: Connection): number {
  const waiting = sessionOf(connection).send_buffer ?? [];
  const size = waiting.reduce((sum, text) => sum + text.length, 0);
  return size + (tcpOf(connection)?.writableLength ?? 0);
}

function sessionOf(connection: Connection): Session {
  const session: unknown = Reflect.get(connection, '_session');
  return typeof session === 'object' && session !== null ? session : {};
}
