import { useEffect, useRef } from 'preact/hooks';
import { usePanel } from '../panel-model.ts';

/** Text or /regex/ over decoded content. Ctrl-F or ⌘F goes here; Esc empties it. */
export function FilterField() {
  const { choices } = usePanel();
  const field = useRef<HTMLInputElement>(null);
  const filter = choices.filter.value;
  const error = filter?.kind === 'error' ? filter.reason.replace(/\.$/, '') : undefined;
  useEffect(() => {
    const find = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'f' || !(event.ctrlKey || event.metaKey)) return;
      if (event.altKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      field.current?.focus();
      field.current?.select();
    };
    // Before DevTools, which takes the keys of its own shortcuts where the document sees them.
    window.addEventListener('keydown', find, { capture: true });
    return () => window.removeEventListener('keydown', find, { capture: true });
  }, []);
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || choices.filterText.peek() === '') return;
    event.preventDefault();
    event.stopPropagation();
    choices.filterText.value = '';
  };
  return (
    <span class="filter">
      <input
        ref={field}
        type="search"
        placeholder="Filter, or /regex/"
        aria-label="Filter"
        aria-invalid={error !== undefined}
        aria-describedby="filter-error"
        spellcheck={false}
        autocomplete="off"
        value={choices.filterText.value}
        title={
          error ?? 'Text, or /regular expression/, in summaries, channels, addresses and payloads'
        }
        data-testid="filter"
        onInput={(event) => {
          choices.filterText.value = event.currentTarget.value;
        }}
        onKeyDown={press}
      />
      <span id="filter-error" class="filter-error" role="status" data-testid="filter-error">
        {error && `${error}. Looking for the text as it stands.`}
      </span>
    </span>
  );
}
