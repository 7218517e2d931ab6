import type { Hub } from '../../hub/hub.ts';
import type { SocketRoute } from '../route.ts';
import { Broker } from './broker.ts';
import { chooseSubprotocol } from './negotiation.ts';
import { Session } from './session.ts';

/** `/stomp`: STOMP 1.0, 1.1 and 1.2, the version agreed by subprotocol and accept-version. */
export function stompRoute(hub: Hub): SocketRoute {
  const broker = new Broker(hub);
  return {
    chooseProtocol: chooseSubprotocol,
    accept: () => (socket) => new Session(socket, broker).start(),
  };
}
