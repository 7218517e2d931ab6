import { describe, expect, test } from 'vitest';
import { Gaps, inRanges } from './gaps.ts';

describe('gaps', () => {
  test.each([
    [[], []],
    [[7], []],
    [[7, 8, 9], []],
    [[7, 9], [8]],
    [[7, 10, 8], [9]],
    [[7, 7, 8], []],
    [[7, 9, 1, 2], []],
    [[7, 9, 1, 3], [2]],
  ])('in %j are %j', (ids, missing) => {
    const gaps = new Gaps();
    for (const id of ids) gaps.add(id);
    expect(gaps.missing).toEqual(missing);
  });

  test('are bounded, however far the numbers jump', () => {
    const gaps = new Gaps();
    gaps.add(1);
    gaps.add(1e12);
    expect(gaps.missing).toHaveLength(1000);
  });
});

test('numbers are written as ranges', () => {
  expect(inRanges([3, 5, 6, 7, 8, 12])).toBe('3, 5–8, 12');
  expect(inRanges([])).toBe('');
});
