import { execute, parse, subscribe, validate } from 'graphql';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL, makeServer } from 'graphql-ws';
import type { Laboratory } from '../../laboratory.ts';
import type { SocketRoute } from '../route.ts';
import { resolversOf, SCHEMA } from './schema.ts';

/** `/graphql`: queries, mutations and subscriptions in the protocol graphql-transport-ws. */
export function graphqlRoute({ hub }: Laboratory): SocketRoute {
  // The functions are handed over, so that there is one copy of the library, whoever loads it.
  const library = { execute, subscribe, parse, validate };
  const server = makeServer({ schema: SCHEMA, roots: rootsOf(hub), ...library });
  return {
    chooseProtocol: (asked) =>
      asked.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) ? GRAPHQL_TRANSPORT_WS_PROTOCOL : undefined,
    accept: () => (socket) => {
      const closed = server.opened(
        {
          protocol: socket.protocol,
          send: async (data) => socket.send(data),
          close: (code, reason) => socket.close(code, reason),
          onMessage: (listener) =>
            socket.onMessage((data) => {
              const text = typeof data === 'string' ? data : Buffer.from(data).toString();
              listener(text).catch(() => socket.close(1011, 'the server failed'));
            }),
        },
        {},
      );
      socket.over.addEventListener('abort', () => void closed(1000, ''));
    },
  };
}

function rootsOf(hub: Laboratory['hub']) {
  const { history, publish, messages } = resolversOf(hub);
  return { query: { history }, mutation: { publish }, subscription: { messages } };
}
