import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBatch } from '../contract/guard.ts';
import { Run, type TextMessage } from './run.ts';

const message = (index: number, more: Partial<TextMessage> = {}): TextMessage => ({
  connection: 1,
  index,
  time: 1_795_160_000_000 + index,
  direction: 'received',
  text: `text ${index}`,
  size: `text ${index}`.length,
  ...more,
});

const batchOf = (run: Run) => {
  const batch = readBatch(`{"version":1,"first":5,"events":[${run.take()}]}`);
  if (!batch) throw new Error('refused');
  return batch;
};

test('a run comes out as the messages that went in', () => {
  const texts = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(texts, fc.integer({ min: 0, max: 1e6 }), (some, first) => {
      const run = new Run();
      const messages = some.map((text, at) =>
        message(first + at, { text, size: new TextEncoder().encode(text).length }),
      );
      for (const one of messages) expect(run.add(one)).toBe(true);
      const batch = batchOf(run);
      expect(batch.next).toBe(5 + messages.length);
      expect(batch.refused).toBe(0);
      expect(batch.events).toEqual(
        messages.map((one) => ({
          kind: 'message',
          type: 'text',
          ...one,
          time: expect.closeTo(one.time, 2),
        })),
      );
    }),
  );
});

test.each([
  ['another connection', message(1, { connection: 2 })],
  ['the other direction', message(1, { direction: 'sent' })],
  ['a gap in the order', message(2)],
  ['a machine that slept', message(1, { time: message(0).time + 2 ** 33 })],
  ['a clock that was set back', message(1, { time: message(0).time - 1000 })],
])('a run ends at %s', (_, other) => {
  const run = new Run();
  run.add(message(0));
  expect(run.add(other)).toBe(false);
  expect(batchOf(run).events).toHaveLength(1);
  expect(run.take()).toBeUndefined();
});

test('a run that was taken leaves nothing behind', () => {
  const run = new Run();
  run.add(message(0));
  run.take();
  expect(run.length).toBe(0);
});

test.each([
  ['lists of different lengths', { sizes: [1, 1] }],
  ['a size that cannot be', { sizes: [99] }],
  ['a delay into the past', { delays: [-1] }],
  ['what is no text', { texts: [7] }],
  ['an unknown field', { frame: 'https://bank.example/' }],
])('the guard refuses and counts a run with %s', (_, change) => {
  const sound = {
    kind: 'run',
    connection: 1,
    index: 0,
    time: 1,
    direction: 'sent',
    texts: ['a'],
    sizes: [1],
    delays: [0],
  };
  const batch = readBatch(
    JSON.stringify({ version: 1, first: 0, events: [{ ...sound, ...change }] }),
  );
  expect(batch).toMatchObject({ events: [], refused: 1, next: 1 });
});
