import { decodeNews, encodeCommand } from '../../wire/topic/binary.ts';
import type { TopicMessage } from '../../wire/topic/message.ts';
import type { Command } from '../../wire/topic/vocabulary.ts';
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
      const message = typeof data === 'string' ? inJson(data) : inBinary(data);
      reception.payload(size);
      pen.message('received', message ? `${message.type} ${message.id}` : 'welcome', size);
      if (message) reception.message(message);
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

function inJson(text: string): TopicMessage | undefined {
  const news = parsed(text);
  if (typeof news !== 'object' || news === null || !('message' in news)) return undefined;
  return isMessage(news.message) ? news.message : undefined;
}

function inBinary(data: ArrayBuffer): TopicMessage | undefined {
  const news = decodeNews(new Uint8Array(data));
  return news.kind === 'message' ? news.message : undefined;
}

/** The bytes in a buffer of their own, as `WebSocket.send` wants them. */
export function onWire(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
