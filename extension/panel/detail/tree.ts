import type { Field, Layer, Problem, Recognition } from '../../decoders/contract.ts';

/** Children of one node drawn at first, and added by each "show more". */
export const CHILDREN_SHOWN = 100;
export const CHILDREN_ADDED = 1000;

/** Branches with more children than this start collapsed. */
const OPEN_AT_MOST = 30;
/** Fields deeper than this within their layer start collapsed. */
const OPEN_TO_DEPTH = 2;

/** One visible row of the tree of layers. `id` is the path by names, the same from record to record. */
export type TreeRow = {
  readonly id: string;
  /** Level of nesting, from 0. */
  readonly depth: number;
  /** Index of the layer that the row belongs to. */
  readonly layer: number;
} & (LayerRow | FieldRow | ProblemRow | MoreRow);

export interface LayerRow {
  readonly kind: 'layer';
  readonly content: Layer;
  readonly recognition: Recognition | undefined;
  readonly isOpen: boolean;
}

export interface FieldRow {
  readonly kind: 'field';
  readonly field: Field;
  /** Absent where there is nothing to open. */
  readonly isOpen?: boolean;
}

export interface ProblemRow {
  readonly kind: 'problem';
  readonly problem: Problem;
}

export interface MoreRow {
  readonly kind: 'more';
  /** The node whose children are cut short. */
  readonly parent: string;
  readonly hidden: number;
}

/** What the person opened, closed and asked to see more of, by row id. */
export interface TreeState {
  readonly open: ReadonlyMap<string, boolean>;
  readonly shown: ReadonlyMap<string, number>;
}

export const untouched: TreeState = { open: new Map(), shown: new Map() };

const fieldsOfLayer = new WeakMap<Layer, readonly Field[]>();

/** The fields of a layer, built when first looked at. */
export function fieldsOf(layer: Layer): readonly Field[] {
  const known = fieldsOfLayer.get(layer);
  if (known) return known;
  const fields = layer.fields();
  fieldsOfLayer.set(layer, fields);
  return fields;
}

/** The rows of the tree that are in view, from the outermost layer inwards. */
export function treeRows(
  layers: readonly Layer[],
  recognitions: readonly Recognition[],
  state: TreeState,
): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  let prefix = '';
  for (const [index, layer] of layers.entries()) {
    const id = layerId(prefix, layer);
    const isOpen = state.open.get(id) ?? true;
    const place = { id, depth: index, layer: index };
    rows.push({
      ...place,
      kind: 'layer',
      content: layer,
      recognition: recognitions[index],
      isOpen,
    });
    if (!isOpen) break;
    const fields = fieldsOf(layer);
    for (const [number, problem] of layer.problems.entries())
      rows.push({ ...place, id: `${id}!${number}`, depth: index + 1, kind: 'problem', problem });
    pushFields(rows, fields, { ...place, depth: index + 1 }, 1, state);
    prefix = `${id}>`;
  }
  return rows;
}

interface Place {
  readonly id: string;
  readonly depth: number;
  readonly layer: number;
}

function pushFields(
  rows: TreeRow[],
  fields: readonly Field[],
  place: Place,
  level: number,
  state: TreeState,
): void {
  const limit = state.shown.get(place.id) ?? CHILDREN_SHOWN;
  for (const [index, field] of fields.slice(0, limit).entries()) {
    const child = { ...place, id: fieldId(place.id, field, index) };
    const children = field.children ?? [];
    if (children.length === 0) {
      rows.push({ ...child, kind: 'field', field });
      continue;
    }
    const isOpen = state.open.get(child.id) ?? startsOpen(children.length, level);
    rows.push({ ...child, kind: 'field', field, isOpen });
    if (isOpen) pushFields(rows, children, { ...child, depth: place.depth + 1 }, level + 1, state);
  }
  const hidden = fields.length - limit;
  if (hidden > 0)
    rows.push({ ...place, id: `${place.id}/…`, kind: 'more', parent: place.id, hidden });
}

function startsOpen(children: number, level: number): boolean {
  return children <= OPEN_AT_MOST && level <= OPEN_TO_DEPTH;
}

/** The row that the left arrow goes to: the nearest one before it that is less deep. */
export function parentRow(rows: readonly TreeRow[], index: number): number {
  const depth = rows[index]?.depth ?? 0;
  for (let candidate = index - 1; candidate >= 0; candidate--)
    if ((rows[candidate]?.depth ?? 0) < depth) return candidate;
  return index;
}

export function layerId(prefix: string, layer: Layer): string {
  return prefix + layer.protocol;
}

export function fieldId(parent: string, field: Field, index: number): string {
  return `${parent}/${index}:${field.name}`;
}

/** Whether a row has something to open. */
export function isExpandable(row: TreeRow): row is TreeRow & { readonly isOpen: boolean } {
  return (row.kind === 'layer' || row.kind === 'field') && row.isOpen !== undefined;
}

/** The state with one row opened or closed. */
export function opened(state: TreeState, row: TreeRow, isOpen: boolean): TreeState {
  return { ...state, open: new Map(state.open).set(row.id, isOpen) };
}

/** The state with more children of a node in view. */
export function moreShown(state: TreeState, parent: string): TreeState {
  const shown = (state.shown.get(parent) ?? CHILDREN_SHOWN) + CHILDREN_ADDED;
  return { ...state, shown: new Map(state.shown).set(parent, shown) };
}
