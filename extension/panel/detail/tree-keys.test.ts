import { expect, test } from 'vitest';
import { decoded } from './layers.fixture.ts';
import { type TreeRow, treeRows, untouched } from './tree.ts';
import { treeAction } from './tree-keys.ts';

const { layers, recognitions } = decoded('{"a":{"b":1},"c":2}');
const rows: readonly TreeRow[] = treeRows(layers, recognitions, untouched);
const at = (name: string) => rows.findIndex(({ id }) => id.endsWith(`:${name}`));

test('right opens what is closed, and steps into what is open', () => {
  const [first] = treeRows(layers, recognitions, {
    ...untouched,
    open: new Map([['json', false]]),
  });
  const closed = first ? [first] : [];
  expect(treeAction('ArrowRight', closed, 0)).toEqual({ kind: 'open', row: first, isOpen: true });
  expect(treeAction('ArrowRight', rows, at('a'))).toEqual({ kind: 'go', to: at('b') });
  expect(treeAction('ArrowRight', rows, at('b'))).toBeUndefined();
});

test('left closes what is open, and steps out of what is not', () => {
  expect(treeAction('ArrowLeft', rows, at('a'))).toMatchObject({ kind: 'open', isOpen: false });
  expect(treeAction('ArrowLeft', rows, at('b'))).toEqual({ kind: 'go', to: at('a') });
});

test('Enter opens and closes, and shows more where rows are hidden', () => {
  expect(treeAction('Enter', rows, at('a'))).toMatchObject({ kind: 'open', isOpen: false });
  expect(treeAction('Enter', rows, at('b'))).toBeUndefined();
  const long = decoded(JSON.stringify(Array.from({ length: 500 }, () => 0)));
  const all = treeRows(long.layers, long.recognitions, untouched);
  expect(treeAction('Enter', all, all.length - 1)).toEqual({ kind: 'more', parent: 'json' });
});

test('up and down walk through the rows', () => {
  expect(treeAction('ArrowDown', rows, -1)).toEqual({ kind: 'go', to: 0 });
  expect(treeAction('ArrowUp', rows, 2)).toEqual({ kind: 'go', to: 1 });
  expect(treeAction('End', rows, 0)).toEqual({ kind: 'go', to: rows.length - 1 });
  expect(treeAction('x', rows, 0)).toBeUndefined();
});
