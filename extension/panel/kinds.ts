import type { ConnectionInsight } from '../insight/connection-insight.ts';
import { mimeOf } from '../insight/facts.ts';
import type { Connection } from '../journal/connection.ts';

/** How traffic gets to the page, as the chips of the toolbar name it. */
export const KINDS = ['polling', 'long-polling', 'sse', 'websocket', 'fetch', 'script'] as const;
export type Kind = (typeof KINDS)[number];

export const KIND_TITLES: Readonly<Record<Kind, string>> = {
  polling: 'Polling',
  'long-polling': 'Long-poll',
  sse: 'SSE',
  websocket: 'WebSocket',
  fetch: 'Fetch',
  script: 'Script',
};

/** The kind of a connection, by its transport and by the rhythm its requests turned out to have. */
export function kindOf(connection: Connection, insight: ConnectionInsight): Kind {
  switch (connection.transport) {
    case 'websocket':
      return 'websocket';
    case 'eventsource':
      return 'sse';
    case 'fetch':
    case 'xhr':
      return requestKind(connection, insight, 'fetch');
    case 'script':
    case 'document':
      return requestKind(connection, insight, 'script');
    default:
      return connection.transport satisfies never;
  }
}

/** Single requests, which the sidebar shows by their address. */
export function isSingle(kind: Kind): kind is 'fetch' | 'script' {
  return kind === 'fetch' || kind === 'script';
}

function requestKind(
  connection: Connection,
  insight: ConnectionInsight,
  plain: 'fetch' | 'script',
): Kind {
  if (insight.pattern === 'polling' || insight.pattern === 'long-polling') return insight.pattern;
  if (mimeOf(connection.responseHeaders) === 'text/event-stream') return 'sse';
  return insight.holdingSince === undefined ? plain : 'long-polling';
}
