import { describe, expect, test } from 'vitest';
import { LIMITS } from '../limits.ts';
import { Ledger } from './ledger.ts';
import type { Which } from './which.ts';

const lines = (ledger: Ledger, which?: Which) =>
  ledger
    .toString(which)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('ledger', () => {
  test('writes connections and messages down in order, and ends with what was lost', () => {
    const ledger = new Ledger();
    const first = ledger.open('websocket', { url: 'ws://x/', protocol: 'v12.stomp' });
    first.message({ direction: 'sent', type: 'text' }, '안');
    const second = ledger.open('http', { url: 'http://x/', method: 'GET' });
    second.message({ direction: 'received', type: 'response', status: 204 }, '');
    first.message({ direction: 'received', type: 'binary' }, Uint8Array.of(1, 2, 3, 4));
    first.close({ code: 1000, reason: 'bye' });
    expect(lines(ledger)).toMatchObject([
      {
        sequence: 1,
        connection: 'k1',
        transport: 'websocket',
        kind: 'open',
        protocol: 'v12.stomp',
      },
      { sequence: 2, connection: 'k1', kind: 'message', size: 3, text: '안' },
      { sequence: 3, connection: 'k2', transport: 'http', kind: 'open', method: 'GET' },
      { sequence: 4, connection: 'k2', status: 204, size: 0, text: '' },
      { sequence: 5, connection: 'k1', type: 'binary', size: 4, base64: 'AQIDBA==' },
      { sequence: 6, connection: 'k1', kind: 'close', code: 1000, messages: 2, lost: 0 },
      { kind: 'end', entries: 6, lost: 0 },
    ]);
    expect(lines(ledger, { connection: 'k2' }).map(({ kind }) => kind)).toEqual([
      'open',
      'message',
      'end',
    ]);
  });

  test('closes a connection once', () => {
    const ledger = new Ledger();
    const connection = ledger.open('http', { url: 'http://x/' });
    connection.close();
    connection.close({ aborted: true });
    expect(lines(ledger).map(({ kind }) => kind)).toEqual(['open', 'close', 'end']);
  });

  test('writes so many messages of one connection, and counts the others', () => {
    const ledger = new Ledger();
    const connection = ledger.open('websocket', { url: 'ws://x/' });
    for (let sent = 0; sent < LIMITS.ledgerMessagesPerConnection + 3; sent += 1)
      connection.message({ direction: 'received', type: 'text' }, 'x');
    connection.close({ code: 1000 });
    const [close, end] = lines(ledger).slice(-2);
    expect(close).toMatchObject({ messages: LIMITS.ledgerMessagesPerConnection + 3, lost: 3 });
    expect(end).toEqual({ kind: 'end', entries: LIMITS.ledgerMessagesPerConnection + 2, lost: 3 });
  });

  test('keeps within its size, and counts the entries that made room', () => {
    const ledger = new Ledger();
    const connection = ledger.open('websocket', { url: 'ws://x/' });
    const large = 'x'.repeat(1024 * 1024);
    for (let sent = 0; sent < 100; sent += 1)
      connection.message({ direction: 'received', type: 'text' }, large);
    const text = ledger.toString();
    const end = JSON.parse(text.trimEnd().split('\n').at(-1) ?? '');
    expect(text.length).toBeLessThanOrEqual(LIMITS.ledgerSize + 1000);
    expect(end.entries + end.lost).toBe(101);
    expect(end.lost).toBeGreaterThan(0);
  });

  test('tells of those connections alone whose URL has a text in it, and of them live', () => {
    const ledger = new Ledger();
    const live: string[] = [];
    const leave = ledger.watch({ url: 'client=p1' }, (line) => live.push(JSON.parse(line).kind));
    const mine = ledger.open('websocket', { url: 'ws://x/ws?client=p1' });
    const other = ledger.open('http', { url: 'http://x/api/poll?client=p2' });
    mine.message({ direction: 'sent', type: 'text' }, 'a');
    other.message({ direction: 'received', type: 'response' }, 'client=p1');
    leave();
    mine.close();
    expect(lines(ledger, { url: 'client=p1' }).map(({ kind }) => kind)).toEqual([
      'open',
      'message',
      'close',
      'end',
    ]);
    expect(lines(ledger, { url: 'client=p1', connection: 'k2' })).toHaveLength(1);
    expect(live).toEqual(['open', 'message']);
  });

  test('forgets when told, and goes on counting where it was', () => {
    const ledger = new Ledger();
    const connection = ledger.open('http', { url: 'http://x/' });
    ledger.clear();
    expect(lines(ledger)).toEqual([{ kind: 'end', entries: 0, lost: 0 }]);
    connection.close();
    expect(lines(ledger)[0]).toMatchObject({ sequence: 2, connection: 'k1', kind: 'close' });
  });
});
