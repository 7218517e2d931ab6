import { named, randomName } from './client-name.ts';
import {
  acknowledgePacket,
  connectPacket,
  DISCONNECT,
  type Packet,
  PacketReader,
  PING_REQUEST,
  packetName,
  publicationIn,
  publishPacket,
  subscribePacket,
} from './mqtt-packets.ts';
import { messageIn } from './reading.ts';
import { keepOpen } from './reconnecting-socket.ts';
import type { Transport } from './transport.ts';
import { onWire } from './web-socket.ts';

const CONNACK = 2;
const SUBACK = 9;
/** Seconds: the broker hears of us at least so often. */
const KEEP_ALIVE = 30;

/** MQTT 3.1.1 over a WebSocket, subscribed to the topic with the quality of service chosen. */
export const mqtt: Transport = (topic, options, reception, signal) => {
  let send: ((bytes: Uint8Array, body?: number) => void) | undefined;
  let last = 1;
  keepOpen(
    named('/mqtt', reception),
    ['mqtt'],
    (socket, pen) => {
      const reader = new PacketReader();
      const tell = (bytes: Uint8Array, body = 0) => {
        pen.message('sent', packetName(bytes[0] ?? 0), bytes.length, body);
        socket.send(onWire(bytes));
      };
      const obey = (packet: Packet) => {
        if (packet.type === CONNACK) {
          send = tell;
          tell(subscribePacket(1, `topic/${topic}`, options().qos));
        }
        if (packet.type === SUBACK) reception.state({ kind: 'open' });
        const publication = publicationIn(packet);
        const text = new TextDecoder().decode(publication?.payload);
        const message = publication && messageIn(text);
        const label = `${packetName(packet.type << 4)} ${message?.id ?? ''}`.trim();
        pen.message('received', label, packet.size, publication?.payload.length ?? 0);
        if (publication?.id !== undefined) tell(acknowledgePacket(publication.id));
        if (message) reception.message(message);
      };
      let beat: ReturnType<typeof setInterval> | undefined;
      socket.addEventListener('open', () => {
        tell(connectPacket(`page-${randomName()}`, KEEP_ALIVE));
        beat = setInterval(() => tell(PING_REQUEST), KEEP_ALIVE * 900);
      });
      socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
        reception.payload(data.byteLength);
        for (const packet of reader.push(new Uint8Array(data))) obey(packet);
      });
      const leave = () => {
        if (socket.readyState === WebSocket.OPEN) socket.send(onWire(DISCONNECT));
      };
      signal.addEventListener('abort', leave);
      socket.addEventListener('close', () => {
        clearInterval(beat);
        signal.removeEventListener('abort', leave);
      });
    },
    reception,
    signal,
  );
  const publish = (from: string, text: string) => {
    last += 1;
    const payload = JSON.stringify({ from, text });
    const bytes = publishPacket(`topic/${topic}`, payload, options().qos, last);
    send?.(bytes, new TextEncoder().encode(payload).length);
  };
  return { publish };
};
