import { eventSource } from './event-source.ts';
import { longPolling } from './long-polling.ts';
import { polling } from './polling.ts';
import { stomp } from './stomp.ts';
import type { Transport, TransportName } from './transport.ts';
import { webSocket } from './web-socket.ts';

export const ALL_TRANSPORTS: Record<TransportName, Transport> = {
  polling,
  'long-polling': longPolling,
  sse: eventSource,
  websocket: webSocket,
  stomp,
};
