import { useLayoutEffect, useRef } from 'preact/hooks';
import { VirtualRows, type VirtualRowsHandle } from '../layout/virtual-rows.tsx';
import { usePanel } from '../panel-model.ts';
import { moreShown, opened, type TreeRow } from './tree.ts';
import { type TreeAction, treeAction } from './tree-keys.ts';
import { TreeLine } from './tree-line.tsx';

/** Height of a line in pixels; `.tree-line` in detail.css. */
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
  const position = rows.findIndex(({ id }) => id === active);
  useLayoutEffect(() => {
    if (position >= 0) tree.current?.reveal(position);
  }, [active]);

  const act = (action: TreeAction | undefined) => {
    if (action?.kind === 'go') onActive(rows[action.to]?.id ?? '');
    else if (action?.kind === 'open')
      choices.tree.value = opened(choices.tree.peek(), action.row, action.isOpen);
    else if (action?.kind === 'more')
      choices.tree.value = moreShown(choices.tree.peek(), action.parent);
  };
  const line = (row: TreeRow, index: number) => (
    <TreeLine
      key={row.id}
      id={`tree-${index}`}
      row={row}
      isActive={index === position}
      onActive={() =>
        row.kind === 'more' ? act({ kind: 'more', parent: row.parent }) : onActive(row.id)
      }
      onHover={() => onHover(row.id)}
      onOpen={(isOpen) => act({ kind: 'open', row, isOpen })}
    />
  );
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
      onKeyDown={(event) => {
        const action = treeAction(event.key, rows, position);
        if (action) event.preventDefault();
        act(action);
      }}
      onFocus={() => position < 0 && act({ kind: 'go', to: 0 })}
      onPointerLeave={() => onHover(undefined)}
      row={(index) => {
        const row = rows[index];
        return row && line(row, index);
      }}
    />
  );
}
