import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decoded, STOMP_WITH_JSON } from './layers.fixture.ts';
import { outermost, placeOf, rowAt } from './places.ts';
import { treeRows, untouched } from './tree.ts';

const { layers, recognitions } = decoded(STOMP_WITH_JSON, 'v12.stomp');
const rows = treeRows(layers, recognitions, untouched);

function rowNamed(name: string) {
  const row = rows.find(({ id }) => id.endsWith(`:${name}`));
  if (!row) throw new Error(`No row ${name}.`);
  return row;
}

describe('from the tree to the bytes', () => {
  test('a field of an inner layer is found in the outermost bytes', () => {
    const place = outermost(layers, placeOf(rowNamed('from')));
    expect(place.layer).toBe(0);
    expect(STOMP_WITH_JSON.slice(...place.range)).toContain('"kim"');
  });

  test('a layer is all of its bytes', () => {
    const [outer] = rows;
    if (outer)
      expect(placeOf(outer)).toEqual({ layer: 0, range: [0, layers[0]?.payload.bytes.length] });
  });

  test('what had to be unescaped stays in its own layer', () => {
    const [outer, inner] = layers;
    if (!outer?.inner || !inner) throw new Error('Two layers are expected.');
    const { payload } = outer.inner;
    const escaped = [{ ...outer, inner: { payload } }, inner];
    expect(outermost(escaped, { layer: 1, range: [1, 7] })).toEqual({ layer: 1, range: [1, 7] });
  });
});

describe('from the bytes to the tree', () => {
  test('a byte selects the innermost field that holds it', () => {
    const offset = STOMP_WITH_JSON.indexOf('kim');
    expect(rowAt(layers, { layer: 0, offset }, untouched)?.id).toBe(rowNamed('from').id);
  });

  test('the way to the field is opened', () => {
    const closed = new Map(rows.map(({ id }) => [id, false]));
    const offset = STOMP_WITH_JSON.indexOf('"y"');
    const found = rowAt(layers, { layer: 0, offset }, { ...untouched, open: closed });
    expect(found).toBeDefined();
    const visible = found && treeRows(layers, recognitions, found.state);
    expect(visible?.some(({ id }) => id === found?.id)).toBe(true);
  });

  test('a field far down a long branch comes into view', () => {
    const text = JSON.stringify(Array.from({ length: 3000 }, (_, i) => 10_000 + i));
    const long = decoded(text);
    const found = rowAt(long.layers, { layer: 0, offset: text.indexOf('12500') }, untouched);
    const visible = found && treeRows(long.layers, long.recognitions, found.state);
    expect(visible?.find(({ id }) => id === found?.id)).toMatchObject({ field: { value: 12_500 } });
  });

  test('every byte leads to a row that is in the tree and holds it', () => {
    const size = layers[0]?.payload.bytes.length ?? 0;
    fc.assert(
      fc.property(fc.nat(size - 1), (offset) => {
        const found = rowAt(layers, { layer: 0, offset }, untouched);
        const row =
          found && treeRows(layers, recognitions, found.state).find(({ id }) => id === found.id);
        expect(row).toBeDefined();
        if (!row) return;
        const [start, end] = outermost(layers, placeOf(row)).range;
        expect(start).toBeLessThanOrEqual(offset);
        expect(end).toBeGreaterThan(offset);
      }),
    );
  });
});
