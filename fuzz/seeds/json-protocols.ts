import { conversation, type Line } from './write.ts';

const sent = (json: unknown): Line => ['sent', { json }];
const received = (json: unknown): Line => ['received', { json }];

const GRAPHQL: readonly Line[] = [
  sent({ type: 'connection_init', payload: { token: 'x' } }),
  received({ type: 'connection_ack' }),
  sent({ id: 'a', type: 'subscribe', payload: { query: 'subscription T($n:Int){t(n:$n)}' } }),
  sent({ type: 'ping' }),
  received({ type: 'pong', payload: {} }),
  received({ id: 'a', type: 'next', payload: { data: { t: 1 }, extensions: null } }),
  received({ id: 'a', type: 'error', payload: [{ message: 'é "no"' }] }),
  sent({ id: 'a', type: 'complete' }),
];

const GRAPHQL_LEGACY: readonly Line[] = [
  sent({ type: 'connection_init', payload: {} }),
  received({ type: 'ka' }),
  sent({ id: '1', type: 'start', payload: { query: '{ me { name } }', variables: { a: 1 } } }),
  received({ id: '1', type: 'data', payload: { data: { me: null }, errors: [] } }),
  received({ id: '1', type: 'complete' }),
  sent({ id: '1', type: 'stop' }),
  sent({ type: 'connection_terminate' }),
];

const CHAT = '{"channel":"ChatChannel","room":1}';
const ACTION_CABLE: readonly Line[] = [
  received({ type: 'welcome', sid: 's' }),
  sent({ command: 'subscribe', identifier: CHAT }),
  received({ identifier: CHAT, type: 'confirm_subscription' }),
  sent({ command: 'message', identifier: CHAT, data: '{"action":"speak","text":"é"}' }),
  received({ identifier: CHAT, message: { text: 'hi' } }),
  received({ type: 'ping', message: 1700000000 }),
  received({ identifier: CHAT, type: 'reject_subscription' }),
  received({ type: 'disconnect', reason: 'server_restart', reconnect: true }),
];

const reply = { status: 'ok', response: { a: [1] } };
const PHOENIX: readonly Line[] = [
  sent(['3', '3', 'room:1', 'phx_join', { token: 'x' }]),
  received(['3', '3', 'room:1', 'phx_reply', reply]),
  sent(['3', '4', 'room:1', 'new_msg', { body: 'hi' }]),
  received([null, null, 'room:1', 'presence_diff', { joins: {}, leaves: {} }]),
  sent([null, '9', 'phoenix', 'heartbeat', {}]),
  ['sent', { hex: '00 01 02 03 01 30 3132 746f70 65 ff00' }],
  ['received', { hex: '00 01 03 01 30 746f70 65 ff00' }],
  ['received', { hex: '01 01 01 03 02 31 32 746f70 6f6b 7b7d' }],
  ['received', { hex: '02 03 01 746f70 65 7b7d' }],
];

const PHOENIX_OBJECTS: readonly Line[] = [
  sent({ topic: 'room:1', event: 'phx_join', payload: {}, ref: '1', join_ref: '1' }),
  received({ topic: 'room:1', event: 'phx_reply', payload: reply, ref: '1' }),
  sent({ topic: 'phoenix', event: 'heartbeat', payload: {}, ref: '2' }),
];

const PUSHER: readonly Line[] = [
  received({ event: 'pusher:connection_established', data: '{"socket_id":"1.2"}' }),
  sent({ event: 'pusher:subscribe', data: { channel: 'private-a', auth: 'k:s' } }),
  received({
    event: 'pusher_internal:subscription_succeeded',
    channel: 'private-a',
    data: '{}',
  }),
  received({ event: 'price', channel: 'private-a', data: '{"bid":"é"}' }),
  sent({ event: 'client-typing', channel: 'private-a', data: { is: true } }),
  received({ event: 'pusher:ping', data: {} }),
  received({ event: 'pusher:error', data: { code: 4001, message: 'no' } }),
];

const WAMP: readonly Line[] = [
  sent([1, 'realm1', { roles: { caller: {} }, authmethods: ['ticket'] }]),
  received([4, 'ticket', {}]),
  sent([5, 'secret', {}]),
  received([2, 9129137332, { roles: { broker: {} } }]),
  sent([32, 713845233, {}, 'com.topic']),
  received([33, 713845233, 5512315355]),
  received([36, 5512315355, 4429313566, {}, ['Hello'], { color: 'orange' }]),
  sent([48, 7814135, {}, 'com.add', [23, 7]]),
  received([50, 7814135, {}, [30]]),
  received([8, 48, 7814135, {}, 'com.error', [], { why: 'é' }]),
  sent([6, {}, 'wamp.close.close_realm']),
];

const DDP: readonly Line[] = [
  received({ server_id: '0' }),
  sent({ msg: 'connect', version: '1', support: ['1', 'pre2'] }),
  received({ msg: 'connected', session: 's' }),
  sent({ msg: 'sub', id: 'a', name: 'todos', params: [{ list: 1 }] }),
  received({ msg: 'added', collection: 'todos', id: '7', fields: { at: { $date: 1 } } }),
  received({ msg: 'ready', subs: ['a'] }),
  sent({ msg: 'method', id: '1', method: 'login', params: [{ password: 'x' }] }),
  received({ msg: 'result', id: '1', error: { error: 403, reason: 'no' } }),
  received({ msg: 'changed', collection: 'todos', id: '7', cleared: ['text'] }),
  received({ msg: 'ping', id: '3' }),
  received({ msg: 'nosub', id: 'a' }),
];

const CENTRIFUGO: readonly Line[] = [
  sent({ connect: { token: 'x', name: 'js' }, id: 1 }),
  received({ id: 1, connect: { client: 'c', version: '5', ping: 25, pong: true } }),
  ['sent', '{"subscribe":{"channel":"a"},"id":2}\n{"publish":{"channel":"a","data":1},"id":3}'],
  received({ push: { channel: 'a', pub: { data: { text: 'é' }, offset: 7 } } }),
  received({ id: 3, error: { code: 103, message: 'permission denied' } }),
  received({}),
  received({ push: { disconnect: { code: 3001, reason: 'shutdown' } } }),
];

const JSON_RPC: readonly Line[] = [
  sent({ jsonrpc: '2.0', method: 'subtract', params: [42, 23], id: 1 }),
  received({ jsonrpc: '2.0', result: 19, id: 1 }),
  sent({ jsonrpc: '2.0', method: 'update', params: { a: 'é' } }),
  received({ jsonrpc: '2.0', error: { code: -32601, message: 'no', data: [1] }, id: '7' }),
  sent([
    { jsonrpc: '2.0', method: 'a', id: 2 },
    { jsonrpc: '2.0', method: 'b' },
  ]),
  received([{ jsonrpc: '2.0', result: null, id: 2 }]),
];

const SIGNALR: readonly Line[] = [
  ['sent', '{"protocol":"json","version":1}\x1e'],
  ['received', '{}\x1e{"type":6}\x1e'],
  ['sent', '{"type":1,"invocationId":"1","target":"Send","arguments":[42,"é"]}\x1e'],
  ['received', '{"type":3,"invocationId":"1","result":{"a":1}}\x1e'],
  ['sent', '{"type":4,"invocationId":"2","target":"S","arguments":[],"streamIds":["3"]}\x1e'],
  ['received', '{"type":2,"invocationId":"2","item":[1]}\x1e{"type":2,"invocationId":"2"}\x1e'],
  ['sent', '{"type":5,"invocationId":"2"}\x1e'],
  ['received', '{"type":8,"sequenceId":7}\x1e{"type":9,"sequenceId":1}\x1e'],
  ['received', '{"type":7,"error":"bye","allowReconnect":true}\x1e'],
];

/** Protocols whose messages are JSON texts. */
export const JSON_PROTOCOLS = [
  conversation('graphql', { protocol: 'graphql-transport-ws' }, 'messages', GRAPHQL),
  conversation('graphql', { protocol: 'graphql-ws' }, 'messages', GRAPHQL_LEGACY),
  conversation('action-cable', { protocol: 'actioncable-v1-json' }, 'messages', ACTION_CABLE),
  conversation('phoenix', { url: 'ws://h/socket/websocket?vsn=2.0.0' }, 'messages', PHOENIX),
  conversation(
    'phoenix',
    { url: 'ws://h/socket/websocket?vsn=1.0.0' },
    'messages',
    PHOENIX_OBJECTS,
  ),
  conversation('pusher', { url: 'ws://h/app/key?protocol=7' }, 'messages', PUSHER),
  conversation('wamp', { protocol: 'wamp.2.json' }, 'messages', WAMP),
  conversation('ddp', {}, 'messages', DDP),
  conversation('centrifugo', {}, 'messages', CENTRIFUGO),
  conversation('json-rpc', {}, 'messages', JSON_RPC),
  conversation('signalr', {}, 'stream', SIGNALR),
];
