import { useRef } from 'preact/hooks';
import { toggled } from '../choices.ts';
import { walkTarget } from '../layout/keys.ts';
import { usePanel } from '../panel-model.ts';
import { ConnectionRow } from './connection-row.tsx';
import type { SidebarRow } from './sidebar.ts';

/** Rows that Page Up and Page Down skip. */
const PAGE = 10;

/** The left of the panel: loops, connections and their channels. Selecting some restricts the list. */
export function ConnectionList({ onChosen }: { readonly onChosen?: () => void }) {
  const { sidebar, choices } = usePanel();
  const active = useRef(0);
  const anchor = useRef(0);
  const list = useRef<HTMLDivElement>(null);
  const rows = sidebar.value;
  const selected = new Set(choices.scopes.value.map(({ key }) => key));

  const choose = (
    index: number,
    event: { ctrlKey: boolean; metaKey: boolean; shiftKey: boolean },
  ) => {
    const row = rows[index];
    if (!row) return;
    active.current = index;
    const isToggled = event.ctrlKey || event.metaKey;
    if (event.shiftKey) choices.scopes.value = between(rows, anchor.current, index);
    else if (isToggled || (selected.size === 1 && selected.has(row.scope.key)))
      choices.scopes.value = withToggled(rows, selected, row);
    else choices.scopes.value = [row.scope];
    if (!event.shiftKey) anchor.current = index;
    choices.selected.value = undefined;
    choices.isFollowing.value = true;
    if (!event.shiftKey && !isToggled) onChosen?.();
  };
  const showAll = (event: KeyboardEvent) => {
    // DevTools would open its drawer.
    if (choices.scopes.peek().length > 0) event.stopPropagation();
    choices.scopes.value = [];
  };
  const press = (event: KeyboardEvent) => {
    const walk = { position: active.current, length: rows.length, page: PAGE };
    const target = walkTarget(event.key, walk);
    if (event.key === 'Escape') showAll(event);
    else if (event.key === ' ' || event.key === 'Enter') choose(active.current, event);
    else if (target !== undefined)
      choose(target, { ctrlKey: false, metaKey: false, shiftKey: event.shiftKey });
    else return;
    event.preventDefault();
    list.current?.children[active.current]?.scrollIntoView({ block: 'nearest' });
  };

  return (
    <div
      class="connections"
      ref={list}
      role="listbox"
      aria-label="Connections"
      aria-multiselectable="true"
      aria-activedescendant={rows[active.current] ? `connection-${active.current}` : undefined}
      tabIndex={0}
      data-testid="connections"
      onKeyDown={press}
    >
      {rows.map((row, index) => (
        <ConnectionRow
          key={row.scope.key}
          id={`connection-${index}`}
          row={row}
          isSelected={selected.has(row.scope.key)}
          onChoose={(event) => choose(index, event)}
        />
      ))}
      {rows.length === 0 && <p class="connections-empty dim">No connections yet</p>}
    </div>
  );
}

function between(rows: readonly SidebarRow[], from: number, to: number) {
  return rows.slice(Math.min(from, to), Math.max(from, to) + 1).map(({ scope }) => scope);
}

function withToggled(rows: readonly SidebarRow[], selected: ReadonlySet<string>, row: SidebarRow) {
  const keys = toggled(selected, row.scope.key);
  return rows.flatMap(({ scope }) => (keys.has(scope.key) ? [scope] : []));
}
