import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CaptureEvent, Content, MessageCaptured } from '../contract/capture.ts';
import { Journal } from './journal.ts';
import { PAGE_LENGTH } from './page.ts';

let journal: Journal;
beforeEach(() => {
  journal = new Journal();
});

const seen = (connection: string): CaptureEvent => ({
  kind: 'seen',
  connection,
  transport: 'websocket',
  url: 'ws://localhost/',
  openedAt: 1,
  witness: 'page',
});

const message = (
  connection: string,
  position: number,
  content: Content = { kind: 'text', text: `${connection}/${position}` },
  more: Partial<MessageCaptured> = {},
): CaptureEvent => ({
  kind: 'message',
  connection,
  position,
  time: 1000 + position,
  direction: 'received',
  type: 'text',
  size: 10,
  content,
  ...more,
});

const texts = (connection: string): (string | undefined)[] =>
  journal.messagesOf(connection).map((number) => journal.payload(number)?.text);

const take = (...events: CaptureEvent[]): void => {
  for (const event of events) journal.take(event);
};

describe('the journal', () => {
  test('gives back what it took', () => {
    const event = { type: 'tick', id: '42' };
    const bytes = Uint8Array.of(1, 2, 3);
    take(
      seen('c1'),
      message('c1', 0, undefined, { type: 'event', event, truncated: true, size: 99 }),
      message('c1', 1, { kind: 'binary', bytes }, { direction: 'sent', discarded: true }),
      message('c1', 2, { kind: 'missing', reason: 'stream' }),
    );
    expect(journal.message(0)).toEqual({
      number: 0,
      connection: 'c1',
      position: 0,
      time: 1000,
      direction: 'received',
      type: 'event',
      size: 99,
      event,
      truncated: true,
      discarded: false,
      content: 'text',
    });
    expect(journal.message(1)).toMatchObject({ direction: 'sent', discarded: true });
    expect(journal.payload(1)?.bytes).toEqual(bytes);
    expect(journal.payload(1)?.isText).toBe(false);
    expect(journal.message(2)).toMatchObject({ content: 'missing', reason: 'stream' });
    expect(journal.payload(2)).toBeUndefined();
    expect(journal.message(3)).toBeUndefined();
  });

  test('keeps what became known of a connection', () => {
    take(seen('c1'), {
      kind: 'changed',
      connection: 'c1',
      change: { state: 'open', protocol: 'v12.stomp' },
    });
    take(message('c1', 0), message('c1', 1, undefined, { direction: 'sent', size: 4 }));
    expect(journal.connections.get('c1')).toEqual({
      id: 'c1',
      transport: 'websocket',
      url: 'ws://localhost/',
      openedAt: 1,
      witness: 'page',
      state: 'open',
      protocol: 'v12.stomp',
      messages: { sent: 1, received: 1 },
      bytes: { sent: 4, received: 10 },
    });
  });

  test('orders the messages of a connection by position, however late they come', () => {
    take(seen('c1'), seen('c2'));
    for (const position of [0, 1, 3, 2, 0.5, 4, 0.25]) take(message('c1', position));
    take(message('c2', 0));
    expect(texts('c1')).toEqual(['c1/0', 'c1/0.25', 'c1/0.5', 'c1/1', 'c1/2', 'c1/3', 'c1/4']);
    expect(texts('c2')).toEqual(['c2/0']);
    expect(journal.messagesOf('c3')).toEqual([]);
  });

  test('has another revision after every event', () => {
    const revisions = new Set([journal.revision]);
    for (const event of [seen('c1'), message('c1', 0), message('c9', 0)]) {
      take(event);
      revisions.add(journal.revision);
    }
    journal.clear();
    expect(revisions.add(journal.revision).size).toBe(5);
  });
});

describe('a payload that comes later', () => {
  test('finds its message by position and corrects what was counted', () => {
    take(seen('c1'), message('c1', 0, { kind: 'pending' }, { size: 7 }), message('c1', 1));
    expect(journal.payload(0)).toBeUndefined();
    take({
      kind: 'payload',
      connection: 'c1',
      position: 0,
      size: 20,
      content: { kind: 'binary', bytes: Uint8Array.of(9) },
      truncated: true,
    });
    expect(journal.message(0)).toMatchObject({ content: 'binary', size: 20, truncated: true });
    expect(journal.counts).toMatchObject({ received: 30, truncated: 1, uncaptured: 0 });
    expect(journal.connections.get('c1')?.bytes.received).toBe(30);
  });

  test('may turn out missing, and what was missing may be found', () => {
    take(seen('c1'), message('c1', 0, { kind: 'pending' }));
    const payload = (content: Content): CaptureEvent => ({
      kind: 'payload',
      connection: 'c1',
      position: 0,
      size: 1,
      content,
    });
    take(payload({ kind: 'missing', reason: 'read failed' }));
    expect(journal.counts.uncaptured).toBe(1);
    take(payload({ kind: 'text', text: 'x' }));
    expect(journal.counts.uncaptured).toBe(0);
    expect(texts('c1')).toEqual(['x']);
  });

  test('for a message that is not there changes nothing', () => {
    take(seen('c1'), message('c1', 0));
    const before = { ...journal.counts };
    for (const [connection, position] of [['c1', 0.5] as const, ['c2', 0] as const]) {
      const content: Content = { kind: 'text', text: '' };
      take({ kind: 'payload', connection, position, size: 5, content });
    }
    expect(journal.counts).toEqual(before);
  });
});

describe('limits', () => {
  test('the oldest messages make room and are counted', () => {
    journal = new Journal({ messages: 3 });
    take(seen('c1'), ...[0, 1, 2, 3, 4].map((position) => message('c1', position)));
    expect(journal.counts).toMatchObject({ messages: 5, received: 50, dropped: 2 });
    expect([journal.firstMessage, journal.nextMessage]).toEqual([2, 5]);
    expect(journal.message(1)).toBeUndefined();
    expect(texts('c1')).toEqual(['c1/2', 'c1/3', 'c1/4']);
  });

  test('payloads are limited by what they take, late ones too', () => {
    journal = new Journal({ payload: 25 });
    const ten: Content = { kind: 'text', text: '0123456789' };
    take(seen('c1'), ...[0, 1, 2].map((position) => message('c1', position, ten)));
    expect(journal.firstMessage).toBe(1);
    take(message('c1', 3, { kind: 'pending' }));
    const content: Content = { kind: 'binary', bytes: new Uint8Array(12) };
    take({ kind: 'payload', connection: 'c1', position: 3, size: 12, content });
    expect(journal.firstMessage).toBe(2);
    expect(journal.counts.dropped).toBe(2);
  });

  test('the oldest connection that is over makes room, with its messages', () => {
    journal = new Journal({ connections: 2 });
    take(seen('c1'), seen('c2'), message('c2', 0), message('c1', 0));
    take({ kind: 'changed', connection: 'c2', change: { state: 'closed' } });
    take(seen('c3'), message('c3', 0), message('c2', 1));
    expect([...journal.connections.keys()]).toEqual(['c1', 'c3']);
    expect(journal.message(0)).toBeUndefined();
    expect(journal.counts).toMatchObject({ messages: 4, dropped: 2, droppedConnections: 1 });
    take(seen('c4'));
    expect([...journal.connections.keys()]).toEqual(['c3', 'c4']);
  });

  test('losses told by capture are added up', () => {
    take(
      { kind: 'loss', reason: 'missing', count: 4 },
      { kind: 'loss', reason: 'refused', count: 1 },
    );
    take(
      { kind: 'loss', reason: 'missing', count: 2 },
      { kind: 'loss', reason: 'dropped', count: 9 },
    );
    expect(journal.counts).toMatchObject({ missing: 6, refused: 1, dropped: 9 });
  });
});

test('what comes late of a connection that was cleared away is no loss', () => {
  take(seen('c1'), { kind: 'changed', connection: 'c1', change: { state: 'closed' } });
  journal.clear();
  take(message('c1', 0));
  expect(journal.counts).toMatchObject({ messages: 0, received: 0, dropped: 0 });
  expect(journal.nextMessage).toBe(0);
});

test('clear frees everything but keeps connections that are still open', () => {
  take(seen('c1'), seen('c2'), message('c1', 0), message('c2', 0));
  take({ kind: 'changed', connection: 'c1', change: { state: 'closed' } });
  journal.clear();
  expect([...journal.connections.keys()]).toEqual(['c2']);
  expect(journal.connections.get('c2')?.messages).toEqual({ sent: 0, received: 0 });
  expect(journal.messagesOf('c2')).toEqual([]);
  expect(journal.counts.messages).toBe(0);
  expect(journal.message(0)).toBeUndefined();
  take(message('c2', 1));
  expect(texts('c2')).toEqual(['c2/1']);
  expect(journal.messagesOf('c2')).toEqual([journal.firstMessage]);
});

test('a watcher hears of everything but new messages, until it stops', () => {
  const heard: string[] = [];
  const stop = journal.watch({
    connectionChanged: (id) => heard.push(`changed ${id}`),
    connectionDropped: (id) => heard.push(`dropped ${id}`),
    payloadCame: (number) => heard.push(`payload ${number}`),
    cleared: () => heard.push('cleared'),
  });
  take(seen('c1'), message('c1', 0, { kind: 'pending' }));
  take({
    kind: 'payload',
    connection: 'c1',
    position: 0,
    size: 0,
    content: { kind: 'text', text: '' },
  });
  take({ kind: 'changed', connection: 'c1', change: { state: 'open' } });
  journal.clear();
  stop();
  take(seen('c2'));
  expect(heard).toEqual(['changed c1', 'payload 0', 'changed c1', 'cleared']);
});

test('whatever happens, the order is by position and every message is kept or counted', () => {
  const event = fc.oneof(
    fc.nat(3).map((id) => seen(`c${id}`)),
    fc.tuple(fc.nat(3), fc.nat(40)).map(([id, half]) => message(`c${id}`, half / 2)),
    fc.tuple(fc.nat(3), fc.nat(40)).map(([id, half]): CaptureEvent => {
      const content: Content = { kind: 'text', text: 'later' };
      return { kind: 'payload', connection: `c${id}`, position: half / 2, size: 5, content };
    }),
    fc.nat(3).map((id): CaptureEvent => {
      return { kind: 'changed', connection: `c${id}`, change: { state: 'closed' } };
    }),
  );
  const limits = fc.record({ messages: fc.nat(20), payload: fc.nat(60), connections: fc.nat(3) });
  fc.assert(
    fc.property(limits, fc.array(event, { maxLength: 80 }), (some, events) => {
      journal = new Journal({ ...some, connections: some.connections + 1 });
      take(...events);
      const numbers = [...journal.connections.keys()].map((id) => journal.messagesOf(id));
      for (const list of numbers) {
        const positions = list.map((number) => journal.message(number)?.position ?? Number.NaN);
        expect(positions).toEqual([...positions].sort((a, b) => a - b));
      }
      const kept = numbers.flat().length;
      expect(kept + journal.counts.dropped).toBe(journal.counts.messages);
      expect(kept).toBeLessThanOrEqual(some.messages);
    }),
  );
});

test('pages at the front go when all their messages have gone', () => {
  journal = new Journal({ messages: PAGE_LENGTH });
  take(seen('c1'));
  for (let position = 0; position < PAGE_LENGTH * 3 + 5; position += 1)
    take(message('c1', position));
  expect(journal.firstMessage).toBe(PAGE_LENGTH * 2 + 5);
  expect(journal.messagesOf('c1')).toHaveLength(PAGE_LENGTH);
  expect(journal.message(PAGE_LENGTH * 2 + 5)?.position).toBe(PAGE_LENGTH * 2 + 5);
  expect(journal.message(PAGE_LENGTH * 2 + 4)).toBeUndefined();
});
