import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineAt, lineStarts } from './lines.ts';

const rowsOf = (text: string, columns: number) => {
  const starts = lineStarts(text, columns);
  return starts.slice(0, -1).map((_, row) => lineAt(text, starts, row));
};

test.each([
  ['', ['']],
  ['one', ['one']],
  ['one\ntwo', ['one', 'two']],
  ['one\r\ntwo\n', ['one', 'two', '']],
  ['abcdefgh', ['abcd', 'efgh']],
  ['abcdefghi\nj', ['abcd', 'efgh', 'i', 'j']],
  ['abcd\n', ['abcd', '']],
  ['abc😀d', ['abc', '😀d']],
])('%j is broken into %j', (text, rows) => {
  expect(rowsOf(text, 4)).toEqual(rows);
});

test('nothing of a text is lost, and no row is wider than asked', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 2, max: 9 }), (text, columns) => {
      const starts = lineStarts(text, columns);
      const rows = starts.slice(0, -1).map((start, i) => text.slice(start, starts[i + 1]));
      expect(rows.join('')).toBe(text);
      for (const row of rows) expect(row.replace(/\n$/, '').length).toBeLessThanOrEqual(columns);
    }),
  );
});

test('a megabyte in one line is broken without delay', () => {
  expect(lineStarts('x'.repeat(1_000_000), 100)).toHaveLength(10_001);
});
