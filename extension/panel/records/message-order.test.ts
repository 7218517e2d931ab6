import { expect, test } from 'vitest';
import { Journal } from '../../journal/journal.ts';
import { MessageOrder } from './message-order.ts';

function say(journal: Journal, position: number, time: number): void {
  journal.take({
    kind: 'message',
    connection: 'c1',
    position,
    time,
    direction: 'received',
    type: 'text',
    size: 1,
    content: { kind: 'text', text: 'x' },
  });
}

function journalOf(limits: { messages?: number } = {}): Journal {
  const journal = new Journal(limits);
  const seen = { transport: 'websocket', url: 'ws://host/', openedAt: 0, witness: 'page' } as const;
  journal.take({ kind: 'seen', connection: 'c1', ...seen });
  return journal;
}

test('a message that came late is put where its time belongs, and the place is told', () => {
  const journal = journalOf();
  const order = new MessageOrder(journal);
  say(journal, 0, 10);
  say(journal, 2, 30);
  order.advance();
  expect(order.all).toEqual([0, 1]);
  order.takeChanged();
  say(journal, 1, 20);
  order.advance();
  expect(order.all).toEqual([0, 2, 1]);
  expect(order.takeChanged()).toBe(1);
  expect(order.takeChanged()).toBe(3);
});

test('messages that the journal dropped leave, and the others keep their places', () => {
  const journal = journalOf({ messages: 3 });
  const order = new MessageOrder(journal);
  for (let position = 0; position < 5; position++) {
    say(journal, position, position);
    order.advance();
  }
  expect(order.all).toEqual([2, 3, 4]);
  expect(order.dropped).toBe(2);
});
