import { expect, test } from 'vitest';
import type { Connection } from '../../journal/connection.ts';
import { endingOf } from './ending.ts';

const socket: Connection = {
  id: 'c1',
  transport: 'websocket',
  url: 'ws://host/',
  openedAt: 1000,
  witness: 'page',
  state: 'open',
  messages: { sent: 0, received: 0 },
  bytes: { sent: 0, received: 0 },
};
const close = (code: number, reason = '') => ({ code, reason, wasClean: code !== 1006 });

test.each<[string, Partial<Connection>, string | undefined, boolean?]>([
  ['one that is open', {}, undefined],
  ['a normal close', { state: 'closed', close: close(1000) }, 'closed 1000 normal closure'],
  [
    'a close with a reason',
    { state: 'closed', close: close(4001, 'session expired') },
    'closed 4001 session expired',
    true,
  ],
  [
    'a lost connection',
    { state: 'closed', close: close(1006) },
    'closed 1006 abnormal closure',
    true,
  ],
  ['a refused socket', { state: 'failed', close: close(1006) }, 'failed: never opened', true],
  [
    'a socket that broke',
    { state: 'failed', close: close(1006), respondedAt: 1010 },
    'failed: connection lost',
    true,
  ],
  [
    'a failed request',
    { state: 'failed', error: 'Failed to fetch' },
    'failed: Failed to fetch',
    true,
  ],
  [
    'a refused request',
    { state: 'failed', error: 'Error in connection establishment: net::ERR_CONNECTION_REFUSED' },
    'net::ERR_CONNECTION_REFUSED',
    true,
  ],
  ['a stream that came back', { attempt: 2, respondedAt: 1010 }, '2 reconnects'],
  [
    'a stream that cannot begin',
    { state: 'connecting', attempt: 2 },
    'reconnecting, attempt 2',
    true,
  ],
  ['a request given up', { state: 'aborted' }, 'aborted by the page'],
  [
    'an answer that is an error',
    { state: 'closed', status: 404, statusText: 'Not Found' },
    '404 Not Found',
    true,
  ],
  ['a stream that was read to its end', { state: 'closed', closedAt: 3100 }, 'ended after 2.1 s'],
])('%s', (_, change, text, isBad = false) => {
  expect(endingOf({ ...socket, ...change })).toEqual(text && { text, isBad });
});
