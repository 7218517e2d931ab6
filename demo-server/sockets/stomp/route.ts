import type { Tokens } from '../../auth/tokens.ts';
import type { Laboratory } from '../../laboratory.ts';
import type { SocketRoute } from '../route.ts';
import type { Broker } from './broker.ts';
import { chooseSubprotocol } from './negotiation.ts';
import { Session } from './session.ts';

/**
 * `/stomp`: STOMP 1.0, 1.1 and 1.2, the version agreed by subprotocol and accept-version. With
 * `tokens`, CONNECT has to bring one, as `Authorization: Bearer …` or as its passcode.
 */
export function stompRoute({ id }: Laboratory, broker: Broker, tokens?: Tokens): SocketRoute {
  const about = { server: id === undefined ? 'pushscope-demo' : `pushscope-demo ${id}`, tokens };
  return {
    chooseProtocol: chooseSubprotocol,
    accept: () => (socket) => new Session(socket, broker, about).start(),
  };
}
