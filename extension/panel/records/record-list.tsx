import { useRef, useState } from 'preact/hooks';
import { walkTarget } from '../layout/keys.ts';
import { VirtualRows, type VirtualRowsHandle } from '../layout/virtual-rows.tsx';
import { type PanelModel, usePanel } from '../panel-model.ts';
import { JumpToLatest } from './jump-to-latest.tsx';
import { useKeptPlace } from './kept-place.ts';
import { ListHeader } from './list-header.tsx';
import { NoRecords } from './no-records.tsx';
import { ListRow } from './record-row.tsx';
import { keyOf, type RowKey } from './row.ts';
import type { Rows } from './rows.ts';

/** Height of a row in pixels; `--row` in tokens.css. */
const ROW_HEIGHT = 21;

/** The middle of the panel: everything that was said, in the order it was said. */
export function RecordList() {
  const panel = usePanel();
  const { rows, choices } = panel;
  const list = useRef<VirtualRowsHandle>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  // Read, so that the list follows it: the rows themselves are not signals.
  rows.revision.value;
  const position = rows.find(choices.selected.value);
  useKeptPlace(list);
  const select = (to: number) => {
    if (selectNear(panel, to, to < position ? -1 : 1))
      list.current?.reveal(rows.find(choices.selected.peek()));
  };
  const press = (event: KeyboardEvent) => {
    const start = position < 0 && choices.isFollowing.peek() ? rows.length : position;
    const page = list.current?.pageSize() ?? 1;
    const target = walkTarget(event.key, { position: start, length: rows.length, page });
    if (target === undefined) return;
    event.preventDefault();
    select(target);
  };
  return (
    <div class="records" role="grid" aria-label="Messages" aria-rowcount={rows.length}>
      <ListHeader />
      <VirtualRows
        class="records-rows"
        role="rowgroup"
        tabIndex={0}
        data-testid="records"
        aria-activedescendant={position < 0 ? undefined : `row-${position}`}
        count={rows.length}
        rowHeight={ROW_HEIGHT}
        isFollowing={choices.isFollowing.value}
        {...(position < 0 ? {} : { kept: position })}
        onScrolled={(isAtEnd) => {
          choices.isFollowing.value = isAtEnd;
        }}
        onPlaced={setAtEnd}
        onKeyDown={press}
        handle={list}
        row={(index) => (
          <ListRow
            position={index}
            isSelected={index === position}
            onSelect={() => select(index)}
          />
        )}
      />
      {rows.matching === 0 && <NoRecords />}
      <JumpToLatest isAtEnd={isAtEnd} />
    </div>
  );
}

/** Selects a row, or the nearest one in a direction that can be: dividers cannot. */
function selectNear({ rows, choices }: PanelModel, from: number, step: 1 | -1): boolean {
  const key = nearestKey(rows, from, step);
  if (!key) return false;
  choices.selected.value = key;
  choices.isFollowing.value = false;
  return true;
}

function nearestKey(rows: Rows, from: number, step: 1 | -1): RowKey | undefined {
  for (let at = from; at >= 0 && at < rows.length; at += step) {
    const row = rows.at(at);
    const key = row && keyOf(row);
    if (key) return key;
  }
  return undefined;
}
