import type { Server as HttpServer } from 'node:http';
import { type Namespace, Server } from 'socket.io';

/** One event or acknowledgement, as the server knows it; directions are seen from the page. */
export interface Said {
  readonly direction: 'sent' | 'received';
  readonly namespace: string;
  /** The event's name, or `ack`. */
  readonly name: string;
  /** Bytes of what was binary, in base64, in order. */
  readonly binary: readonly string[];
}

/**
 * A Socket.IO server that says every event again, in the main namespace and in `/admin`, answers those
 * that ask for it, and asks something itself.
 */
export function serveSocketIo(http: HttpServer, book: Said[]): Server {
  const server = new Server(http, { pingInterval: 400 });
  for (const namespace of [server.of('/'), server.of('/admin')]) serve(namespace, book);
  return server;
}

function serve(namespace: Namespace, book: Said[]): void {
  const note = (direction: Said['direction'], name: string, args: readonly unknown[]) =>
    book.push({ direction, namespace: namespace.name, name, binary: args.flatMap(binaryIn) });
  namespace.on('connection', (socket) => {
    socket.onAny((name: string, ...args: unknown[]) => {
      const answer = args.at(-1);
      note('sent', name, args);
      const said = typeof answer === 'function' ? args.slice(0, -1) : args;
      if (typeof answer === 'function') {
        note('received', 'ack', said);
        answer(...said);
      }
      note('received', `again ${name}`, said);
      socket.emit(`again ${name}`, ...said);
    });
    note('received', 'question', []);
    socket.emit('question', 'how are you?', (...args: unknown[]) => note('sent', 'ack', args));
  });
}

function binaryIn(value: unknown): readonly string[] {
  if (value instanceof Uint8Array) return [Buffer.from(value).toString('base64')];
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(binaryIn);
  return [];
}
