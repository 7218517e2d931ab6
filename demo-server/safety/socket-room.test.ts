import { expect, test } from 'vitest';
import { Ledger } from '../ledger/ledger.ts';
import { isFull } from './socket-room.ts';

test('sockets and sessions of every kind are counted together, and requests are not', () => {
  const ledger = new Ledger();
  const first = ledger.open('websocket', { url: 'ws://x/' });
  ledger.open('sockjs', { url: '/sockjs/' });
  ledger.open('http', { url: 'http://x/' });
  expect(isFull(ledger, 3)).toBe(false);
  ledger.open('socket.io', { url: '/socket.io/' });
  expect(isFull(ledger, 3)).toBe(true);
  first.close();
  expect(isFull(ledger, 3)).toBe(false);
});
