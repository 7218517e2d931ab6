import type { Server } from 'node:http';
import sockjs from 'sockjs';
import type { Laboratory } from '../../laboratory.ts';
import { foreignPageRefusal } from '../../safety/origin.ts';
import { isFull } from '../../safety/socket-room.ts';
import { befallSessionRequest } from '../befall-sessions.ts';
import { standBefore } from '../gate.ts';
import type { Broker } from '../stomp/broker.ts';
import { Session } from '../stomp/session.ts';
import { SockJsSocket } from './socket.ts';

const PREFIX = '/sockjs';

/**
 * `/sockjs`: the STOMP broker inside SockJS, over WebSocket or any of the transports that stand in
 * for it (xhr-streaming, xhr, eventsource, htmlfile, jsonp).
 */
export function serveSockJs(server: Server, broker: Broker, laboratory: Laboratory): void {
  const { ledger, id } = laboratory;
  const service = sockjs.createServer({
    prefix: PREFIX,
    log: () => undefined,
    heartbeat_delay: 25_000,
    disconnect_delay: 5_000,
  });
  service.on('connection', (connection) => {
    if (isFull(ledger)) {
      connection.close('1013', 'there are too many sessions');
      return;
    }
    const pen = ledger.open('sockjs', { url: connection.url, protocol: connection.protocol });
    const socket = new SockJsSocket(connection, pen, laboratory);
    const about = { server: id === undefined ? 'pushscope-demo' : `pushscope-demo ${id}` };
    new Session(socket, broker, { ...about, tokens: undefined }).start();
  });
  service.installHandlers(server);
  standBefore(server, PREFIX, (request) => {
    // SockJS itself lets every origin in.
    const stranger = laboratory.isOpenToForeignPages
      ? undefined
      : foreignPageRefusal(request.headers);
    if (stranger || laboratory.faults.isIdle) return stranger;
    return befallSessionRequest(request, 'sockjs', laboratory);
  });
}
