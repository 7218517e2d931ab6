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
  stomp: { name: 'STOMP', short: 'STOMP', what: 'rooms and receipts over a WebSocket' },
};
