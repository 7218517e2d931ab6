import {
  ascii as asHex,
  frame,
  setup as rsocketSetup,
} from '../../decoders/rsocket/frames.fixture.ts';
import {
  ascii,
  chunk,
  type Labelled,
  received,
  receivedBytes,
  sent,
  sentBytes,
} from './labelled.fixture.ts';

const CHAT = [sent({ say: 'hi' }), received({ from: 'kim' }), sent({ say: 'bye' })];

/** Subprotocols that lie: servers choose whatever a client asks for. */
const SUBPROTOCOLS: readonly Labelled[] = [
  'v12.stomp',
  'mqtt',
  'graphql-transport-ws',
  'graphql-ws',
  'actioncable-v1-json',
  'wamp.2.json',
  'phoenix',
  'rsocket',
  'jsonrpc',
  'centrifuge-json',
  'msgpack',
  'cbor',
  'topics.protobuf',
].map((protocol) => ({
  what: `JSON under the subprotocol ${protocol}`,
  protocol,
  says: CHAT,
  is: 'json',
}));

/** Bytes under subprotocols that have no more than a word in common with what they are not. */
const WORDS: readonly Labelled[] = [
  {
    what: 'fields under a subprotocol that says no more than protocol',
    protocol: 'echo-proto',
    says: [receivedBytes('08 96 01 12 07 74657374696e67')],
    is: 'bytes',
  },
  {
    what: 'Protobuf with lengths between its messages',
    protocol: 'centrifuge-protobuf',
    says: [receivedBytes('09 08 01 22 05 0a 03 61 62 63')],
    is: 'bytes',
  },
  {
    what: 'letters under a subprotocol that names Protobuf',
    protocol: 'chat.protobuf',
    says: [sentBytes(ascii('{"say":"hi"}')), receivedBytes(ascii('hello, everybody'))],
    is: ['json', 'text'],
  },
];

const URLS: readonly Labelled[] = [
  'wss://h/rsocket',
  'wss://h/app/key?protocol=7',
  'wss://h/rooms/lobby/websocket',
  'wss://h/socket.io/?EIO=4&transport=websocket',
  'wss://h/websocket?vsn=2.0.0',
  'wss://h/connection/websocket',
].map((url) => ({ what: `JSON at ${url}`, url, says: CHAT, is: 'json' }));

const MIME_TYPES: readonly Labelled[] = [
  'text/event-stream',
  'application/msgpack',
  'application/cbor',
  'application/x-protobuf',
  'application/grpc-web+proto',
  'application/jwt',
].map((mime) => ({
  what: `an error in JSON under ${mime}`,
  transport: 'fetch',
  url: 'https://h/api',
  mime,
  says: [received({ error: 'no such room' })],
  is: 'json',
}));

const SCRIPTS: readonly Labelled[] = [
  {
    what: 'an error in JSON where JSONP was asked for',
    transport: 'script',
    url: 'https://h/poll?callback=cb',
    mime: 'application/javascript',
    says: [received({ error: 'no such room' })],
    is: 'json',
  },
  {
    what: 'a script by an address that names a function',
    transport: 'fetch',
    url: 'https://h/bundle.js?cb=build_7',
    mime: 'text/javascript',
    says: [received('!function(){"use strict";console.log(1)}();')],
    is: 'text',
  },
];

const FRAME = 'MESSAGE\ndestination:/a\nmessage-id:1\nsubscription:0\n\nhi\0';

/** What came before the contradiction is read again. */
const EARLIER: readonly Labelled[] = [
  {
    what: 'heart-beats of STOMP that were line feeds of a chat',
    protocol: 'v12.stomp',
    says: [received('\n'), received('\n'), sent('hello'), received('hello')],
    is: 'text',
  },
  {
    what: 'the beginning of a STOMP frame that was the first word of a chat',
    protocol: 'v12.stomp',
    says: [sent('SEND'), sent(' me home'), received('how?')],
    is: 'text',
  },
  {
    what: 'a hanging frame of STOMP that JSON follows',
    protocol: 'v12.stomp',
    says: [received('CON'), received({ a: 1 })],
    is: ['text', 'json'],
  },
  {
    what: 'the length of an MQTT packet that was a number of a game',
    protocol: 'mqtt',
    says: [sentBytes('30'), sentBytes('ff ff ff ff ff'), receivedBytes(ascii('{"a":1}'))],
    is: ['text', 'bytes', 'json'],
  },
  {
    what: 'a declared event stream in parts that is JSON',
    transport: 'fetch',
    url: 'https://h/api',
    mime: 'text/event-stream',
    says: [chunk(received('{"error":')), chunk(received('"x"}'))],
    is: 'json',
  },
  {
    what: 'heart-beats of Engine.IO that were numbers of a counter',
    url: 'wss://h/count?EIO=4&transport=websocket',
    says: [received('2'), received('3'), received('17'), received('hello')],
    is: 'text',
  },
  {
    what: 'SockJS at an address that only looks so, after what it also has',
    url: 'wss://h/rooms/lobby/websocket',
    says: [received('h'), received('hello'), sent('hello')],
    is: 'text',
  },
];

/** As much as the beginning of a body that RSocket declares to be an event stream. */
const INSIDE: readonly Labelled[] = [
  {
    what: 'a blank line inside RSocket that no event stream follows',
    says: [
      sentBytes(rsocketSetup('text/plain', 'text/event-stream')),
      sentBytes(frame(1, 6, 0, '00000009')),
      receivedBytes(frame(1, 10, 0x20, asHex('\n'))),
      receivedBytes(frame(1, 10, 0x20, asHex('{"a":1}'))),
    ],
    is: 'rsocket',
    inside: 'rsocket > text',
  },
];

/** A protocol that is proven is not given up for a stray message. */
const STICKY: readonly Labelled[] = [
  {
    what: 'nothing where a proven STOMP says something strange twice',
    protocol: 'v12.stomp',
    says: [received(FRAME), received('{"a":1}'), received('{"a":2}'), received(FRAME)],
    is: 'stomp',
  },
  {
    what: 'a protocol that begins after a log-in of the application’s own',
    says: [sent({ token: 'x' }), received('ok'), received(FRAME), received(FRAME)],
    is: ['json', 'text', 'stomp', 'stomp'],
  },
  {
    what: 'a protocol that gives way to another, from the fourth message on',
    protocol: 'v12.stomp',
    says: [received(FRAME), ...CHAT, received({ n: 4 })],
    is: ['stomp', 'stomp', 'stomp', 'stomp', 'json'],
  },
  {
    what: 'nothing where bytes that nobody knows are damage of what was declared',
    protocol: 'cbor',
    says: [receivedBytes('a1 6161 01'), receivedBytes('1c 01 ff fe')],
    is: 'cbor',
  },
  {
    what: 'text among values that were declared',
    protocol: 'msgpack',
    says: [receivedBytes('81 a1 61 01'), received('pong'), receivedBytes('2a')],
    is: ['messagepack', 'text', 'messagepack'],
  },
  {
    what: 'a subprotocol that names another protocol than is spoken',
    protocol: 'graphql-ws',
    says: [received(FRAME), received(FRAME)],
    is: 'stomp',
  },
];

/** Connections that declare, or begin as, what they are not. */
export const CONTRADICTED: readonly Labelled[] = [
  ...SUBPROTOCOLS,
  ...WORDS,
  ...URLS,
  ...MIME_TYPES,
  ...SCRIPTS,
  ...EARLIER,
  ...INSIDE,
  ...STICKY,
];
