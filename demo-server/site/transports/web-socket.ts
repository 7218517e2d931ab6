import type { Command } from '../../wire/topic/vocabulary.ts';
import { named } from './client-name.ts';
import { newsInJson, type PageFormat, pageFormat } from './page-format.ts';
import { bytesOf } from './reading.ts';
import { keepOpen } from './reconnecting-socket.ts';
import type { SocketPen } from './socket-pen.ts';
import type { Reception, Transport } from './transport.ts';

/** One socket, both directions, in the format chosen. */
export const webSocket: Transport = (topic, options, reception, signal) => {
  let current: { readonly socket: WebSocket; readonly pen: SocketPen } | undefined;
  let format: PageFormat | undefined;
  const { format: name } = options();
  const path = named(`/ws?topic=${topic}&format=${name}`, reception);
  const pathWhenLoaded = async () => {
    format ??= await pageFormat(name);
    return path;
  };
  const serve = (socket: WebSocket, pen: SocketPen) => {
    current = { socket, pen };
    socket.addEventListener('open', () => reception.state({ kind: 'open' }));
    socket.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (format) hear(data, format, pen, reception);
    });
  };
  keepOpen(pathWhenLoaded, [], serve, reception, signal);
  const publish = (from: string, text: string) => {
    const command: Command = { kind: 'publish', topic, from, text };
    if (current?.socket.readyState !== WebSocket.OPEN || !format) return;
    const data = format.write(command);
    const isText = typeof data === 'string';
    current.pen.message('sent', 'publish', isText ? bytesOf(data) : data.length);
    current.socket.send(isText ? data : onWire(data));
  };
  return { publish };
};

function hear(
  data: string | ArrayBuffer,
  format: PageFormat,
  pen: SocketPen,
  reception: Reception,
): void {
  const size = typeof data === 'string' ? bytesOf(data) : data.byteLength;
  const news = typeof data === 'string' ? newsInJson(data) : format.read(new Uint8Array(data));
  reception.payload(size);
  const isMessage = news.kind === 'message';
  pen.message('received', isMessage ? `${news.message.type} ${news.message.id}` : news.kind, size);
  if (isMessage) reception.message(news.message);
  if (news.kind === 'error')
    reception.remark({ kind: 'refused', reason: `${news.error} ${news.whatToDo}`.trim() });
  if (news.kind === 'malformed') reception.remark({ kind: 'unreadable', reason: news.reason });
}

/** The bytes in a buffer of their own, as `WebSocket.send` wants them. */
export function onWire(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
