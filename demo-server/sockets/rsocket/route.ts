import type { Laboratory } from '../../laboratory.ts';
import { firstAsked, type SocketRoute } from '../route.ts';
import { RSocketConnection } from './connection.ts';
import { Sessions } from './sessions.ts';

/**
 * `/rsocket`: RSocket 1.0. The route in the metadata says what is asked for, the data is JSON:
 * `topics.NAME.history` (request-response, `{count?}`), `topics.NAME.messages` (request-stream,
 * `{cursor?, count?}`), `topics.NAME.publish` (`{from, text}`: request-response and request-channel are
 * answered, fire-and-forget is not). A client that sets flag L is given leases; one that
 * sets R can resume its session.
 */
export function rsocketRoute({ hub, closing }: Laboratory): SocketRoute {
  const sessions = new Sessions();
  return {
    chooseProtocol: firstAsked,
    accept: () => (socket) => new RSocketConnection(hub, socket, sessions).start(closing),
  };
}
