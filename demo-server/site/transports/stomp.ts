import { named } from './client-name.ts';
import { bytesOf } from './reading.ts';
import { keepOpen } from './reconnecting-socket.ts';
import { type StompCarrier, StompClient } from './stomp-client.ts';
import type { Transport } from './transport.ts';
import { onWire } from './web-socket.ts';

const SUBPROTOCOLS = ['v12.stomp', 'v11.stomp', 'v10.stomp'];

/** A WebSocket to the broker, with a subscription to the topic's destination. */
export const stomp: Transport = (topic, _options, reception, signal) => {
  let client: StompClient | undefined;
  keepOpen(
    named('/stomp', reception),
    SUBPROTOCOLS,
    (socket, pen) => {
      const carrier: StompCarrier = {
        send: (data, label, body) => {
          const isText = typeof data === 'string';
          pen.message('sent', label, isText ? bytesOf(data) : data.length, body);
          socket.send(isText ? data : onWire(data));
        },
        close: (reason) => socket.close(4000, reason),
        noteFrame: (label, size, body) => pen.message('received', label, size, body),
      };
      const current = new StompClient(carrier, topic, reception);
      client = current;
      socket.addEventListener('open', () => current.connect());
      socket.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) =>
        current.receive(
          typeof data === 'string' ? new TextEncoder().encode(data) : new Uint8Array(data),
        ),
      );
      socket.addEventListener('close', () => current.end());
    },
    reception,
    signal,
  );
  return { publish: (from, text) => client?.publish(from, text) };
};
