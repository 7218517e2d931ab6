import { describe, expect, test } from 'vitest';
import { decoded, STOMP_WITH_JSON } from './layers.fixture.ts';
import {
  CHILDREN_ADDED,
  CHILDREN_SHOWN,
  isExpandable,
  moreShown,
  opened,
  parentRow,
  type TreeRow,
  type TreeState,
  treeRows,
  untouched,
} from './tree.ts';

function rowsOf(text: string, state: TreeState = untouched, protocol?: string) {
  const { layers, recognitions } = decoded(text, protocol);
  return treeRows(layers, recognitions, state);
}

/** The tree as a person reads it: one line per row, indented. */
function drawn(rows: readonly TreeRow[]): readonly string[] {
  return rows.map((row) => `${'  '.repeat(row.depth)}${word(row)}`);
}

function word(row: TreeRow): string {
  switch (row.kind) {
    case 'layer':
      return `${row.isOpen ? '-' : '+'} ${row.content.protocol}`;
    case 'field':
      return row.field.name;
    case 'problem':
      return `! ${row.problem.kind}`;
    case 'more':
      return `… ${row.hidden}`;
    default:
      return row satisfies never;
  }
}

describe('the tree of layers', () => {
  test('holds each layer inside the one around it', () => {
    expect(drawn(rowsOf(STOMP_WITH_JSON, untouched, 'v12.stomp'))).toEqual([
      '- stomp',
      '  command',
      '  destination',
      '  message-id',
      '  subscription',
      '  content-type',
      '  body',
      '  - json',
      '    from',
      '    tags',
      '      0',
      '      1',
    ]);
  });

  test('says why each decoder was chosen', () => {
    const [row] = rowsOf(STOMP_WITH_JSON, untouched, 'v12.stomp');
    expect(row).toMatchObject({ recognition: { by: 'subprotocol' } });
  });

  test('shows problems first, where they cannot be missed', () => {
    const rows = rowsOf('MESSAGE\ndestination:/topic/a\nno colon\n\nhi\0', untouched, 'v12.stomp');
    expect(rows[1]?.kind).toBe('problem');
  });

  test('closes a layer with all that is inside it', () => {
    const rows = rowsOf(STOMP_WITH_JSON, untouched, 'v12.stomp');
    const [outer] = rows;
    const state = outer ? opened(untouched, outer, false) : untouched;
    expect(drawn(rowsOf(STOMP_WITH_JSON, state, 'v12.stomp'))).toEqual(['+ stomp']);
  });

  test('keeps what is open from one record to the next of the same shape', () => {
    const tags = rowsOf('{"tags":[1,2]}').find(({ id }) => id.endsWith(':tags'));
    const state = tags ? opened(untouched, tags, false) : untouched;
    expect(drawn(rowsOf('{"tags":[3,4,5]}', state))).toEqual(['- json', '  tags']);
  });

  test('starts with long and deep branches closed', () => {
    const long = JSON.stringify({ list: Array.from({ length: 31 }, (_, i) => i) });
    expect(drawn(rowsOf(long))).toEqual(['- json', '  list']);
    expect(drawn(rowsOf('{"a":{"b":{"c":{"d":1}}}}'))).toEqual([
      '- json',
      '  a',
      '    b',
      '      c',
    ]);
  });

  test('cuts a long branch short, and shows more when asked', () => {
    const list = JSON.stringify(Array.from({ length: 5000 }, (_, i) => i));
    const first = rowsOf(list);
    const last = first.at(-1);
    expect(last).toMatchObject({ kind: 'more', hidden: 5000 - CHILDREN_SHOWN });
    expect(first).toHaveLength(1 + CHILDREN_SHOWN + 1);
    const state = last?.kind === 'more' ? moreShown(untouched, last.parent) : untouched;
    expect(rowsOf(list, state)).toHaveLength(1 + CHILDREN_SHOWN + CHILDREN_ADDED + 1);
  });
});

test('the way to the left leads to the row around', () => {
  const rows = rowsOf('{"a":{"b":1},"c":2}');
  const names = drawn(rows).map((line) => line.trim());
  const parentOf = (name: string) => names[parentRow(rows, names.indexOf(name))];
  expect(parentOf('b')).toBe('a');
  expect(parentOf('c')).toBe('- json');
  expect(parentRow(rows, 0)).toBe(0);
});

test('only what has something inside can be opened', () => {
  const rows = rowsOf('{"a":{"b":1},"c":2}');
  const expandable = rows.filter(isExpandable).map(word);
  expect(expandable).toEqual(['- json', 'a']);
});
