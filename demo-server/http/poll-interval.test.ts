import { expect, test } from 'vitest';
import { pollInterval } from './poll-interval.ts';

const messagesAt = (...times: number[]) =>
  times.map((time, index) => ({
    ...{ id: index + 1, topic: 'chat', type: 'chat', time, from: 'kim', text: '' },
  }));

test.each([
  ['nothing was ever said: rarely', [], 0, 10_000],
  ['one message, just now: soon', [1000], 1000, 200],
  ['one a second: once a second', [1000, 2000, 3000, 4000], 4100, 1000],
  ['a thousand a second: as often as is reasonable', [1000, 1001, 1002], 1003, 200],
  ['a silence longer than usual: as long as it lasted', [1000, 2000, 3000], 8000, 5000],
  ['a silence without end: not for ever', [1000, 2000], 9_000_000, 10_000],
  [
    'only the latest ten count',
    [0, ...Array.from({ length: 10 }, (_, n) => 90_000 + 500 * n)],
    94_500,
    500,
  ],
  ['clocks of servers that disagree: not at once', [5000], 1000, 200],
])('%s', (_why, times, now, interval) => {
  expect(pollInterval(messagesAt(...times), now)).toBe(interval);
});
