import { expect, test } from 'vitest';
import { readBatch } from '../contract/guard.ts';
import { LIMITS } from '../contract/limits.ts';
import { encodeEvent } from './encode.ts';
import { Outbox } from './outbox.ts';
import { encodeText } from './payload.ts';

/** An outbox whose timer fires when the test says so. */
function outbox() {
  const sent: string[] = [];
  const timers: (() => void)[] = [];
  const delays: number[] = [];
  const box = new Outbox({
    send: (batch) => sent.push(batch),
    schedule: (action, delay) => {
      delays.push(delay);
      timers.push(action);
    },
  });
  const tick = () => {
    for (const action of timers.splice(0)) action();
  };
  const batches = () =>
    sent.map((text) => {
      const batch = readBatch(text);
      if (!batch) throw new Error(`refused: ${text}`);
      expect(batch.refused).toBe(0);
      return batch;
    });
  return { box, sent, timers, delays, tick, batches };
}

const reconnecting = (attempt: number) =>
  encodeEvent({ kind: 'reconnecting', connection: 1, time: 1, attempt });
const message = (text: string) =>
  encodeEvent({
    kind: 'message',
    connection: 1,
    index: 0,
    time: 1,
    direction: 'sent',
    type: 'text',
    ...encodeText(text),
  });

test('events are held until the panel says welcome, then sent in order', () => {
  const { box, sent, tick, batches } = outbox();
  box.add(reconnecting(1), false);
  box.add(reconnecting(2), false);
  tick();
  expect(sent).toEqual([]);
  box.open();
  expect(batches().map(({ first, next }) => [first, next])).toEqual([[0, 2]]);
});

test('where much comes, a batch waits longer for company, and calm again, not so long', () => {
  const { box, delays, tick } = outbox();
  box.open();
  const rounds = [LIMITS.batchBusy, 1, 1];
  for (const count of rounds) {
    for (let attempt = 1; attempt <= count; attempt++) box.add(reconnecting(attempt), false);
    tick();
  }
  expect(delays).toEqual([LIMITS.batchDelay, LIMITS.batchDelayBusy, LIMITS.batchDelay]);
});

test('one timer gathers what comes in the meantime', () => {
  const { box, timers, tick, batches } = outbox();
  box.open();
  for (let attempt = 1; attempt <= 5; attempt++) box.add(reconnecting(attempt), false);
  expect(timers.length).toBe(1);
  tick();
  box.add(reconnecting(6), false);
  tick();
  expect(batches().map(({ first, next }) => [first, next])).toEqual([
    [0, 5],
    [5, 6],
  ]);
});

test('a batch that is big enough does not wait', () => {
  const { box, sent } = outbox();
  box.open();
  box.add(message('x'.repeat(LIMITS.batch)), true);
  expect(sent.length).toBe(1);
});

test('while the document goes away, every event goes out at once', () => {
  const { box, batches } = outbox();
  box.open();
  box.add(reconnecting(1), false);
  box.hurry(true);
  box.add(reconnecting(2), false);
  expect(batches().map(({ first }) => first)).toEqual([0, 1]);
});

test('with too much outstanding, payloads are given up and counted, all else is kept', () => {
  const { box, batches, tick } = outbox();
  box.open();
  const big = message('x'.repeat(LIMITS.payload));
  const fitting = Math.floor(LIMITS.unacknowledged / big.length);
  for (let at = 0; at < fitting + 3; at++) box.add(big, true);
  box.add(reconnecting(1), false);
  tick();
  const last = batches().at(-1);
  expect(last?.events.map((event) => event.kind)).toEqual(['reconnecting', 'dropped']);
  expect(last?.events.at(-1)).toMatchObject({ count: 3 });
  expect(last?.next).toBe(fitting + 2);

  box.acknowledge(1);
  box.add(big, true);
  expect(
    batches()
      .at(-1)
      ?.events.map((event) => event.kind),
  ).toEqual(['message']);
});

test('before the welcome the same limit holds', () => {
  const { box, batches } = outbox();
  const big = message('x'.repeat(LIMITS.payload));
  for (let at = 0; at < 20; at++) box.add(big, true);
  box.open();
  const kinds = batches().flatMap(({ events }) => events.map((event) => event.kind));
  expect(kinds.filter((kind) => kind === 'message').length).toBe(15);
  expect(kinds.at(-1)).toBe('dropped');
});

test('a failed observation is told as one lost event, without another event to carry it', () => {
  const { box, tick, batches } = outbox();
  box.open();
  box.drop(2);
  tick();
  expect(batches()[0]?.events).toMatchObject([{ kind: 'dropped', count: 2 }]);
});

test('closed, it sends and keeps nothing', () => {
  const { box, sent, tick } = outbox();
  box.add(reconnecting(1), false);
  box.close();
  box.open();
  box.add(reconnecting(2), false);
  tick();
  box.flush();
  expect(sent).toEqual([]);
});
