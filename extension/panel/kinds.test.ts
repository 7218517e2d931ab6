import { expect, test } from 'vitest';
import type { ConnectionInsight } from '../insight/connection-insight.ts';
import type { Connection } from '../journal/connection.ts';
import { type Kind, kindOf } from './kinds.ts';

const connection: Connection = {
  id: 'c1',
  transport: 'fetch',
  url: 'http://host/',
  openedAt: 0,
  witness: 'page',
  state: 'open',
  messages: { sent: 0, received: 0 },
  bytes: { sent: 0, received: 0 },
};
const stream = { responseHeaders: [['Content-Type', 'text/event-stream; charset=utf-8']] } as const;

const table: readonly [string, Partial<Connection>, Partial<ConnectionInsight>, Kind][] = [
  ['a WebSocket', { transport: 'websocket' }, {}, 'websocket'],
  ['an EventSource', { transport: 'eventsource' }, {}, 'sse'],
  ['an event stream read by fetch', stream, { pattern: 'streaming' }, 'sse'],
  ['another stream read by fetch', {}, { pattern: 'streaming' }, 'fetch'],
  ['a poll', { transport: 'xhr' }, { pattern: 'polling' }, 'polling'],
  ['a long poll', {}, { pattern: 'long-polling' }, 'long-polling'],
  [
    'a request held for the first time',
    {},
    { pattern: 'request', holdingSince: 0 },
    'long-polling',
  ],
  ['a plain request', {}, { pattern: 'request' }, 'fetch'],
  ['a script tag', { transport: 'script' }, { pattern: 'request' }, 'script'],
  ['a poll by script tags', { transport: 'script' }, { pattern: 'polling' }, 'polling'],
  ['a form sent into a frame', { transport: 'document' }, { pattern: 'request' }, 'script'],
];

test.each(table)('%s', (_, facts, insight, kind) => {
  expect(kindOf({ ...connection, ...facts }, { channelIds: [], ...insight })).toBe(kind);
});
