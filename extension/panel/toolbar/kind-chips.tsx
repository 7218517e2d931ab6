import { KIND_TITLES, KINDS } from '../kinds.ts';
import { usePanel } from '../panel-model.ts';

/** One chip per kind of traffic. Ctrl or ⌘ adds to what is shown. */
export function KindChips() {
  const { choices } = usePanel();
  const kinds = choices.kinds.value;
  const showAll = () => {
    choices.kinds.value = new Set();
  };
  return (
    <span class="chips" role="group" aria-label="Kinds of traffic">
      <button
        type="button"
        class="chip"
        aria-pressed={kinds.size === 0}
        data-testid="kind-all"
        onClick={showAll}
      >
        All
      </button>
      {KINDS.map((kind) => (
        <button
          key={kind}
          type="button"
          class="chip"
          data-kind={kind}
          aria-pressed={kinds.has(kind)}
          title={`Show ${KIND_TITLES[kind]} only; with Ctrl or ⌘ as well`}
          data-testid={`kind-${kind}`}
          onClick={(event) => choices.toggleKind(kind, event.ctrlKey || event.metaKey)}
        >
          {KIND_TITLES[kind]}
        </button>
      ))}
    </span>
  );
}
