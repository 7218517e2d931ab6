import { usePanel } from '../panel-model.ts';

/** Names the pane, and leads back from a part of the recording to all of it. */
export function ConnectionsHeader() {
  const { choices } = usePanel();
  return (
    <div class="connections-header">
      <span>Connections</span>
      {choices.scopes.value.length > 0 && <ShowAll />}
    </div>
  );
}

/** Lifts the restriction to what is selected on the left. */
export function ShowAll() {
  const { choices } = usePanel();
  const showAll = () => {
    choices.scopes.value = [];
  };
  return (
    <button type="button" class="link" data-testid="show-all" onClick={showAll}>
      Show all
    </button>
  );
}
