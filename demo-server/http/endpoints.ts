import type { FastifyInstance } from 'fastify';

const ENDPOINTS = {
  'GET /api/poll/:topic?cursor=':
    'polling: answers at once; ETag and If-None-Match give 304; X-Poll-Interval advises when to ask again',
  'GET /api/long-poll/:topic?cursor=&timeout=&batch=':
    'long polling: held until there is news, or 204; batch milliseconds gather more',
  'GET /api/events/:topic?format=json|text&cursor=&limit=': 'server-sent events, resumable',
  'GET /api/ndjson/:topic?count=&cursor=': 'the next messages as a stream of JSON lines',
  'POST /api/stream {prompt, tokens?, interval?, style?}': 'a rehearsed assistant, token by token',
  'GET /api/slow?delay=': 'a slow answer that is not a long poll',
  'POST /api/topics/:topic/messages {from, text}': 'publishes to everyone, over every transport',
  'GET /api/document, GET /api/board':
    'what the topics document (insert 0 @0 text) and board (X b2, new) have come to',
  'POST /api/race {topic, events?, rate?, payload?}': 'publishes exactly so many events, evenly',
  'SockJS /sockjs': 'the same broker inside SockJS, over any of its transports',
  'Socket.IO /socket.io': 'join, leave, publish {topic, from, text}; message brings what is new',
  'WebSocket /mqtt': 'an MQTT 3.1.1 broker; topics are topic/NAME',
  'WebSocket /graphql': 'graphql-transport-ws: history, publish, messages',
  'WebSocket /rsocket':
    'RSocket 1.0; routes topics.NAME.history, topics.NAME.messages, topics.NAME.publish',
  'POST /api/sign-in {name, lifetime?}, POST /api/sign-out': 'a token for what is below /secure',
  '/secure/api/…, WebSocket /secure/ws, /secure/rsocket, /secure/stomp':
    'the same for those with a token',
  'GET, PUT /api/cluster {bus?, sticky?, redis?: start|stop, balancer?: restart, server?: {id, do: start|stop|kill}}':
    'of npm run demo:cluster: what joins the servers, and who is up',
  'GET /healthz, GET /metrics': 'whether the server works, and how much (Prometheus)',
  'GET, POST, DELETE /api/faults {kind, for?, times?, lasts?, …}': 'what goes wrong on purpose',
  'GET, PUT /api/settings': 'rate, payloadSize, period, hold, retry, keepAlive',
  'GET /api/ledger/live?connection=&url=, GET /api/ledger/schema':
    'each entry as it is written; what entries are',
  'GET /api/ledger?connection=&url=, DELETE /api/ledger':
    'what the server sent and received; url chooses by a text that a connection’s URL contains',
  'POST /api/weigh {connections?}':
    'bytes that one idle connection of each way makes a server hold',
  'WebSocket /ws?topic=chat,ticker&format=json|binary|messagepack|cbor|protobuf':
    'topics over a plain WebSocket; a subprotocol topics.FORMAT chooses too',
  'GET /topic.proto': 'what is said there in Protobuf',
  'WebSocket /ws/echo': 'echoes text and binary; {"close": 4001, "reason": "…"} closes',
  'WebSocket /ws/flood?count=&size=': 'that many text messages as fast as they are taken',
  'WebSocket /stomp': 'a STOMP 1.0, 1.1 and 1.2 broker; topics are /topic/NAME',
} as const;

/** `GET /api` lists the endpoints. */
export function indexRoute(app: FastifyInstance): void {
  app.get('/api', async () => ({ endpoints: ENDPOINTS }));
}
