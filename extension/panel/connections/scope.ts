import type { ConnectionInsight } from '../../insight/connection-insight.ts';
import type { Connection } from '../../journal/connection.ts';
import { isSingle, kindOf } from '../kinds.ts';
import { pathOf } from '../wording/urls.ts';

/**
 * A part of the recording that the person selected on the left: a loop of requests, a session over
 * several connections, a connection, one channel of either, or the plain requests to one endpoint.
 * `key` names its row.
 */
export type Scope =
  | { readonly kind: 'loop'; readonly key: string; readonly loop: string }
  | { readonly kind: 'session'; readonly key: string; readonly session: string }
  | { readonly kind: 'connection'; readonly key: string; readonly connection: string }
  | {
      readonly kind: 'channel';
      readonly key: string;
      /** Absent where the channel is a session's. */
      readonly connection?: string;
      readonly channel: string;
    }
  | { readonly kind: 'endpoint'; readonly key: string; readonly endpoint: string };

/** What plain requests are put together by: `GET /api/history`. */
export function endpointOf(connection: Connection): string {
  return `${connection.method ?? 'GET'} ${pathOf(connection.url)}`;
}

/** What is asked whether it lies within a scope. */
export interface ScopedItem {
  readonly connection: Connection;
  readonly insight: ConnectionInsight;
  /** The record's channel; `any` for a raw message, which may hold records of several channels. */
  readonly channel: string | undefined | 'any';
}

/** Whether a record or message lies within a scope. */
export function isInScope(scope: Scope, { connection, insight, channel }: ScopedItem): boolean {
  switch (scope.kind) {
    case 'loop':
      return insight.channelIds.includes(scope.loop);
    case 'connection':
      return connection.id === scope.connection;
    case 'session':
      return insight.session?.key === scope.session;
    case 'channel':
      if (channel !== 'any') return channel === scope.channel;
      return scope.connection === undefined
        ? insight.channelIds.includes(scope.channel)
        : connection.id === scope.connection;
    case 'endpoint':
      return isSingle(kindOf(connection, insight)) && endpointOf(connection) === scope.endpoint;
    default:
      return scope satisfies never;
  }
}
