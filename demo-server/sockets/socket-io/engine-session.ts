import { cutWhenOpen, tcpSocketOf } from '../tcp-socket.ts';

/** An Engine.IO packet as the library tells of it. */
export interface Packet {
  readonly type: string;
  readonly data?: unknown;
}

/** What of a session of Engine.IO is used here, more than the library declares. */
export interface EngineSession {
  readonly id: string;
  readonly request: { readonly url?: string };
  readonly transport: { readonly name: string };
  sendPacket(type: string, data?: unknown, options?: object, callback?: () => void): void;
  /** With `discard`, without waiting for what was not written yet. */
  close(discard?: boolean): void;
  on(event: 'packet' | 'packetCreate', listener: (packet: Packet) => void): void;
  on(event: 'close' | 'flush', listener: () => void): void;
}

/** Without a word: the WebSocket's TCP connection, or that of the poll that is held. */
export function cut(session: EngineSession): void {
  cutWhenOpen(() => tcpOf(session));
}

/** With a code where a WebSocket can carry it, else with a packet of Engine.IO. */
export function close(session: EngineSession, code: number, reason: string): void {
  const socket: unknown = Reflect.get(session.transport, 'socket');
  const canClose = session.transport.name === 'websocket' && hasClose(socket);
  if (canClose) socket.close(code, reason);
  else session.close();
}

/** Writes bytes into the TCP connection of a WebSocket; false where polls carry the session. */
export function sendRubbish(session: EngineSession, bytes: Uint8Array): boolean {
  const tcp = session.transport.name === 'websocket' ? tcpOf(session) : undefined;
  tcp?.write(bytes);
  return tcp !== undefined;
}

/** Bytes that the transport has taken and the client has not. */
export function unsentIn(session: EngineSession): number {
  return tcpOf(session)?.writableLength ?? 0;
}

function tcpOf({ transport }: EngineSession) {
  return tcpSocketOf(transport, 'socket._socket', 'req.socket');
}

function hasClose(value: unknown): value is { close(code: number, reason: string): void } {
  return typeof value === 'object' && value !== null && 'close' in value;
}
