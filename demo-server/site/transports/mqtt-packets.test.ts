import { generate, type Packet, parser } from 'mqtt-packet';
import { describe, expect, test } from 'vitest';
import {
  acknowledgePacket,
  connectPacket,
  PacketReader,
  publicationIn,
  publishPacket,
  subscribePacket,
} from './mqtt-packets.ts';

/** Every packet is written as the public library reads it, and the other way round. */
function readBy(bytes: Uint8Array): Packet | undefined {
  const found: Packet[] = [];
  const reader = parser({ protocolVersion: 4 });
  reader.on('packet', (packet: Packet) => found.push(packet));
  reader.parse(Buffer.from(bytes));
  return found[0];
}

describe('packets of MQTT 3.1.1', () => {
  test('are read by mqtt-packet as they were meant', () => {
    expect(readBy(connectPacket('kim', 30))).toMatchObject({
      cmd: 'connect',
      protocolVersion: 4,
      clean: true,
      clientId: 'kim',
      keepalive: 30,
    });
    expect(readBy(subscribePacket(7, 'topic/a', 1))).toMatchObject({
      cmd: 'subscribe',
      messageId: 7,
      subscriptions: [{ topic: 'topic/a', qos: 1 }],
    });
    const long = '긴 글 '.repeat(100);
    expect(readBy(publishPacket('topic/a', long, 1, 9))).toMatchObject({
      cmd: 'publish',
      qos: 1,
      messageId: 9,
      payload: Buffer.from(long),
    });
    expect(readBy(acknowledgePacket(300))).toMatchObject({ cmd: 'puback', messageId: 300 });
  });

  test.each([0, 1] as const)('of QoS %d are read at every split of the bytes', (qos) => {
    const about = { cmd: 'publish', topic: 'topic/a', dup: false, retain: false } as const;
    const payload = 'x'.repeat(200);
    const bytes = generate({ ...about, qos, payload, ...(qos === 1 && { messageId: 5 }) });
    for (let at = 0; at <= bytes.length; at += 1) {
      const reader = new PacketReader();
      const found = [...reader.push(bytes.subarray(0, at)), ...reader.push(bytes.subarray(at))];
      expect(found).toHaveLength(1);
      const [packet] = found;
      const publication = packet && publicationIn(packet);
      expect(publication?.id).toBe(qos === 1 ? 5 : undefined);
      expect(new TextDecoder().decode(publication?.payload)).toBe(payload);
    }
  });
});
