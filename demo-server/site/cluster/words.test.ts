import { describe, expect, test } from 'vitest';
import { fateOf, latestSettled, lossesOf, numbersOf, type Word } from './words.ts';

const PUBLISHED = { kind: 'published', server: 's1' } as const;
const REFUSED = { kind: 'refused', reason: 'Redis is away.' } as const;
const UNSURE = { kind: 'unsure' } as const;
const SAYING = { kind: 'saying' } as const;

const word = (
  number: number,
  time: number,
  present: readonly string[],
  outcome: Word['outcome'] = PUBLISHED,
): Word => ({ number, by: 'a', time, outcome, present: new Set(present) });

describe('what becomes of a word', () => {
  test.each([
    [PUBLISHED, [1], ['a'], 9000, 'heard'],
    [PUBLISHED, [1], [], 9000, 'heard'],
    [PUBLISHED, [], ['a'], 9000, 'not-heard'],
    [PUBLISHED, [], ['a'], 1100, 'on-its-way'],
    [PUBLISHED, [], [], 9000, 'away'],
    [REFUSED, [], ['a'], 1100, 'unpublished'],
    [UNSURE, [], ['a'], 1100, 'on-its-way'],
    [UNSURE, [], ['a'], 9000, 'unpublished'],
    [UNSURE, [1], ['a'], 9000, 'heard'],
    [SAYING, [], ['a'], 9000, 'unpublished'],
  ] as const)('%j, heard %j, present %j, at %d: %s', (outcome, heard, present, now, fate) => {
    expect(fateOf(word(1, 1000, present, outcome), 'a', new Set(heard), now)).toBe(fate);
  });
});

const client = (name: string, ...heard: number[]) => ({ name, heard: new Set(heard) });

test('the loss names the words each client is missing, and nobody who misses nothing', () => {
  const words = [word(1, 0, ['a', 'b']), word(2, 0, ['a']), word(3, 0, ['a', 'b'])];
  expect(lossesOf(words, [client('a', 1, 2, 3), client('b', 1)], 9000)).toEqual([
    { client: 'b', missing: [2, 3] },
  ]);
});

test('what was never published is nobody’s loss', () => {
  const words = [word(1, 0, ['a'], REFUSED), word(2, 0, ['a'], UNSURE), word(3, 0, ['a'])];
  expect(lossesOf(words, [client('a', 3)], 9000)).toEqual([]);
  expect(numbersOf(words, 'refused')).toEqual([1]);
  expect(numbersOf(words, 'unsure')).toEqual([2]);
});

test('the latest word is spoken of when it has come everywhere, or too late', () => {
  const words = [word(1, 0, ['a', 'b']), word(2, 5000, ['a', 'b'])];
  expect(latestSettled(words, [client('a', 1, 2), client('b', 1)], 5100)?.number).toBe(1);
  expect(latestSettled(words, [client('a', 1, 2), client('b', 2)], 5100)?.number).toBe(2);
  expect(latestSettled(words, [client('a', 1, 2), client('b', 1)], 9000)?.number).toBe(2);
  expect(latestSettled([], [], 0)).toBeUndefined();
});
