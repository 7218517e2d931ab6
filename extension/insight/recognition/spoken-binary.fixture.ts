import {
  asCbor,
  ascii,
  asMessagePack,
  type Labelled,
  received,
  receivedBytes,
  sentBytes,
} from './labelled.fixture.ts';

const MQTT_CONNECT = '100e 0004 4d515454 04 02 003c 0002 6964';
const MQTT_CONNACK = '2002 0000';
const MQTT_PUBLISH = '300d 0005 612f622f63 7b2261223a317d'.replace('300d', '300e');

const MQTT: readonly Labelled[] = [
  {
    what: 'MQTT by its subprotocol',
    protocol: 'mqtt',
    says: [sentBytes(MQTT_CONNECT), receivedBytes(MQTT_CONNACK), receivedBytes(MQTT_PUBLISH)],
    is: 'mqtt',
    inside: 'mqtt > json',
    by: 'subprotocol',
  },
  {
    what: 'MQTT by its CONNECT',
    url: 'wss://broker:8084/mqtt',
    says: [sentBytes(MQTT_CONNECT), receivedBytes(MQTT_CONNACK), sentBytes('c000')],
    is: 'mqtt',
    by: 'content',
  },
  {
    what: 'MQTT that begins with heart-beats, its subprotocol known',
    protocol: 'mqtt',
    says: [sentBytes('c000'), receivedBytes('d000'), receivedBytes(MQTT_PUBLISH)],
    is: 'mqtt',
  },
  {
    what: 'MQTT of an AWS device, version 3.1 spelled out',
    protocol: 'mqttv3.1',
    says: [sentBytes('100f 0006 4d5149736470 03 02 003c 0001 61')],
    is: 'mqtt',
  },
];

const RSOCKET_SETUP =
  '00000000 0400 0001 0000 0000ea60 0002bf20' +
  '10 6170706c69636174696f6e2f6a736f6e'.replace(/\s/g, '') +
  '10 6170706c69636174696f6e2f6a736f6e'.replace(/\s/g, '');

const RSOCKET: readonly Labelled[] = [
  {
    what: 'RSocket by its SETUP',
    url: 'wss://h:7000/live',
    says: [sentBytes(RSOCKET_SETUP), sentBytes('00000000 0c80 0000000000000000')],
    is: 'rsocket',
    by: 'content',
  },
  {
    what: 'RSocket by its path',
    url: 'wss://h/rsocket',
    says: [sentBytes(RSOCKET_SETUP)],
    is: 'rsocket',
    by: 'url',
  },
  {
    what: 'RSocket that begins with a keepalive, by its path',
    url: 'wss://h/rsocket',
    says: [sentBytes('00000000 0c80 0000000000000000'), receivedBytes('00000001 2820 7b7d')],
    is: 'rsocket',
  },
];

const TRADE = { symbol: 'BTC-USD', price: 43_000.5, sizes: [1, 2, 3], live: true };

const VALUES: readonly Labelled[] = [
  {
    what: 'MessagePack as @msgpack/msgpack writes it',
    says: [sentBytes(asMessagePack(TRADE)), receivedBytes(asMessagePack({ ok: true, id: 7 }))],
    is: 'messagepack',
    by: 'content',
  },
  {
    what: 'an array of MessagePack with words in it',
    says: [receivedBytes(asMessagePack(['ticker', 'BTC-USD', 43_000.5, { bid: 1 }]))],
    is: 'messagepack',
  },
  {
    what: 'MessagePack by its MIME type, a number alone',
    transport: 'fetch',
    url: 'https://h/api',
    mime: 'application/msgpack',
    says: [receivedBytes(asMessagePack(42))],
    is: 'messagepack',
    by: 'mime',
  },
  {
    what: 'MessagePack by its subprotocol',
    protocol: 'msgpack',
    says: [receivedBytes(asMessagePack([1, 2, 3]))],
    is: 'messagepack',
    by: 'subprotocol',
  },
  {
    what: 'CBOR as cbor2 writes it',
    says: [sentBytes(asCbor(TRADE)), receivedBytes(asCbor({ ok: true, id: 7 }))],
    is: 'cbor',
    by: 'content',
  },
  {
    what: 'CBOR that says so',
    says: [receivedBytes('d9d9f7 83 010203')],
    is: 'cbor',
  },
  {
    what: 'CBOR by its MIME type',
    transport: 'fetch',
    url: 'https://h/api',
    mime: 'application/cbor',
    requestMime: 'application/cbor',
    says: [sentBytes(asCbor([1])), receivedBytes(asCbor('text'))],
    is: 'cbor',
    by: 'mime',
  },
  {
    what: 'Protobuf by its MIME type',
    transport: 'fetch',
    url: 'https://h/api',
    mime: 'application/x-protobuf',
    says: [receivedBytes('0a 05 68656c6c6f 10 96 01')],
    is: 'protobuf',
    by: 'mime',
  },
  ...['protobuf', 'topics.protobuf', 'chat.proto'].map((protocol) => ({
    what: `Protobuf by the subprotocol ${protocol}`,
    protocol,
    says: [sentBytes('12 06 0a 04 63686174'), receivedBytes('0a 05 68656c6c6f 10 96 01')],
    is: 'protobuf',
    by: 'subprotocol',
  })),
  {
    what: 'gRPC-Web',
    transport: 'fetch',
    url: 'https://h/chat.Rooms/Join',
    mime: 'application/grpc-web+proto',
    requestMime: 'application/grpc-web+proto',
    says: [
      sentBytes('00 00000007 0a 05 68656c6c6f'),
      receivedBytes(`00 00000007 0a 05 68656c6c6f 80 0000000f ${asHex('grpc-status:0\r\n')}`),
    ],
    is: 'grpc-web',
    inside: 'grpc-web',
    by: 'mime',
  },
  {
    what: 'gRPC-Web in base64',
    transport: 'xhr',
    url: 'https://h/chat.Rooms/Join',
    mime: 'application/grpc-web-text',
    says: [received('AAAAAAcKBWhlbGxv')],
    is: 'grpc-web',
  },
  {
    what: 'gzip inside a WebSocket',
    says: [receivedBytes('1f8b0800 00000000 0003 4b4c4a06 00c2414235 03000000')],
    is: 'gzip',
    inside: 'gzip > text',
    by: 'content',
  },
  {
    what: 'zlib inside a WebSocket',
    says: [receivedBytes('789c4b4c4a0600024d0127')],
    is: 'gzip',
  },
  {
    what: 'one zlib stream over the messages of a connection, flushed behind each',
    says: [
      receivedBytes('789caa56ca2f50b23234a805000000ffff'),
      receivedBytes('aa86300c6b01000000ffff'),
    ],
    is: 'zlib-stream',
    inside: 'zlib-stream > json',
    by: 'content',
  },
  {
    what: 'the same, declared in the URL',
    url: 'wss://gateway.example/?v=10&compress=zlib-stream',
    says: [receivedBytes('789caa56ca2f50b23234a805000000ffff')],
    is: 'zlib-stream',
    by: 'url',
  },
  {
    what: 'a JWT that is asked for by name',
    transport: 'fetch',
    url: 'https://h/token',
    mime: 'application/jwt',
    says: [receivedBytes(ascii('eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.'))],
    is: 'jwt',
    by: 'mime',
  },
];

function asHex(text: string): string {
  return Array.from(ascii(text), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Connections in bytes, as applications make them. */
export const SPOKEN_IN_BYTES: readonly Labelled[] = [...MQTT, ...RSOCKET, ...VALUES];
