import type { ByteRange, Field, Layer } from '../../decoders/contract.ts';
import {
  CHILDREN_SHOWN,
  fieldId,
  fieldsOf,
  layerId,
  type TreeRow,
  type TreeState,
} from './tree.ts';

/** Bytes of one layer: what the hex view shows and highlights. */
export interface Place {
  /** Index of the layer whose bytes are meant. */
  readonly layer: number;
  readonly range: ByteRange;
}

/** The bytes that a row of the tree stands for, in its own layer. */
export function placeOf(row: TreeRow): Place {
  switch (row.kind) {
    case 'layer':
      return { layer: row.layer, range: [0, row.content.payload.bytes.length] };
    case 'field':
      return { layer: row.layer, range: row.field.range };
    case 'problem':
      return { layer: row.layer, range: [row.problem.offset, row.problem.offset + 1] };
    case 'more':
      return { layer: row.layer, range: [0, 0] };
    default:
      return row satisfies never;
  }
}

/**
 * The same bytes seen as far out as they can be: an inner layer lies in its outer layer's bytes
 * unless they had to be unescaped or put together.
 */
export function outermost(layers: readonly Layer[], place: Place): Place {
  let { layer, range } = place;
  for (;;) {
    const start = layers[layer - 1]?.inner?.range?.[0];
    if (start === undefined) return { layer, range };
    layer -= 1;
    range = [range[0] + start, range[1] + start];
  }
}

/** Where a byte belongs in the tree: the innermost row, and what must be open for it to be in view. */
export interface Found {
  readonly id: string;
  readonly state: TreeState;
}

/** Finds the innermost field or layer that holds one byte of a layer, and opens the way to it. */
export function rowAt(
  layers: readonly Layer[],
  at: { readonly layer: number; readonly offset: number },
  state: TreeState,
): Found | undefined {
  const way: Way = { open: new Map(state.open), shown: new Map(state.shown) };
  const outer: string[] = [];
  let found: string | undefined;
  let offset: number | undefined;
  for (const [index, layer] of layers.entries()) {
    const id = layerId(outer.length > 0 ? `${outer.at(-1)}>` : '', layer);
    if (index === at.layer) offset = at.offset;
    else if (index > at.layer) offset = inside(layers[index - 1]?.inner?.range, offset);
    if (index > at.layer && offset === undefined) break;
    if (offset !== undefined) {
      for (const ancestor of outer) way.open.set(ancestor, true);
      found = descend(fieldsOf(layer), id, offset, way) ?? id;
    }
    outer.push(id);
  }
  return found === undefined ? undefined : { id: found, state: way };
}

interface Way {
  readonly open: Map<string, boolean>;
  readonly shown: Map<string, number>;
}

function descend(
  fields: readonly Field[],
  parent: string,
  offset: number,
  way: Way,
): string | undefined {
  const index = fields.findIndex(({ range }) => range[0] <= offset && offset < range[1]);
  const field = fields[index];
  if (!field) return undefined;
  way.open.set(parent, true);
  if (index >= (way.shown.get(parent) ?? CHILDREN_SHOWN)) way.shown.set(parent, index + 1);
  const id = fieldId(parent, field, index);
  return descend(field.children ?? [], id, offset, way) ?? id;
}

function inside(range: ByteRange | undefined, offset: number | undefined): number | undefined {
  if (!range || offset === undefined) return undefined;
  return range[0] <= offset && offset < range[1] ? offset - range[0] : undefined;
}
