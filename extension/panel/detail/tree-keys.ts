import { walkTarget } from '../layout/keys.ts';
import { isExpandable, parentRow, type TreeRow } from './tree.ts';

/** What a key does in the tree of layers. */
export type TreeAction =
  | { readonly kind: 'go'; readonly to: number }
  | { readonly kind: 'open'; readonly row: TreeRow; readonly isOpen: boolean }
  | { readonly kind: 'more'; readonly parent: string };

/** Rows that Page Up and Page Down skip. */
const PAGE = 10;

/** The keys of a tree, as the ARIA Authoring Practices have them. */
export function treeAction(
  key: string,
  rows: readonly TreeRow[],
  position: number,
): TreeAction | undefined {
  const row = rows[position];
  const isOpen = row && isExpandable(row) ? row.isOpen : undefined;
  if (row && key === 'Enter') {
    if (row.kind === 'more') return { kind: 'more', parent: row.parent };
    return isOpen === undefined ? undefined : { kind: 'open', row, isOpen: !isOpen };
  }
  if (row && key === 'ArrowRight') {
    if (isOpen === false) return { kind: 'open', row, isOpen: true };
    return isOpen ? { kind: 'go', to: position + 1 } : undefined;
  }
  if (row && key === 'ArrowLeft') {
    if (isOpen) return { kind: 'open', row, isOpen: false };
    return { kind: 'go', to: parentRow(rows, position) };
  }
  const to = walkTarget(key, { position, length: rows.length, page: PAGE });
  return to === undefined ? undefined : { kind: 'go', to };
}
