import {
  asCbor,
  asMessagePack,
  type Labelled,
  received,
  receivedBytes,
  sent,
  sentBytes,
} from './labelled.fixture.ts';

const GRAPHQL: readonly Labelled[] = [
  {
    what: 'GraphQL by its subprotocol',
    protocol: 'graphql-transport-ws',
    says: [
      sent({ type: 'connection_init' }),
      received({ type: 'connection_ack' }),
      sent({ type: 'ping' }),
      sent({ id: '1', type: 'subscribe', payload: { query: 'subscription { a }' } }),
      received({ id: '1', type: 'next', payload: { data: { a: 1 } } }),
    ],
    is: 'graphql',
    by: 'subprotocol',
  },
  {
    what: 'GraphQL of Apollo’s old client, without its subprotocol',
    says: [
      sent({ type: 'connection_init', payload: {} }),
      received({ type: 'connection_ack' }),
      received({ type: 'ka' }),
      sent({ id: '1', type: 'start', payload: { query: '{a}', variables: {} } }),
    ],
    is: 'graphql',
    by: 'content',
  },
  {
    what: 'GraphQL seen from a result on',
    says: [received({ id: 'x', type: 'next', payload: { data: { a: 1 }, extensions: {} } })],
    is: 'graphql',
  },
  {
    what: 'GraphQL that begins with heart-beats, its subprotocol known',
    protocol: 'graphql-ws',
    says: [received({ type: 'ka' }), received({ type: 'ka' })],
    is: 'graphql',
  },
];

const RAILS = '{"channel":"ChatChannel","room":"1"}';

const ACTION_CABLE: readonly Labelled[] = [
  {
    what: 'Action Cable by its subprotocol, from a ping on',
    protocol: 'actioncable-v1-json',
    says: [received({ type: 'ping', message: 1 }), received({ type: 'welcome' })],
    is: 'action-cable',
  },
  {
    what: 'Action Cable by its welcome',
    url: 'wss://h/cable',
    says: [
      received({ type: 'welcome' }),
      received({ type: 'ping', message: 1_700_000_000 }),
      sent({ command: 'subscribe', identifier: RAILS }),
      received({ identifier: RAILS, type: 'confirm_subscription' }),
    ],
    is: 'action-cable',
    by: 'content',
  },
  {
    what: 'Action Cable seen from a message on',
    says: [received({ identifier: RAILS, message: { text: 'hi' } })],
    is: 'action-cable',
  },
];

const PHOENIX: readonly Labelled[] = [
  {
    what: 'Phoenix by its URL',
    url: 'wss://h/live/websocket?_csrf_token=x&vsn=2.0.0',
    says: [
      sent(['4', '4', 'lv:phx-F', 'phx_join', { url: 'https://h/' }]),
      received(['4', '4', 'lv:phx-F', 'phx_reply', { status: 'ok', response: {} }]),
    ],
    is: 'phoenix',
    by: 'url',
  },
  {
    what: 'Phoenix by a heart-beat, its URL hidden',
    says: [sent([null, '5', 'phoenix', 'heartbeat', {}])],
    is: 'phoenix',
    by: 'content',
  },
  {
    what: 'Phoenix 1, as objects',
    says: [
      sent({ topic: 'room:1', event: 'phx_join', payload: {}, ref: '1' }),
      received({ topic: 'room:1', event: 'new_msg', payload: { body: 'hi' }, ref: null }),
    ],
    is: 'phoenix',
  },
  {
    what: 'Supabase Realtime, which is Phoenix',
    url: 'wss://p.supabase.co/realtime/v1/websocket?apikey=k&vsn=1.0.0',
    says: [sent({ topic: 'realtime:a', event: 'phx_join', payload: { config: {} }, ref: '1' })],
    is: 'phoenix',
  },
];

const PUSHER: readonly Labelled[] = [
  {
    what: 'Pusher by its URL',
    url: 'wss://ws-eu.pusher.com/app/0123456789abcdef?protocol=7&client=js&version=8.4.0&flash=false',
    says: [
      received({
        event: 'pusher:connection_established',
        data: '{"socket_id":"1.2","activity_timeout":120}',
      }),
      sent({ event: 'pusher:subscribe', data: { auth: '', channel: 'a' } }),
      received({ event: 'my-event', channel: 'a', data: '{"a":1}' }),
    ],
    is: 'pusher',
    by: 'url',
  },
  {
    what: 'Pusher’s protocol of another server, from its first message on',
    url: 'wss://reverb.example/ws',
    says: [received({ event: 'pusher:connection_established', data: '{"socket_id":"1.2"}' })],
    is: 'pusher',
    by: 'content',
  },
  {
    what: 'Pusher that begins with a heart-beat',
    says: [received({ event: 'pusher:ping', data: {} }), sent({ event: 'pusher:pong', data: {} })],
    is: 'pusher',
  },
];

const WAMP: readonly Labelled[] = [
  {
    what: 'WAMP by its subprotocol',
    protocol: 'wamp.2.json',
    says: [
      sent([1, 'realm1', { roles: { subscriber: {} } }]),
      received([2, 9007199254740991, { roles: { broker: {} } }]),
      sent([32, 1, {}, 'com.example.topic']),
      received([33, 1, 5512315355]),
    ],
    is: 'wamp',
  },
  {
    what: 'WAMP by its HELLO',
    says: [
      sent([1, 'realm1', { roles: { caller: {}, callee: {} } }]),
      sent([48, 1, {}, 'a.b', [1]]),
    ],
    is: 'wamp',
    by: 'content',
  },
];

const WAMP_PACKED: readonly Labelled[] = [
  {
    what: 'WAMP in MessagePack by its subprotocol',
    protocol: 'wamp.2.msgpack',
    says: [
      sentBytes(asMessagePack([1, 'realm1', { roles: { caller: {} } }])),
      receivedBytes(asMessagePack([2, 7, { roles: { broker: {} } }])),
    ],
    is: 'wamp',
    by: 'subprotocol',
  },
  {
    what: 'WAMP in CBOR by its subprotocol',
    protocol: 'wamp.2.cbor',
    says: [sentBytes(asCbor([1, 'realm1', { roles: { caller: {} } }]))],
    is: 'wamp',
  },
];

const DDP: readonly Labelled[] = [
  {
    what: 'DDP of Meteor',
    url: 'wss://h/websocket',
    says: [
      received({ server_id: '0' }),
      sent({ msg: 'connect', version: '1', support: ['1', 'pre2', 'pre1'] }),
      received({ msg: 'connected', session: 'abc' }),
      sent({ msg: 'sub', id: 'x', name: 'tasks', params: [] }),
      received({ msg: 'ping' }),
      sent({ msg: 'pong' }),
    ],
    is: 'ddp',
    by: 'content',
  },
  {
    what: 'DDP inside SockJS',
    url: 'wss://h/sockjs/123/abcdefgh/websocket',
    says: [
      received('o'),
      received('a["{\\"server_id\\":\\"0\\"}"]'),
      sent(['{"msg":"connect","version":"1","support":["1"]}']),
    ],
    is: 'sockjs',
    inside: 'sockjs > ddp',
  },
  {
    what: 'DDP seen from a document on',
    says: [received({ msg: 'added', collection: 'tasks', id: 'a', fields: { done: false } })],
    is: 'ddp',
  },
];

const CENTRIFUGO: readonly Labelled[] = [
  {
    what: 'Centrifugo by its path',
    url: 'wss://h/connection/websocket',
    says: [
      sent({ connect: { token: 'x', name: 'js' }, id: 1 }),
      received({ id: 1, connect: { client: 'a', version: '5', ping: 25, pong: true } }),
      received({}),
      sent({}),
    ],
    is: 'centrifugo',
    by: 'url',
  },
  {
    what: 'Centrifugo behind another path, several commands in a message',
    url: 'wss://h/realtime',
    says: [
      sent('{"connect":{},"id":1}\n{"subscribe":{"channel":"news"},"id":2}'),
      received({ push: { channel: 'news', pub: { data: { a: 1 } } } }),
    ],
    is: 'centrifugo',
    by: 'content',
  },
];

const JSON_RPC: readonly Labelled[] = [
  {
    what: 'JSON-RPC of an Ethereum node over WebSocket',
    says: [
      sent({ jsonrpc: '2.0', id: 1, method: 'eth_subscribe', params: ['newHeads'] }),
      received({ jsonrpc: '2.0', id: 1, result: '0x1' }),
      received({ jsonrpc: '2.0', method: 'eth_subscription', params: { result: {} } }),
    ],
    is: 'json-rpc',
    by: 'content',
  },
  {
    what: 'JSON-RPC over HTTP, where its MIME type is that of JSON',
    transport: 'fetch',
    url: 'https://rpc.example/',
    mime: 'application/json',
    requestMime: 'application/json',
    says: [
      sent({ jsonrpc: '2.0', id: 1, method: 'eth_blockNumber', params: [] }),
      received({ jsonrpc: '2.0', id: 1, result: '0x10' }),
    ],
    is: 'json-rpc',
    by: 'content',
  },
  {
    what: 'JSON-RPC of the Model Context Protocol in an event stream',
    transport: 'fetch',
    url: 'https://h/mcp',
    mime: 'text/event-stream',
    requestMime: 'application/json',
    says: [
      sent({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
      received('event: message\ndata: {"jsonrpc":"2.0","id":1,"result":{"tools":[]}}\n\n'),
    ],
    is: ['json-rpc', 'sse'],
    inside: 'sse > json-rpc > json',
  },
  {
    what: 'JSON-RPC in batches',
    says: [
      sent([
        { jsonrpc: '2.0', id: 1, method: 'a' },
        { jsonrpc: '2.0', method: 'b' },
      ]),
    ],
    is: ['json-rpc', 'json-rpc'],
  },
  {
    what: 'JSON-RPC of a language server by its subprotocol',
    protocol: 'jsonrpc',
    says: [sent({ jsonrpc: '2.0', id: 0, method: 'initialize', params: {} })],
    is: 'json-rpc',
    by: 'subprotocol',
  },
];

const SIGNALR: readonly Labelled[] = [
  {
    what: 'SignalR from its handshake on',
    url: 'wss://h/chatHub?id=x',
    says: [
      sent('{"protocol":"json","version":1}\x1e'),
      received('{}\x1e'),
      sent('{"arguments":["kim","hi"],"target":"SendMessage","type":1}\x1e'),
      received('{"type":6}\x1e'),
    ],
    is: 'signalr',
    by: 'content',
  },
  {
    what: 'SignalR that begins with heart-beats',
    says: [received('{"type":6}\x1e'), received('{"type":1,"target":"tick","arguments":[1]}\x1e')],
    is: 'signalr',
  },
  {
    what: 'SignalR that begins with the answer to its handshake',
    says: [received('{}\x1e'), received('{"type":6}\x1e')],
    is: 'signalr',
  },
  {
    what: 'SignalR in MessagePack',
    says: [
      sent('{"protocol":"messagepack","version":1}\x1e'),
      receivedBytes('7b7d1e'),
      receivedBytes('02 91 06'),
    ],
    is: 'signalr',
  },
  {
    what: 'the negotiation of SignalR',
    transport: 'fetch',
    url: 'https://h/chatHub/negotiate?negotiateVersion=1',
    mime: 'application/json',
    says: [
      received({
        negotiateVersion: 1,
        connectionId: 'a',
        connectionToken: 'b',
        availableTransports: [{ transport: 'WebSockets', transferFormats: ['Text', 'Binary'] }],
      }),
    ],
    is: 'signalr',
  },
  {
    what: 'SignalR in binary messages',
    says: [sentBytes(new TextEncoder().encode('{"protocol":"json","version":1}\x1e'))],
    is: 'signalr',
  },
];

/** Connections whose messages are JSON, as applications make them. */
export const SPOKEN_IN_JSON: readonly Labelled[] = [
  ...GRAPHQL,
  ...ACTION_CABLE,
  ...PHOENIX,
  ...PUSHER,
  ...WAMP,
  ...WAMP_PACKED,
  ...DDP,
  ...CENTRIFUGO,
  ...JSON_RPC,
  ...SIGNALR,
];
