import { decodeNews, encodeCommand } from '../../wire/topic/binary.ts';
import type { Command, News } from '../../wire/topic/vocabulary.ts';
import { named } from './client-name.ts';
import { bytesOf, isMessage, parsed } from './reading.ts';
import { keepOpen } from './reconnecting-socket.ts';
import type { SocketPen } from './socket-pen.ts';
import type { Transport } from './transport.ts';

/** One socket, both directions, JSON text or the compact binary layout. */
export const webSocket: Transport = (topic, options, reception, signal) => {
  let current: { readonly socket: WebSocket; readonly pen: SocketPen } | undefined;
  const { format } = options();
  const serve = (socket: WebSocket, pen: SocketPen) => {
    current = { socket, pen };
    socket.addEventListener('open', () => reception.state({ kind: 'open' }));
    socket.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
      const size = typeof data === 'string' ? bytesOf(data) : data.byteLength;
      const news = typeof data === 'string' ? newsIn(data) : decodeNews(new Uint8Array(data));
      const message = news.kind === 'message' ? news.message : undefined;
      const reason = news.kind === 'error' ? `${news.error} ${news.whatToDo}` : undefined;
      reception.payload(size);
      pen.message('received', message ? `${message.type} ${message.id}` : news.kind, size);
      if (message) reception.message(message);
      else if (reason) reception.remark({ kind: 'refused', reason });
    });
  };
  keepOpen(named(`/ws?topic=${topic}&format=${format}`, reception), [], serve, reception, signal);
  const publish = (from: string, text: string) => {
    const command: Command = { kind: 'publish', topic, from, text };
    if (current?.socket.readyState !== WebSocket.OPEN) return;
    const data = format === 'json' ? JSON.stringify(command) : onWire(encodeCommand(command));
    current.pen.message('sent', 'publish', typeof data === 'string' ? bytesOf(data) : data.length);
    current.socket.send(data);
  };
  return { publish };
};

/** News as JSON text; `welcome` where it says nothing that this page acts on. */
function newsIn(text: string): News {
  const value = parsed(text);
  const news = new Map<string, unknown>(
    Object.entries(typeof value === 'object' ? (value ?? {}) : {}),
  );
  const message = news.get('message');
  if (isMessage(message)) return { kind: 'message', message };
  if (news.get('kind') !== 'error') return { kind: 'welcome', topics: [] };
  const [error, whatToDo] = [news.get('error'), news.get('whatToDo')];
  return { kind: 'error', error: String(error), whatToDo: String(whatToDo ?? '') };
}

/** The bytes in a buffer of their own, as `WebSocket.send` wants them. */
export function onWire(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
