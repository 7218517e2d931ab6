import { expect, test } from 'vitest';
import { walkTarget } from './keys.ts';

const walk = { position: 5, length: 100, page: 20 };

test.each([
  ['ArrowDown', 5, 6],
  ['ArrowDown', 99, 99],
  ['ArrowDown', -1, 0],
  ['ArrowUp', 5, 4],
  ['ArrowUp', 0, 0],
  ['PageDown', 5, 25],
  ['PageDown', 95, 99],
  ['PageUp', 5, 0],
  ['Home', 5, 0],
  ['End', 5, 99],
  ['Enter', 5, undefined],
])('%s at %d leads to %s', (key, position, target) => {
  expect(walkTarget(key, { ...walk, position })).toBe(target);
});

test('an empty list leads nowhere', () => {
  expect(walkTarget('Home', { position: -1, length: 0, page: 1 })).toBeUndefined();
});
