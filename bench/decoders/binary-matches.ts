import { decode as decodeMessagePack, encode as encodeMessagePack } from '@msgpack/msgpack';
import { decode as decodeCbor, encode as encodeCbor } from 'cbor2';
import { generate, parser as mqttParser } from 'mqtt-packet';
import { deserializeFrame, Flags, FrameTypes, serializeFrame } from 'rsocket-core';
import { bufferOf, bytesOf, type Match } from './match.ts';

export const mqtt: Match = {
  protocol: 'MQTT',
  peerName: 'mqtt-packet',
  facts: { transport: 'websocket', url: 'wss://example.org/mqtt', protocol: 'mqtt' },
  direction: 'received',
  opening: [
    {
      wire: plain(generate({ cmd: 'connect', clientId: 'bench', protocolVersion: 4, clean: true })),
      direction: 'sent',
    },
  ],
  encode: (value, index) =>
    plain(
      generate({
        cmd: 'publish',
        topic: `plant/hall${index % 5}/machine${index % 90}`,
        payload: JSON.stringify(value),
        qos: 0,
        dup: false,
        retain: false,
      }),
    ),
  openPeer() {
    let value: unknown;
    const parser = mqttParser();
    parser.on('packet', (packet) => {
      value = packet.cmd === 'publish' ? JSON.parse(String(packet.payload)) : packet;
    });
    return (wire) => {
      parser.parse(bufferOf(wire));
      return value;
    };
  },
};

export const rsocket: Match = {
  protocol: 'RSocket',
  peerName: 'rsocket-core',
  facts: { transport: 'websocket', url: 'wss://example.org/rsocket' },
  direction: 'received',
  opening: [
    {
      wire: plain(
        serializeFrame({
          type: FrameTypes.SETUP,
          streamId: 0,
          flags: 0,
          data: undefined,
          metadata: undefined,
          dataMimeType: 'application/json',
          metadataMimeType: 'message/x.rsocket.routing.v0',
          keepAlive: 60_000,
          lifetime: 180_000,
          majorVersion: 1,
          minorVersion: 0,
          resumeToken: undefined,
        }),
      ),
      direction: 'sent',
    },
    {
      wire: plain(
        serializeFrame({
          type: FrameTypes.REQUEST_STREAM,
          streamId: 1,
          flags: 0,
          data: Buffer.from('{}'),
          metadata: undefined,
          requestN: 0x7fff_ffff,
        }),
      ),
      direction: 'sent',
    },
  ],
  encode: (value) =>
    plain(
      serializeFrame({
        type: FrameTypes.PAYLOAD,
        streamId: 1,
        flags: Flags.NEXT,
        data: Buffer.from(JSON.stringify(value)),
        metadata: undefined,
      }),
    ),
  openPeer: () => (wire) => {
    const frame = deserializeFrame(bufferOf(wire));
    return frame.type === FrameTypes.PAYLOAD ? JSON.parse(String(frame.data)) : frame;
  },
};

export const messagePack: Match = {
  protocol: 'MessagePack',
  peerName: '@msgpack/msgpack',
  facts: { transport: 'websocket', url: 'wss://example.org/feed', protocol: 'msgpack' },
  direction: 'received',
  opening: [],
  encode: (value) => encodeMessagePack(value),
  openPeer: () => (wire) => decodeMessagePack(bytesOf(wire)),
};

export const cbor: Match = {
  protocol: 'CBOR',
  peerName: 'cbor2',
  facts: { transport: 'websocket', url: 'wss://example.org/feed', protocol: 'cbor' },
  direction: 'received',
  opening: [],
  encode: (value) => encodeCbor(value),
  openPeer: () => (wire) => decodeCbor(bytesOf(wire)),
};

/** Bytes of their own, as a page gets them, and not a window on Node's pool. */
function plain(buffer: Buffer): Uint8Array {
  return Uint8Array.from(buffer);
}
