import { encode } from '@msgpack/msgpack';
import { encode as encodeCbor } from 'cbor2';
import { CONNECT_4, CONNECT_5 } from '../../extension/decoders/mqtt/dialogue.fixture.ts';
import {
  ascii,
  frame,
  metadata,
  number,
  route,
  setup,
} from '../../extension/decoders/rsocket/frames.fixture.ts';
import { conversation, hexOf, type Line } from './write.ts';

const sent = (hex: string): Line => ['sent', { hex }];
const received = (hex: string): Line => ['received', { hex }];

const MQTT_4: readonly Line[] = [
  sent(CONNECT_4),
  received('2002 0100'),
  sent('820e 000a 0003 612f62 01 0003 632f23 02'),
  received('9004 000a 0180'),
  received('3008 0003 612f62 006869'),
  received('3d07 0003 612f62 000a'),
  sent('5002 000a'),
  received('6202 000a'),
  sent('7002 000a'),
  sent('a207 000a 0003 612f62 c000'),
  received('b002 000a d000'),
  sent('e000'),
];

const MQTT_5: readonly Line[] = [
  sent(
    '1039 0004 4d515454 05 c6 003c 11 11 0000000a 21 0014 22 000a 16 0003 736563' +
      '0002 6964 05 18 00000005 0001 77 0000 0004 6b696d21 0006 736563726574',
  ),
  received('2010 00 00 0d 12 0003 616263 13 001e 24 01 2a 00'),
  sent('820c 0009 03 0b 8002 0003 612f2b 2e'),
  received('9005 0009 00 01 87'),
  received(
    '3224 0001 74 0007 1b 0101 0200000e10 03000178 08000172 090002cafe 2600016b000176 7b7d20',
  ),
  sent('5008 0007 97 04 1f 0001 78'),
  sent('f00a 18 08 15 0001 53 16 0001 70'),
  sent('300a 0001 74 03 23 0009 6869 21'),
  sent('3007 0000 03 23 0009 78'),
  received('e005 8b 03 1c 00 00'),
];

const RSOCKET: readonly Line[] = [
  sent(setup()),
  sent(frame(1, 4, 0x100, metadata(route('quotes.AAPL')), ascii('{"a":1}'))),
  received(frame(1, 10, 0x60, ascii('{}'))),
  sent(frame(3, 6, 0x100, number(3, 4), metadata(`05${ascii('text/x')}${metadata('6162')}`))),
  received(frame(3, 10, 0xa0, ascii('{"x'))),
  received(frame(3, 10, 0x60, ascii('":1}'))),
  sent(frame(3, 8, 0, number(5, 4))),
  sent(frame(5, 7, 0x100, number(5, 4), metadata(`fb${metadata('85a1')}fa${metadata('81')}`))),
  received(frame(5, 11, 0, number(0x201, 4), ascii('boom'))),
  sent(frame(7, 5, 0x100, metadata(`fc${metadata(`80 0002 ${ascii('bobsecret')}`)}`))),
  sent(frame(5, 9, 0)),
  sent(frame(0, 3, 0x80, number(5, 8), 'cafe')),
  received(frame(0, 2, 0x100, number(5, 4), number(9, 4), route('x'))),
  sent(frame(0, 12, 0x100, `fd${metadata(`84${'00'.repeat(24)}`)}`)),
  sent(frame(0, 13, 0, '00010000', '0001 74', number(1, 8), number(7, 8))),
  received(frame(0, 14, 0, number(1, 8))),
  sent(frame(1, 0x3f, 0x200, number(7, 4), 'ff')),
];

const MESSAGEPACK = [
  '82 a7 636f6d70616374 c3 a6 736368656d61 00',
  '93 01 92 c0 ca 3fc00000 dc 0002 cf 0020000000000001 d3 8000000000000000',
  'de 0001 a1 61 c4 02 ff00 d6 ff 00000001 d7 ff 0000000100000002',
  'c7 0c ff 00000001 ffffffffffffffff d4 05 01 c8 0002 07 aabb d9 02 c3a9 da 0001 61',
];

const CBOR = [
  'a2 61 61 01 61 62 82 02 03',
  'bf 61 61 01 61 62 9f 02 03 ff ff',
  'c1 1a 514b67b0 c2 49 010000000000000000 f9 3c00 fa 47c35000 fb 3ff199999999999a',
  '83 d8 20 76 687474703a2f2f7777772e6578616d706c652e636f6d d8 18 45 6449455446 f4 f7 f8 ff',
  '5f 42 0102 43 030405 ff 7f 65 7374726561 64 6d696e67 ff 3b ffffffffffffffff',
];

const PROTOBUF = [
  '08 9601 12 07 74657374696e67 1a 03 08 9601 0d 0000c03f 09 000000000000f83f',
  '22 06 03 8e02 9ea705 28 feffffffffffffffff01 0b 08 01 0c',
  '0a 0b 0a 03 6b6579 12 04 0a 02 c3a9 10 8180808080808010',
];

const GRPC_WEB = [
  '00 00000003 089601 01 00000002 1f8b',
  '80 0000000f 677270632d7374617475733a300d0a',
];

const WAMP: readonly (readonly ['sent' | 'received', unknown])[] = [
  ['sent', [1, 'realm1', { roles: { caller: {} } }]],
  ['received', [2, 9129137332, { roles: {} }]],
  ['sent', [48, 7814135, {}, 'com.add', [23, 'é']]],
  ['received', [50, 7814135, {}, [30]]],
  ['received', [36, 5512315355, 4429313566, {}, [new Uint8Array(3)], { a: null }]],
];

const wamp = (write: (value: unknown) => Uint8Array): readonly Line[] =>
  WAMP.map(([direction, message]) => [direction, { hex: hexOf(write(message)) }]);

/** Each message behind its length (one byte, as none is longer than 127). */
const packed = (message: unknown) => {
  const bytes = encode(message);
  return hexOf(Uint8Array.of(bytes.length, ...bytes));
};

const SIGNALR: readonly Line[] = [
  ['sent', '{"protocol":"messagepack","version":2}\x1e'],
  ['received', '{}\x1e'],
  sent(packed([1, {}, '1', 'Send', [42, 'é'], []])),
  received(packed([3, {}, '1', 3, { a: 1 }]) + packed([6])),
  sent(packed([4, {}, '2', 'Stream', []])),
  received(packed([2, {}, '2', 7])),
  received(packed([3, {}, '2', 1, 'no']) + packed([7, 'bye', true])),
];

const bodies = (list: readonly string[]): readonly Line[] => list.map(received);
const fetched = (mime: string) => ({ transport: 'fetch', url: 'http://h/', mime }) as const;

/** Protocols and formats that are read as bytes. */
export const BINARY_PROTOCOLS = [
  conversation('mqtt', { protocol: 'mqtt' }, 'stream', MQTT_4),
  conversation('mqtt', { protocol: 'mqtt' }, 'stream', [sent(CONNECT_5), ...MQTT_5.slice(1)]),
  conversation('mqtt', {}, 'stream', MQTT_5),
  conversation('wamp', { protocol: 'wamp.2.msgpack' }, 'messages', wamp(encode)),
  conversation('wamp', { protocol: 'wamp.2.cbor' }, 'messages', wamp(encodeCbor)),
  conversation('signalr', {}, 'stream', SIGNALR),
  conversation('rsocket', {}, 'messages', RSOCKET),
  conversation('messagepack', fetched('application/msgpack'), 'parts', bodies(MESSAGEPACK)),
  conversation('messagepack', {}, 'messages', bodies(MESSAGEPACK)),
  conversation('cbor', fetched('application/cbor-seq'), 'parts', bodies(CBOR)),
  conversation('cbor', {}, 'messages', bodies(CBOR)),
  conversation('protobuf', fetched('application/x-protobuf'), 'parts', bodies(PROTOBUF)),
  conversation('protobuf', fetched('application/x-protobuf'), 'messages', bodies(PROTOBUF)),
  conversation('grpc-web', fetched('application/grpc-web+proto'), 'parts', bodies(GRPC_WEB)),
  conversation('grpc-web', fetched('application/grpc-web-text'), 'parts', [
    ['received', 'AAAAAAMIlgGAAAAAD2dycGMt'],
    ['received', 'c3RhdHVzOjANCg=='],
  ]),
];
