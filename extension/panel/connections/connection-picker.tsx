import { useEffect, useRef, useState } from 'preact/hooks';
import { usePanel } from '../panel-model.ts';
import { counted } from '../wording/bytes.ts';
import { ConnectionList } from './connection-list.tsx';
import { ShowAll } from './connections-header.tsx';

/** The connections of a narrow panel: one line that opens the list. */
export function ConnectionPicker() {
  const { sidebar, choices } = usePanel();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    // DevTools would open its drawer.
    event.stopPropagation();
    close();
  };
  useEffect(() => {
    if (isOpen) list.current?.querySelector<HTMLElement>('[role=listbox]')?.focus();
  }, [isOpen]);
  const rows = sidebar.value.filter(({ isSub }) => !isSub);
  const held = rows.filter(({ holdingSince }) => holdingSince !== undefined).length;
  const keys = new Set(choices.scopes.value.map(({ key }) => key));
  const chosen = sidebar.value.filter(({ scope }) => keys.has(scope.key)).map(({ name }) => name);
  return (
    <div class="picker">
      <button
        ref={button}
        type="button"
        class="picker-button"
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        data-testid="connection-picker"
        onClick={() => setOpen(!isOpen)}
      >
        <span class="ellipsis">{chosen.length > 0 ? chosen.join(', ') : 'All connections'}</span>
        <span class="dim">
          {counted(rows.length, 'connection')}
          {held > 0 && `, ${held} holding`} ▾
        </span>
      </button>
      {chosen.length > 0 && <ShowAll />}
      {isOpen && (
        <div
          class="picker-list"
          role="dialog"
          aria-label="Connections"
          ref={list}
          onKeyDown={press}
          onFocusOut={(event) => {
            const to = event.relatedTarget;
            if (!(to instanceof Node) || !list.current?.contains(to)) setOpen(false);
          }}
        >
          <ConnectionList onChosen={close} />
        </div>
      )}
    </div>
  );
}
