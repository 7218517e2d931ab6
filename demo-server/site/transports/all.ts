import { eventSource } from './event-source.ts';
import { graphql } from './graphql.ts';
import { jsonLines } from './json-lines.ts';
import { longPolling } from './long-polling.ts';
import { mqtt } from './mqtt.ts';
import { polling } from './polling.ts';
import { rsocket } from './rsocket.ts';
import { sockJs } from './sock-js.ts';
import { socketIo } from './socket-io.ts';
import { stomp } from './stomp.ts';
import type { Transport, TransportName } from './transport.ts';
import { webSocket } from './web-socket.ts';

export const ALL_TRANSPORTS: Record<TransportName, Transport> = {
  polling,
  'long-polling': longPolling,
  sse: eventSource,
  streaming: jsonLines,
  websocket: webSocket,
  stomp,
  sockjs: sockJs,
  'socket-io': socketIo,
  mqtt,
  graphql,
  rsocket,
};
