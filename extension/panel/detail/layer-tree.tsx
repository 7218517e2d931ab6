import { useRef } from 'preact/hooks';
import { VirtualRows, type VirtualRowsHandle } from '../layout/virtual-rows.tsx';
import { usePanel } from '../panel-model.ts';
import { isExpandable, moreShown, opened, parentRow, type TreeRow } from './tree.ts';
import { TreeLine } from './tree-line.tsx';

/** Height of a line in pixels; `--tree-row` in detail.css. */
const LINE_HEIGHT = 19;

interface LayerTreeProps {
  readonly rows: readonly TreeRow[];
  readonly active: string | undefined;
  readonly onActive: (id: string) => void;
  readonly onHover: (id: string | undefined) => void;
}

/** The layers of a record and their fields. Arrow keys walk, open and close. */
export function LayerTree({ rows, active, onActive, onHover }: LayerTreeProps) {
  const { choices } = usePanel();
  const tree = useRef<VirtualRowsHandle>(null);
  const shown = useRef(active);
  const position = rows.findIndex(({ id }) => id === active);
  if (shown.current !== active) {
    shown.current = active;
    queueMicrotask(() => position >= 0 && tree.current?.reveal(position));
  }
  const go = (to: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, to))];
    if (row) onActive(row.id);
  };
  const setOpen = (row: TreeRow, isOpen: boolean) => {
    choices.tree.value = opened(choices.tree.peek(), row, isOpen);
  };
  const showMore = (row: TreeRow) => {
    if (row.kind === 'more') choices.tree.value = moreShown(choices.tree.peek(), row.parent);
  };
  const press = (event: KeyboardEvent) => {
    const row = rows[position];
    const isOpen = row && isExpandable(row) ? row.isOpen : undefined;
    if (event.key === 'ArrowDown') go(position + 1);
    else if (event.key === 'ArrowUp') go(position - 1);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(rows.length - 1);
    else if (event.key === 'ArrowRight' && row && isOpen === false) setOpen(row, true);
    else if (event.key === 'ArrowRight') go(position + 1);
    else if (event.key === 'ArrowLeft' && row && isOpen) setOpen(row, false);
    else if (event.key === 'ArrowLeft') go(parentRow(rows, position));
    else if (event.key === 'Enter' && row?.kind === 'more') showMore(row);
    else if (event.key === 'Enter' && row && isOpen !== undefined) setOpen(row, !isOpen);
    else return;
    event.preventDefault();
  };
  return (
    <VirtualRows
      class="tree"
      role="tree"
      aria-label="Layers"
      tabIndex={0}
      data-testid="layers"
      aria-activedescendant={position < 0 ? undefined : `tree-${position}`}
      count={rows.length}
      rowHeight={LINE_HEIGHT}
      handle={tree}
      onKeyDown={press}
      onFocus={() => position < 0 && go(0)}
      onPointerLeave={() => onHover(undefined)}
      row={(index) => {
        const row = rows[index];
        return (
          row && (
            <TreeLine
              key={row.id}
              id={`tree-${index}`}
              row={row}
              isActive={index === position}
              onActive={() => (row.kind === 'more' ? showMore(row) : onActive(row.id))}
              onHover={() => onHover(row.id)}
              onOpen={(isOpen) => setOpen(row, isOpen)}
            />
          )
        );
      }}
    />
  );
}
