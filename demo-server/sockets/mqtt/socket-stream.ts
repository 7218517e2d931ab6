import { Duplex } from 'node:stream';
import type { MessageSocket } from '../message-socket.ts';

/** A socket as the stream of bytes that MQTT makes of it (MQTT 5.0 §6.0). */
export function socketStream(socket: MessageSocket): Duplex {
  const stream = new Duplex({
    read: () => undefined,
    write(chunk: Buffer, _encoding, done) {
      socket.send(new Uint8Array(chunk));
      done();
    },
    final(done) {
      socket.close(1000);
      done();
    },
    destroy(error, done) {
      socket.close(1000);
      done(error);
    },
  });
  socket.onMessage((data) => {
    if (typeof data === 'string') socket.close(1003, 'MQTT is binary');
    else stream.push(data);
  });
  socket.over.addEventListener('abort', () => stream.destroy());
  return stream;
}
