import { expect, test } from 'vitest';
import { logScale } from './log-scale.ts';

test('runs between the powers of ten around all values, each decade as wide', () => {
  const { ticks, at } = logScale([3, 40, 520]);
  expect(ticks).toEqual([1, 10, 100, 1000]);
  expect([1, 10, 1000].map(at)).toEqual([0, 1 / 3, 1]);
});

test('has a decade even where values are few, alike, or none', () => {
  expect(logScale([5, 5]).ticks).toEqual([1, 10]);
  expect(logScale([10]).ticks).toEqual([10, 100]);
  expect(logScale([]).ticks).toEqual([1, 10]);
});

test('keeps what is beyond its ends at them', () => {
  const { at } = logScale([2, 20]);
  expect([0, 0.1, 1e6].map(at)).toEqual([0, 0, 1]);
});
