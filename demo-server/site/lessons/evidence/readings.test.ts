import { describe, expect, test } from 'vitest';
import type { Seen } from '../../model/diagram.ts';
import type { Crossing } from '../../transports/crossing.ts';
import { countOf, framingIn, handshakeIn, reuseIn, wayBackIn, withPiece } from './readings.ts';

const seen = (at: number, change: Partial<Crossing>): Seen => ({
  at,
  crossing: {
    ...{ direction: 'received', exchange: 1, role: 'message', label: '', head: 0, body: 0 },
    ...{ isEstimate: false },
    ...change,
  },
});

describe('the way back after a loss', () => {
  test('is the request after it, and how long it took', () => {
    const drawn = [
      seen(0, { role: 'request', label: 'GET /a' }),
      seen(100, { role: 'end' }),
      seen(3100, { role: 'request', label: 'GET /a  Last-Event-ID: 7' }),
      seen(3200, { role: 'begin' }),
    ];
    expect(wayBackIn(drawn)).toEqual({ after: 3000, by: 'GET /a  Last-Event-ID: 7' });
  });

  test('is none where nothing was lost', () => {
    expect(wayBackIn([seen(0, { role: 'request' }), seen(1, { role: 'answer' })])).toBeUndefined();
    expect(wayBackIn([])).toBeUndefined();
  });
});

test('framing is told for each direction, from messages alone', () => {
  const drawn = [
    seen(0, { role: 'request', direction: 'sent', head: 540 }),
    seen(1, { head: 2 }),
    seen(2, { head: 4 }),
    seen(3, { head: 6, direction: 'sent' }),
  ];
  expect(framingIn(drawn, 'received')).toEqual({ least: 2, most: 4 });
  expect(framingIn(drawn, 'sent')).toEqual({ least: 6, most: 6 });
  expect(framingIn([], 'sent')).toBeUndefined();
});

test('crossings are counted by their first word; the latest handshake has the word', () => {
  const drawn = [
    seen(0, { label: '101 mqtt', role: 'begin' }),
    seen(1, { label: 'PUBLISH 1' }),
    seen(2, { label: 'PUBACK' }),
    seen(3, { label: 'PUBLISH 2' }),
  ];
  expect(countOf(drawn, 'PUBLISH')).toBe(2);
  expect(handshakeIn(drawn)).toBe('101 mqtt');
});

test('a request that had nothing to connect went over an open connection', () => {
  const times = [
    { name: '/api/poll?client=p1', connectStart: 5, connectEnd: 7 },
    { name: '/api/poll?client=p1', connectStart: 9, connectEnd: 9 },
    { name: '/api/poll?client=p2', connectStart: 9, connectEnd: 9 },
  ];
  expect(reuseIn(times, 'p1')).toEqual({ all: 2, reused: 1 });
});

test('pieces end where the network ends them, lines where they end', () => {
  const none = { pieces: 0, lines: 0, cut: 0 };
  expect(['{"a":1}\n{"b', '":2}\n'].reduce(withPiece, none)).toEqual({
    pieces: 2,
    lines: 2,
    cut: 1,
  });
});
