import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { secured } from '../auth/secure-socket.ts';
import type { Laboratory } from '../laboratory.ts';
import type { LedgerConnection } from '../ledger/connection.ts';
import { LIMITS } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import { refuseForeignPages } from '../safety/origin.ts';
import { isFull } from '../safety/socket-room.ts';
import { closeAs, echoRoute } from './echo.ts';
import { exposeToFaults, type SessionEnds } from './expose-to-faults.ts';
import { floodRoute } from './flood.ts';
import { graphqlRoute } from './graphql/route.ts';
import { befallHandshake, refuseHandshake } from './handshake.ts';
import { mqttRoute } from './mqtt/route.ts';
import { RecordedSocket } from './recorded-socket.ts';
import type { SocketRoute } from './route.ts';
import { rsocketRoute } from './rsocket/route.ts';
import { serveSocketIo } from './socket-io/serve.ts';
import { serveSockJs } from './sockjs/serve.ts';
import { Broker } from './stomp/broker.ts';
import { stompRoute } from './stomp/route.ts';
import { topicsRoute } from './topics.ts';

/** Answers every upgrade of this server: by path to its route, or with an HTTP error. */
export async function serveSockets(server: Server, laboratory: Laboratory): Promise<void> {
  const broker = new Broker(laboratory.hub);
  const routes = new Map<string, SocketRoute>([
    ['/ws', topicsRoute(laboratory.hub, laboratory.id)],
    ['/ws/echo', echoRoute],
    ['/ws/flood', floodRoute],
    ['/stomp', stompRoute(laboratory, broker)],
    ['/mqtt', await mqttRoute(laboratory)],
    ['/graphql', graphqlRoute(laboratory)],
    ['/rsocket', rsocketRoute(laboratory)],
    ['/secure/ws', secured(topicsRoute(laboratory.hub, laboratory.id), laboratory.tokens)],
    ['/secure/rsocket', secured(rsocketRoute(laboratory), laboratory.tokens)],
    ['/secure/stomp', stompRoute(laboratory, broker, laboratory.tokens)],
  ]);
  server.on('upgrade', (request, duplex, head) => {
    if (request.url?.startsWith('/socket.io/')) return;
    duplex.on('error', () => duplex.destroy());
    const url = urlOf(request);
    const accepted = async () =>
      upgrade(request, duplex, head, routeAt(routes, url, laboratory.closing), url, laboratory);
    accepted().catch((error: unknown) => refuseHandshake(request, duplex, error, url, laboratory));
  });
  serveSockJs(server, broker, laboratory);
  serveSocketIo(server, laboratory);
}

function routeAt(routes: Map<string, SocketRoute>, url: URL, closing: AbortSignal): SocketRoute {
  const route = routes.get(url.pathname);
  if (closing.aborted) throw new Refusal(503, 'The server is closing.', 'Try again later.');
  if (route) return route;
  throw new Refusal(
    404,
    `No WebSocket is served at ${url.pathname}.`,
    `Use one of ${[...routes.keys()].join(', ')}.`,
  );
}

async function upgrade(
  request: IncomingMessage,
  duplex: Duplex,
  head: Buffer,
  route: SocketRoute,
  url: URL,
  laboratory: Laboratory,
): Promise<void> {
  if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
    throw new Refusal(400, 'Only upgrades to WebSocket are served.', 'Leave Upgrade out.');
  }
  if (!laboratory.isOpenToForeignPages) refuseForeignPages(request.headers);
  if (isFull(laboratory.ledger))
    throw new Refusal(503, `There are ${LIMITS.sockets} sockets already.`, 'Try again later.');
  const late = await befallHandshake(url, laboratory);
  const serve = await route.accept(url.searchParams, request);
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: LIMITS.socketMessage,
    perMessageDeflate: false,
    handleProtocols: (asked) => route.chooseProtocol(asked) ?? false,
  });
  webSockets.on('wsClientError', (error) =>
    refuseHandshake(request, duplex, error, url, laboratory),
  );
  webSockets.on('headers', (headers) => {
    if (laboratory.id !== undefined) headers.push(`X-Server-Id: ${laboratory.id}`);
  });
  webSockets.handleUpgrade(request, duplex, head, (socket) => {
    const protocol = socket.protocol ? { protocol: socket.protocol } : {};
    const connection = laboratory.ledger.open('websocket', { url: url.href, ...protocol });
    if (late !== undefined) connection.fault('slow-server', late);
    const recorded = recordedSocket(socket, connection, duplex, laboratory);
    // What a protocol itself has to say at the end comes before the close.
    serve(recorded);
    closeWithServer(recorded, laboratory.closing);
  });
}

/** The socket with its pen in the ledger, and all that can befall it. */
function recordedSocket(
  socket: WebSocket,
  connection: LedgerConnection,
  duplex: Duplex,
  laboratory: Laboratory,
): RecordedSocket {
  const ends: SessionEnds = {
    close: (code, reason) => closeAs(recorded, code, reason),
    cut: () => recorded.terminate(),
    sendRubbish: (bytes) => {
      duplex.write(bytes);
      return true;
    },
  };
  const { line, over } = exposeToFaults(connection, ends, laboratory);
  const recorded = new RecordedSocket(socket, connection, line, duplex);
  recorded.over.addEventListener('abort', over);
  return recorded;
}

function closeWithServer(socket: RecordedSocket, closing: AbortSignal): void {
  const close = () => socket.closeSoon(1001, 'the server is closing');
  closing.addEventListener('abort', close);
  socket.over.addEventListener('abort', () => closing.removeEventListener('abort', close));
}

/** The address as the page wrote it. What no URL can hold becomes the path `/`. */
function urlOf(request: IncomingMessage): URL {
  const base = `ws://${request.headers.host ?? 'localhost'}`;
  const path = (request.url ?? '/').replace(/^\/+/, '/');
  return URL.canParse(path, base) ? new URL(path, base) : new URL('ws://localhost/');
}
