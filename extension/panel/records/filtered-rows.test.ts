import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FilteredRows, lowerBound } from './filtered-rows.ts';

const always = () => true;

test('finds what passes, and tests no item twice', () => {
  const tested: number[] = [];
  const isEven = (index: number) => {
    tested.push(index);
    return index % 2 === 0;
  };
  const rows = new FilteredRows();
  rows.advance(5, isEven, always);
  rows.advance(8, isEven, always);
  expect(rows.passing).toEqual([0, 2, 4, 6]);
  expect(tested).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test('stops when its time is over, and goes on from there', () => {
  const rows = new FilteredRows();
  let turns = 3;
  expect(rows.advance(100_000, always, () => turns-- > 0)).toBe(true);
  expect(rows.examined).toBeLessThan(100_000);
  expect(rows.passing).toHaveLength(rows.examined);
  rows.advance(100_000, always, always);
  expect(rows.examined).toBe(100_000);
  expect(rows.advance(100_000, always, always)).toBe(false);
});

test('after any late arrivals it holds what filtering from scratch would', () => {
  const step = fc.record({ at: fc.nat(50), values: fc.array(fc.nat(9), { maxLength: 20 }) });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const items: number[] = [];
      const rows = new FilteredRows();
      for (const { at, values } of steps) {
        const index = Math.min(at, items.length);
        items.splice(index, 0, ...values);
        rows.invalidate(index);
        rows.advance(items.length, (i) => (items[i] ?? 0) > 4, always);
      }
      const expected = items.flatMap((value, index) => (value > 4 ? [index] : []));
      expect(rows.passing).toEqual(expected);
    }),
  );
});

test('places stay when the oldest items leave', () => {
  const rows = new FilteredRows();
  rows.advance(6, (place) => place % 2 === 0, always);
  rows.drop(3);
  expect(rows.passing).toEqual([4]);
  rows.advance(9, (place) => place % 2 === 0, always);
  expect(rows.passing).toEqual([4, 6, 8]);
  rows.drop(20);
  expect(rows).toMatchObject({ passing: [], examined: 20 });
});

test('the lower bound is the first element that is not less', () => {
  const sorted = [1, 3, 3, 7];
  const find = (value: number) => lowerBound(sorted.length, (i) => (sorted[i] ?? 0) - value);
  expect([0, 1, 2, 3, 4, 7, 8].map(find)).toEqual([0, 0, 1, 1, 3, 3, 4]);
});
