import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Extent,
  fromScroll,
  furthest,
  reveal,
  SCROLL_LIMIT,
  scrollHeight,
  toScroll,
  windowAt,
} from './windowing.ts';

const short: Extent = { rows: 1000, rowHeight: 21, viewport: 420 };
const endless: Extent = { rows: 5_000_000, rowHeight: 21, viewport: 420 };

describe('a list that the browser can scroll', () => {
  test('is as high as its rows, and scrolls one to one', () => {
    expect(scrollHeight(short)).toBe(21_000);
    expect(fromScroll(777, short)).toBe(777);
    expect(toScroll(777, short)).toBe(777);
  });

  test('draws the rows in view and some around them, where they lie', () => {
    expect(windowAt(2100, short, 5)).toEqual({ first: 95, end: 125, offset: 95 * 21 });
    expect(windowAt(0, short, 5)).toEqual({ first: 0, end: 25, offset: 0 });
    expect(windowAt(furthest(short), short, 5)).toMatchObject({ first: 975, end: 1000 });
  });

  test('that is shorter than its viewport does not scroll', () => {
    const three: Extent = { ...short, rows: 3 };
    expect(furthest(three)).toBe(0);
    expect(windowAt(0, three, 5)).toEqual({ first: 0, end: 3, offset: 0 });
  });
});

describe('a list higher than any browser can scroll', () => {
  test('stays below the limit, and its end is reachable', () => {
    expect(scrollHeight(endless)).toBe(SCROLL_LIMIT);
    expect(fromScroll(SCROLL_LIMIT - endless.viewport, endless)).toBeCloseTo(furthest(endless), 3);
    expect(windowAt(furthest(endless), endless, 0).end).toBe(endless.rows);
  });

  test('draws its rows inside the viewport wherever it is scrolled to', () => {
    const position = fc.double({ min: 0, max: furthest(endless), noNaN: true });
    fc.assert(
      fc.property(position, (top) => {
        const { first, end, offset } = windowAt(top, endless, 0);
        const scrollTop = toScroll(top, endless);
        expect(offset).toBeLessThanOrEqual(scrollTop + 1e-3);
        const bottom = offset + (end - first) * endless.rowHeight;
        expect(bottom).toBeGreaterThanOrEqual(scrollTop + endless.viewport - 1e-3);
      }),
    );
  });
});

test('a row is revealed with the least scrolling', () => {
  expect(reveal(10, 0, short)).toBe(0);
  expect(reveal(20, 0, short)).toBe(21);
  expect(reveal(5, 2100, short)).toBe(105);
  expect(reveal(999, 0, short)).toBe(furthest(short));
});
