/** Every limit of the demo server, in one place. Bytes and milliseconds unless said. */
export const LIMITS = {
  /** Entries the ledger keeps; the oldest make room. */
  ledgerEntries: 100_000,
  /** Characters of JSON the ledger keeps; the oldest entries make room. */
  ledgerSize: 64 * 1024 * 1024,
  /** Messages of one connection that the ledger writes down; the rest is only counted. */
  ledgerMessagesPerConnection: 10_000,

  /** Topics the hub keeps. */
  topics: 64,
  /** Lines of the shared document. */
  documentLines: 200,
  /** Messages of one topic that the hub remembers. */
  historyMessages: 500,
  /** Characters of text of one topic that the hub remembers. */
  historySize: 1024 * 1024,
  /** Messages that Redis Streams keep for servers that were away, about. */
  streamMessages: 10_000,
  /** Latest messages that a server takes from Redis Streams when it starts. */
  streamPast: 2_000,
  /** Text of one published message, in characters. */
  text: 64 * 1024,
  /** Name of a sender, in characters. */
  from: 64,

  /** Races that are published at once, events of one, and bytes of the text of each event. */
  races: 4,
  raceEvents: 1000,
  racePayload: 16 * 1024,

  /** Idle connections of each way that are opened to be weighed. */
  weighed: 2000,

  /** Connections to this process; further ones are cut off. */
  connections: 20_000,
  /** WebSockets among them, and sessions of SockJS and Socket.IO; a further one is refused. */
  sockets: 15_000,
  /** HTTP requests of one address in a second; further ones get 429. */
  requestsPerSecond: 3000,
  /** Messages that a client sends over one WebSocket in a second; then it is closed with 1008. */
  socketMessagesPerSecond: 20_000,

  /** Body of an HTTP request. */
  requestBody: 1024 * 1024,
  /** One message that a client sends over a WebSocket. */
  socketMessage: 1024 * 1024,
  /** Written to a client and not yet taken by it; beyond it, the client is dropped. */
  backlog: 8 * 1024 * 1024,
  /** Written ahead by an endpoint that waits for its client. */
  writeAhead: 1024 * 1024,
  /** Commands that could not be understood before a socket is closed. */
  socketErrors: 100,

  /** Time between the upgrade and CONNECT. */
  stompConnect: 10_000,
  /** Shortest interval of heart-beats offered. */
  stompHeartBeat: 250,
  /** Subscriptions of one STOMP connection. */
  stompSubscriptions: 1000,
  /** Messages of one subscription that were delivered and not yet acknowledged. */
  stompUnacknowledged: 10_000,
  /** How often a message is delivered to a subscription that refuses it with NACK. */
  stompAttempts: 3,
  /** Frames held in the open transactions of one STOMP connection. */
  stompTransactionFrames: 1000,
  /** Body bytes held in the open transactions of one STOMP connection. */
  stompTransactionSize: 4 * 1024 * 1024,

  /** Time between the upgrade and SETUP. */
  rsocketSetup: 10_000,
  /** Sessions of RSocket that can be resumed, how long they wait for it, and bytes that each keeps. */
  rsocketSessions: 100,
  rsocketResume: 60_000,
  rsocketResumable: 1024 * 1024,
  /** Requests that a lease of RSocket allows, and for how long. */
  rsocketLeaseRequests: 8,
  rsocketLeaseTime: 5_000,
  /** Streams that one RSocket connection has open. */
  rsocketStreams: 1000,
  /** Bytes of fragments of one RSocket connection that wait for the rest. */
  rsocketFragments: 1024 * 1024,
  /** Messages that one RSocket stream keeps until they are requested. */
  rsocketBacklog: 1000,
  /** Payloads that an RSocket client may publish before the first is acknowledged. */
  rsocketWindow: 16,

  /** Messages of a topic that wait for one GraphQL subscription. */
  graphqlBacklog: 10_000,

  /** How long `close()` waits for clients before it cuts them off. */
  closing: 500,
} as const;
