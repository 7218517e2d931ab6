import { expect, test } from 'vitest';
import type { CaptureEvent } from '../contract/capture.ts';
import { Journal } from '../journal/journal.ts';
import { totalsOf } from './totals.ts';

const seen = (connection: string): CaptureEvent => ({
  kind: 'seen',
  connection,
  transport: 'fetch',
  url: 'http://localhost/',
  openedAt: 1,
  witness: 'page',
});

const message = (position: number, change: object): CaptureEvent => ({
  kind: 'message',
  connection: 'c1',
  position,
  time: 2,
  direction: 'received',
  type: 'chunk',
  size: 10,
  content: { kind: 'text', text: 'x' },
  ...change,
});

test('an empty journal has lost nothing', () => {
  const none = { open: 0, connections: 0, messages: 0, bytes: 0, lost: 0 };
  expect(totalsOf(new Journal())).toEqual(none);
});

test('every kind of loss counts, and only connections that are over are not open', () => {
  const journal = new Journal({ messages: 2, connections: 2 });
  const events: readonly CaptureEvent[] = [
    seen('c0'),
    { kind: 'changed', connection: 'c0', change: { state: 'closed' } },
    seen('c1'),
    seen('c2'),
    { kind: 'changed', connection: 'c2', change: { state: 'failed' } },
    message(0, { direction: 'sent' }),
    message(1, { truncated: true, size: 100 }),
    message(2, { content: { kind: 'missing', reason: 'stream' } }),
    { kind: 'loss', reason: 'missing', count: 3 },
    { kind: 'loss', reason: 'refused', count: 5 },
    { kind: 'loss', reason: 'dropped', count: 7 },
  ];
  for (const event of events) journal.take(event);
  // One message and one connection over the limits, one cut off, one out of reach; 15 on the way.
  expect(totalsOf(journal)).toEqual({
    open: 1,
    connections: 2,
    messages: 3,
    bytes: 120,
    lost: 19,
  });
});
