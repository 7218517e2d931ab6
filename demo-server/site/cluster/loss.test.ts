import { describe, expect, test } from 'vitest';
import { fateOf, lossesOf, type Word } from './loss.ts';

const word = (number: number, time: number, ...present: string[]): Word => ({
  number,
  time,
  server: 's1',
  present: new Set(present),
});

describe('what becomes of a word', () => {
  test.each([
    [[1], ['a'], 9000, 'heard'],
    [[1], [], 9000, 'heard'],
    [[], ['a'], 9000, 'not-heard'],
    [[], ['a'], 1100, 'on-its-way'],
    [[], [], 9000, 'away'],
  ] as const)('heard %j, present %j, at %d: %s', (heard, present, now, fate) => {
    expect(fateOf(word(1, 1000, ...present), 'a', new Set(heard), now)).toBe(fate);
  });
});

test('the loss names the words each client is missing, and nobody who misses nothing', () => {
  const words = [word(1, 0, 'a', 'b'), word(2, 0, 'a'), word(3, 0, 'a', 'b')];
  const clients = [
    { name: 'a', heard: new Set([1, 2, 3]) },
    { name: 'b', heard: new Set([1]) },
  ];
  expect(lossesOf(words, clients, 9000)).toEqual([{ client: 'b', said: 3, missing: [2, 3] }]);
});
