import type { IncomingMessage } from 'node:http';
import type { RecordedSocket } from './recorded-socket.ts';

/** What waits at one path for WebSockets. */
export interface SocketRoute {
  /** The subprotocol to choose of those asked for, if any. */
  chooseProtocol(asked: ReadonlySet<string>): string | undefined;
  /**
   * Looks at the parameters before the handshake.
   * @throws Refusal when they are wrong: the handshake is then answered with its status.
   */
  accept(parameters: URLSearchParams, request: IncomingMessage): Serve | Promise<Serve>;
}

/** Goes on with a socket whose handshake was accepted. */
export type Serve = (socket: RecordedSocket) => void;

/** Browsers fail a handshake that chooses none of the subprotocols asked for. */
export function firstAsked(asked: ReadonlySet<string>): string | undefined {
  return asked.values().next().value;
}
