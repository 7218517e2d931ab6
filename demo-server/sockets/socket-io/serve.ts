import type { Server as HttpServer, IncomingHttpHeaders } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { z } from 'zod';
import type { Laboratory } from '../../laboratory.ts';
import { LIMITS } from '../../limits.ts';
import { Refusal } from '../../refusal.ts';
import { foreignPageRefusal } from '../../safety/origin.ts';
import { isFull } from '../../safety/socket-room.ts';
import { TOPIC_PATTERN } from '../../wire/topic/message.ts';
import { befallSessionRequest } from '../befall-sessions.ts';
import { standBefore } from '../gate.ts';
import type { Incoming } from '../incoming.ts';
import { befallPackets } from './befall-packets.ts';
import type { EngineSession } from './engine-session.ts';
import { recordPackets } from './recording.ts';

const TOPIC = z.string().regex(new RegExp(TOPIC_PATTERN));
const NEWS = z.strictObject({
  topic: TOPIC,
  from: z.string().min(1).max(LIMITS.from),
  text: z.string().max(LIMITS.text),
});

/** How the server answers an event that asks for an acknowledgement. */
type Acknowledge = (answer: object) => void;

/**
 * `/socket.io`: Socket.IO 4 over long polling and WebSocket. `join` and `leave` with a topic,
 * `publish` with `{topic, from, text}`, each acknowledged; `message` brings what is new.
 */
export function serveSocketIo(server: HttpServer, laboratory: Laboratory): Server {
  const { hub, closing } = laboratory;
  const io = new Server(server, {
    serveClient: false,
    destroyUpgrade: false,
    maxHttpBufferSize: LIMITS.socketMessage,
    allowRequest: ({ headers }, done) => done(null, isWelcome(headers, laboratory)),
  });
  const ways = new WeakMap<object, Incoming>();
  io.engine.on('connection', (session: EngineSession) => {
    const url = session.request.url ?? '';
    const connection = laboratory.ledger.open('socket.io', { url, protocol: session.id });
    ways.set(session, befallPackets(session, connection, laboratory));
    recordPackets(session, connection);
  });
  hub.subscribeToAll(({ message }) => io.to(message.topic).emit('message', message));
  io.on('connection', (socket) => {
    const way = ways.get(socket.conn);
    if (way) socket.use((event, next) => way.pass(JSON.stringify(event), () => next()));
    serve(socket, laboratory);
  });
  closing.addEventListener('abort', () => io.disconnectSockets(true));
  standBefore(server, '/socket.io/', (request) =>
    laboratory.faults.isIdle ? undefined : befallSessionRequest(request, 'socket.io', laboratory),
  );
  return io;
}

/** Whether a session may begin: for pages of this server, while there is room. */
function isWelcome(headers: IncomingHttpHeaders, laboratory: Laboratory): boolean {
  if (isFull(laboratory.ledger)) return false;
  return laboratory.isOpenToForeignPages || foreignPageRefusal(headers) === undefined;
}

function serve(socket: Socket, { hub }: Laboratory): void {
  const on = (event: string, act: (value: unknown) => unknown) =>
    socket.on(event, (value: unknown, acknowledge: unknown) => {
      const answer: Acknowledge =
        typeof acknowledge === 'function' ? (acknowledge as Acknowledge) : () => undefined;
      Promise.resolve()
        .then(() => act(value))
        .then(
          (result) => answer({ ok: true, ...(typeof result === 'object' && { message: result }) }),
          (error: unknown) => answer({ ok: false, error: reasonOf(error) }),
        );
    });
  on('join', (topic) => socket.join(TOPIC.parse(topic)));
  on('leave', (topic) => socket.leave(TOPIC.parse(topic)));
  on('publish', (news) => hub.publish({ type: 'chat', ...NEWS.parse(news) }));
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof Refusal ? error.message : 'The server failed.';
}
