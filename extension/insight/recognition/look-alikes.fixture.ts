import type { Content } from '../../contract/capture.ts';
import { asCbor, asMessagePack, hex, type Labelled } from './labelled.fixture.ts';

/** What an application made up, or what lies in a message by chance. */
export interface LookAlike extends Pick<Labelled, 'what' | 'is'> {
  /** The protocol that it must not be taken for. */
  readonly not: string;
  /** What it is where its text came in a binary message, if not the same. */
  readonly isInBytes?: string;
  readonly says: readonly Extract<Content, { kind: 'text' | 'binary' }>[];
}

type Row = readonly [not: string, ...texts: readonly unknown[]];

/** Texts that are nothing but text. */
const TEXTS: readonly Row[] = [
  ['protobuf', '12345678'],
  ['socket-io', '42'],
  ['socket-io', '40'],
  ['socket-io', '4 users online'],
  ['socket-io', '2024-11-20T13:18:40Z'],
  ['socket-io', '42 is the answer'],
  ['socket-io', '2[x]'],
  ['socket-io', '451-["a"'],
  ['engine-io', '0'],
  ['engine-io', '1', '2', '3'],
  ['engine-io', '2probe'],
  ['engine-io', '3probe'],
  ['engine-io', '2', '3', '2', '3'],
  ['engine-io', '0{"id":7}'],
  ['engine-io', '6:4hello'],
  ['sockjs', 'o'],
  ['sockjs', 'h'],
  ['sockjs', 'a[1]'],
  ['sockjs', 'a[0] = 1; b[1] = 2'],
  ['sockjs', 'c[3] is empty'],
  ['sockjs', 'a["unfinished'],
  ['stomp', 'CONNECT to us\n'],
  ['stomp', 'CONNECT'],
  ['stomp', 'SEND\nhelp'],
  ['stomp', 'MESSAGE from kim: hi\n'],
  ['stomp', 'ERROR\nfile: main.c\nline: 3\n'],
  ['stomp', 'ABORT\n\nmission: over\n'],
  ['stomp', 'BEGIN\n\nhello there'],
  ['stomp', 'CONNECT db.example:5432 HTTP/1.1\r\nHost: db.example\r\n\r\n'],
  ['stomp', 'SUBSCRIBE\nto: our newsletter\n'],
  ['stomp', '\n', '\n'],
  ['sse', 'data: hello'],
  ['sse', 'data: hello\n'],
  ['sse', 'event: party at 8'],
  ['sse', 'id: 7'],
  ['sse', ': smile'],
  ['sse', ':-)\n:-D\n'],
  ['sse', 'id: 7\nname: kim\n'],
  ['sse', 'event: party\nwhere: here\n'],
  ['sse', 'data: 1,2,3\ntotal: 6\n'],
  ['jwt', 'eyJhbGciOiJIUzI1NiJ9'],
  ['jwt', 'e.g. this, i.e. that. etc.'],
  ['jwt', 'aGVsbG8gd29ybGQ='],
  ['grpc-web', 'AAAAAAcKBWhlbGxv'],
  ['messagepack', 'hello'],
  ['cbor', 'cbor'],
  ['json', '[12:01] kim: hi'],
  ['json', '[INFO] started'],
  ['json', '{name} has joined'],
  ['json', '{{template}}'],
  ['json', '"quoted"'],
  ['json', 'null'],
  ['json', '17'],
  ['json', '[link](https://example.org)'],
  ['json', '[a] and [b]'],
  ['json', '[1] see the notes'],
  ['json', '[2] see [3]'],
  ['json', '[true story]'],
  ['json', '{} means nothing'],
  ['json', '[] is a box'],
  ['json', '["wow" is what I said]'],
  ['json', '{"hello" she said}'],
  ['json', '[{x}, {y}]'],
  ['json', '[[wiki link]]'],
  ['mqtt', '/topic/room1 hello'],
  ['protobuf', 'deadbeef0123456789abcdef'],
  ['protobuf', '550e8400-e29b-41d4-a716-446655440000'],
  ['socket-io', '2024-11-20,1.5,2\n2024-11-21,1.6,3\n'],
  ['sse', '2024-11-20 13:18:40 INFO started\n2024-11-20 13:18:41 WARN slow\n'],
  ['sockjs', '<?xml version="1.0"?><stream:stream xmlns="jabber:client"/>'],
  ['sockjs', '<!doctype html><title>502 Bad Gateway</title>'],
  ['sockjs', 'open'],
  ['phoenix', 'heartbeat'],
  ['pusher', 'pusher:ping'],
  ['graphql', 'subscription { a }'],
  ['signalr', 'ping\x1e'],
  ['multipart', '---\ntitle: hello\n---\n'],
  ['multipart', '--help'],
  ['mercure', 'topic=a&data=b'],
  ['multipart', '-- a note\nSELECT 1;\n'],
  ['multipart', '- milk\n- bread\n'],
  ['multipart', '-1'],
  ['stomp', '\0'],
  ['stomp', 'ping\0'],
];

/** JSON of applications, with words and shapes that protocols have. */
const JSON_TEXTS: readonly Row[] = [
  ['socket-io', [1, 2, 3]],
  ['wamp', [1, 2, 3]],
  ['wamp', [1, 'realm1', {}]],
  ['wamp', [1, 'title', { roles: 'admin' }]],
  ['wamp', [36, 5512315355, 4429313566, {}]],
  ['wamp', [2, 'x', { roles: {} }]],
  ['phoenix', ['1', '2', 'room:1', 'new_msg', {}]],
  ['phoenix', [null, null, 'a', 'b', {}]],
  ['phoenix', { topic: 'news', event: 'created', payload: {} }],
  ['phoenix', { topic: 'a', event: 'heartbeat', payload: {}, ref: 1 }],
  ['phoenix', { event: 'phx_join' }],
  ['phoenix', { topic: 'a', event: 'phx_join', payload: {}, ref: '1', extra: 1 }],
  ['pusher', { event: 'pusher-like' }],
  ['pusher', { event: 'my-event', channel: 'a', data: '{"a":1}' }],
  ['pusher', { event: 'push:subscribe', data: {} }],
  ['graphql', { type: 'ADD_TODO', payload: { id: '1', text: 'milk' } }],
  ['graphql', { type: 'cart/addItem', payload: 3, meta: {} }],
  ['graphql', { type: 'data', payload: { price: 1 } }],
  ['graphql', { type: 'start' }],
  ['graphql', { type: 'subscribe', id: '1', payload: { channel: 'btc' } }],
  ['graphql', { type: 'next', id: '1', payload: { step: 2 } }],
  ['graphql', { type: 'ping' }],
  ['graphql', { type: 'complete', id: '1' }],
  ['graphql', { query: '{ a }', variables: {} }],
  ['action-cable', { type: 'welcome', user: 'kim' }],
  ['action-cable', { type: 'ping', message: 1_700_000_000 }],
  ['action-cable', { identifier: 'kim', message: 'hi' }],
  ['action-cable', { command: 'subscribe', identifier: 'room-1' }],
  ['ddp', { msg: 'hello' }],
  ['ddp', { msg: 'ping' }],
  ['ddp', { msg: 'connected' }],
  ['ddp', { msg: 'connect', user: 'kim' }],
  ['ddp', { msg: 'added', item: 7 }],
  ['ddp', { msg: 'sub', id: '1', name: 'a', params: [], user: 'kim' }],
  ['ddp', { server_id: 'eu-1', load: 0.5 }],
  ['json-rpc', { method: 'add', params: [1, 2], id: 1 }],
  ['json-rpc', { id: 1, result: 3 }],
  ['json-rpc', { jsonrpc: '1.0', method: 'add', id: 1 }],
  ['json-rpc', { jsonrpc: '2.0' }],
  ['json-rpc', { jsonrpc: 2.0, method: 'a' }],
  ['json-rpc', { text: 'say "jsonrpc":"2.0" to me' }],
  ['json-rpc', []],
  ['graphql-http', { data: { a: 1 } }],
  ['graphql-http', { hasNext: true, page: 2 }],
  ['llm', { choices: [], name: 'a poll' }],
  ['llm', { type: 'message_start' }],
  ['llm', { message: { role: 'user', content: 'hi' }, done: false }],
  ['llm', { model: 'T', response: 'ok' }],
  ['centrifugo', {}],
  ['centrifugo', { id: 1, connect: true }],
  ['centrifugo', { subscribe: { channel: 'btc' } }],
  ['centrifugo', { push: { title: 'hi', body: 'there' } }],
  ['centrifugo', { id: 1, subscribe: { topic: 'a' } }],
  ['signalr', { type: 1, target: 'a', arguments: [] }],
  ['signalr', { protocol: 'json', version: 1 }],
  ['signalr', { type: 6 }],
  ['signalr', { error: 'x' }],
  ['stomp', { command: 'SEND', destination: '/a' }],
  ['engine-io', { sid: 'a', upgrades: [], pingInterval: 1, pingTimeout: 2 }],
  ['socket-io', ['chat', { a: 1 }]],
  ['sockjs', ['a message', 'another']],
  ['jwt', { token: 'eyJhbGciOiJIUzI1NiJ9.e30.x' }],
  ['messagepack', { a: 1 }],
  ['sse', { event: 'tick', data: '1' }],
  ['pusher', { event: 'subscribe', channel: 'a', data: { event: 'pusher:ping' } }],
];

const text = (value: unknown) => ({
  kind: 'text' as const,
  text: typeof value === 'string' ? value : JSON.stringify(value),
});

function lookAlike(is: string, [not, ...texts]: Row): LookAlike {
  const what = texts.map((one) => JSON.stringify(one)).join(' ');
  const hasControls = texts.some(
    (one) => typeof one === 'string' && /\p{Cc}(?<![\n\r])/u.test(one),
  );
  return { what, not, is, says: texts.map(text), ...(hasControls && { isInBytes: 'bytes' }) };
}

export const LOOK_ALIKE_TEXTS: readonly LookAlike[] = [
  ...TEXTS.map((row) => lookAlike('text', row)),
  ...JSON_TEXTS.map((row) => lookAlike('json', row)),
];

/** Four bytes each, as Float32Array and Int32Array lay them out. */
const floats = (...values: readonly number[]) => new Uint8Array(Float32Array.from(values).buffer);
const doubles = (...values: readonly number[]) => new Uint8Array(Float64Array.from(values).buffer);
const integers = (...values: readonly number[]) => new Uint8Array(Int32Array.from(values).buffer);

/** Bytes as a generator makes them: the same in every run. */
function random(seed: number, length: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 24;
  });
}

const BYTES: readonly (readonly [not: string, what: string, bytes: Uint8Array])[] = [
  ['mqtt', 'a PNG', hex('89504e470d0a1a0a 0000000d49484452 00000001 00000001 08060000001f15c489')],
  ['mqtt', 'a JPEG', hex('ffd8ffe0 0010 4a46494600 0101 0048 0048 0000')],
  ['messagepack', 'a WebP', hex('52494646 24000000 57454250 56503820 18000000 30010000')],
  ['messagepack', 'a GIF', hex('474946383961 0100 0100 80 0000 ffffff 000000 2c')],
  ['gzip', 'the head of gzip, and then something else', hex('1f8b0800 00000000 0003 ffffffffffff')],
  ['gzip', 'the head of zlib, and then something else', hex('789c ffffffffffff')],
  ['mqtt', 'a ZIP', hex('504b0304 14000000 0800 0000 0000 00000000')],
  ['rsocket', 'WebAssembly', hex('0061736d 01000000 01040160 0000')],
  ['messagepack', 'WebM', hex('1a45dfa3 9f4286 81 01 42f7 81 01')],
  ['rsocket', 'MPEG-4', hex('00000018 66747970 69736f35 00000001 69736f35 64617368')],
  ['mqtt', 'Opus in Ogg', hex('4f676753 0002 0000000000000000 0a0b0c0d')],
  ['protobuf', 'a UUID', hex('550e8400e29b41d4a716446655440000')],
  ['messagepack', 'a UUID of version 7', hex('018f4e7c8a2b7c3d9e4f5a6b7c8d9e0f')],
  ['messagepack', 'floats', floats(0, 1, -1, 0.5, 43_000.5)],
  ['rsocket', 'doubles', doubles(1, 2, 3)],
  ['rsocket', 'integers', integers(0, 1, 2, 3, 4)],
  ['rsocket', 'big-endian integers', hex('00000000 00000400 00000001')],
  ['rsocket', 'zeros', new Uint8Array(64)],
  ['cbor', 'ones', new Uint8Array(64).fill(0xff)],
  ['messagepack', 'an empty map', hex('80')],
  ['messagepack', 'one byte', hex('c3')],
  ['messagepack', 'a small array of numbers', hex('93 01 02 03')],
  ['messagepack', 'a map of numbers', hex('82 01 02 03 04')],
  ['cbor', 'an empty map', hex('a0')],
  ['cbor', 'an array of numbers', hex('83 01 02 03')],
  ['cbor', 'a map of numbers', hex('a2 01 02 03 04')],
  ['messagepack', 'a map that is not whole', asMessagePack({ a: 1, b: 'xyz' }).subarray(0, -1)],
  ['cbor', 'a map with something behind it', Uint8Array.of(...asCbor({ a: 1 }), 0)],
  ['mqtt', 'a PINGREQ alone', hex('c000')],
  ['mqtt', 'a CONNACK alone', hex('20020000')],
  ['mqtt', 'a PUBLISH alone', hex('3005 0003 612f62')],
  ['mqtt', 'a CONNECT of no version', hex('100e 0004 4d515454 09 02 003c 0002 6964')],
  ['mqtt', 'a CONNECT of something else', hex('100e 0004 58585858 04 02 003c 0002 6964')],
  ['protobuf', 'Protobuf without a word said', hex('08 96 01 12 07 74657374696e67')],
  ['grpc-web', 'a frame of gRPC-Web', hex('00 00000007 0a05 68656c6c6f')],
  ['phoenix', 'a header of lengths', hex('00 01 01 04 04 31 31 61')],
  ['messagepack', 'Yjs', hex('00 00 01 00')],
  ['messagepack', 'a sync step of Yjs', hex('00 02 0b 01 01 c0 b0 9d 0d 00 04 01 01 61 01 62 00')],
  ['messagepack', 'terminal output', hex('1b5b316d 68656c6c6f 1b5b306d')],
  ['messagepack', 'a game’s position', Uint8Array.of(0x81, ...floats(1.5, 2.5))],
  ['cbor', 'a game’s move', hex('a3 00 10 20 30 40')],
  ...Array.from({ length: 40 }, (_, seed) => {
    const length = 8 + ((seed * 7) % 90);
    return ['anything', `${length} random bytes (${seed})`, random(seed + 1, length)] as const;
  }),
];

export const LOOK_ALIKE_BYTES: readonly LookAlike[] = BYTES.map(([not, what, bytes]) => ({
  what,
  not,
  is: 'bytes',
  says: [{ kind: 'binary', bytes }],
}));
