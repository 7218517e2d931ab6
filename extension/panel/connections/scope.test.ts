import { expect, test } from 'vitest';
import type { Connection } from '../../journal/connection.ts';
import { endpointOf, isInScope, type ScopedItem } from './scope.ts';

const request: Connection = {
  id: 'c1',
  transport: 'fetch',
  method: 'GET',
  url: 'http://host/api/poll?cursor=4',
  openedAt: 0,
  witness: 'page',
  state: 'closed',
  messages: { sent: 0, received: 1 },
  bytes: { sent: 0, received: 2 },
};
const plain: ScopedItem = { connection: request, insight: { channelIds: [] }, channel: undefined };
const polled: ScopedItem = {
  connection: request,
  insight: { channelIds: ['loop 1'], pattern: 'polling' },
  channel: 'loop 1',
};

test('a loop holds the requests that are part of it, whenever that is learnt', () => {
  const scope = { kind: 'loop', key: 'k', loop: 'loop 1' } as const;
  expect(isInScope(scope, plain)).toBe(false);
  expect(isInScope(scope, polled)).toBe(true);
});

test('an endpoint holds plain requests to it, whatever their query, and no loops', () => {
  const scope = { kind: 'endpoint', key: 'k', endpoint: endpointOf(request) } as const;
  expect(scope.endpoint).toBe('GET /api/poll');
  expect(isInScope(scope, plain)).toBe(true);
  expect(isInScope(scope, polled)).toBe(false);
});

test('a channel holds its own records only, and every raw message of its connection', () => {
  const scope = { kind: 'channel', key: 'k', connection: 'c1', channel: 'c1/a' } as const;
  expect(isInScope(scope, { ...plain, channel: 'c1/a' })).toBe(true);
  expect(isInScope(scope, { ...plain, channel: 'c1/b' })).toBe(false);
  expect(isInScope(scope, { ...plain, channel: 'any' })).toBe(true);
});

test('a session holds all its connections, and a channel of it what they say in it', () => {
  const session = { key: 's', name: '/echo' };
  const inSession = { ...plain, insight: { channelIds: ['s/a'], session } };
  const whole = { kind: 'session', key: 'k', session: 's' } as const;
  expect([plain, inSession].map((item) => isInScope(whole, item))).toEqual([false, true]);
  const scope = { kind: 'channel', key: 'k', channel: 's/a' } as const;
  expect(isInScope(scope, { ...inSession, channel: 's/a' })).toBe(true);
  expect(isInScope(scope, { ...inSession, channel: 's/b' })).toBe(false);
  expect(isInScope(scope, { ...inSession, channel: 'any' })).toBe(true);
  expect(isInScope(scope, { ...plain, channel: 'any' })).toBe(false);
});
