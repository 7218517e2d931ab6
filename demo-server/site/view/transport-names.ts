import type { TransportName } from '../transports/transport.ts';

/** How transports are called on the page, and what each does in a line. */
export const TRANSPORT_TEXTS: Record<
  TransportName,
  { readonly name: string; readonly short: string; readonly what: string }
> = {
  polling: { name: 'Polling', short: 'Poll', what: 'asks on a timer, news or not' },
  'long-polling': {
    name: 'Long polling',
    short: 'Long',
    what: 'asks once, is held until there is news',
  },
  sse: { name: 'SSE', short: 'SSE', what: 'one response that never ends' },
  websocket: { name: 'WebSocket', short: 'WS', what: 'both directions, message by message' },
  streaming: { name: 'Streaming', short: 'Stream', what: 'one fetch, read piece by piece' },
  sockjs: { name: 'SockJS', short: 'SockJS', what: 'STOMP, over whatever gets through' },
  'socket-io': { name: 'Socket.IO', short: 'S.IO', what: 'events, rooms and acknowledgements' },
  mqtt: { name: 'MQTT', short: 'MQTT', what: 'topics with a quality of service' },
  graphql: { name: 'GraphQL', short: 'GQL', what: 'a subscription to the fields asked for' },
  rsocket: { name: 'RSocket', short: 'RSock', what: 'streams that one pulls, request by request' },
  stomp: { name: 'STOMP', short: 'STOMP', what: 'rooms and receipts over a WebSocket' },
};
