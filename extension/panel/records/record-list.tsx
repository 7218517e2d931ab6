import { useRef } from 'preact/hooks';
import { VirtualRows, type VirtualRowsHandle } from '../layout/virtual-rows.tsx';
import { usePanel } from '../panel-model.ts';
import { count } from '../wording/bytes.ts';
import { ListHeader } from './list-header.tsx';
import { NoRecords } from './no-records.tsx';
import { ListRow } from './record-row.tsx';
import { keyOf, type RowKey } from './row.ts';

/** Height of a row in pixels; `--row` in tokens.css. */
const ROW_HEIGHT = 21;

/** The middle of the panel: everything that was said, in the order it was said. */
export function RecordList() {
  const { rows, choices } = usePanel();
  const list = useRef<VirtualRowsHandle>(null);
  // Read, so that the list follows it: the rows themselves are not signals.
  rows.revision.value;
  const selected = choices.selected.value;
  const position = rows.find(selected);

  const select = (to: number) => {
    const key = nearestKey(to, to < position ? -1 : 1);
    if (!key) return;
    choices.selected.value = key;
    choices.isFollowing.value = false;
    list.current?.reveal(rows.find(key));
  };
  const nearestKey = (from: number, step: 1 | -1): RowKey | undefined => {
    for (let at = from; at >= 0 && at < rows.length; at += step) {
      const row = rows.at(at);
      const key = row && keyOf(row);
      if (key) return key;
    }
    return undefined;
  };
  const press = (event: KeyboardEvent) => {
    const page = list.current?.pageSize() ?? 1;
    const last = rows.length - 1;
    const start = position < 0 ? (choices.isFollowing.peek() ? rows.length : -1) : position;
    const targets: Record<string, number> = {
      ArrowDown: Math.min(last, start + 1),
      ArrowUp: Math.max(0, start - 1),
      PageDown: Math.min(last, start + page),
      PageUp: Math.max(0, start - page),
      Home: 0,
      End: last,
    };
    const target = targets[event.key];
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
        onKeyDown={press}
        handle={list}
        row={(index) => (
          <ListRow
            key={index}
            position={index}
            isSelected={index === position}
            onSelect={() => select(index)}
          />
        )}
      />
      {rows.matching === 0 && <NoRecords />}
      <JumpToLatest />
    </div>
  );
}

/** Offers the way back to the tail, and counts what came since it was left. */
function JumpToLatest() {
  const { rows, choices } = usePanel();
  const leftAt = useRef(0);
  rows.revision.value;
  if (choices.isFollowing.value || rows.length === 0) {
    leftAt.current = rows.length;
    return null;
  }
  leftAt.current = Math.min(leftAt.current, rows.length);
  const news = rows.length - leftAt.current;
  const jump = () => {
    choices.isFollowing.value = true;
  };
  return (
    <button type="button" class="jump" data-testid="jump-to-latest" onClick={jump}>
      ↓ Latest{news > 0 && <span class="jump-count">{count(news)} new</span>}
    </button>
  );
}
