import type { Choices } from '../choices.ts';
import { ShowAll } from '../connections/connections-header.tsx';
import { endingOf } from '../connections/ending.ts';
import { usePanel } from '../panel-model.ts';

/** In place of an empty list: what to do next. */
export function NoRecords() {
  const { recording, choices, rows } = usePanel();
  const { journal } = recording;
  recording.revision.value;
  if (rows.isFiltering.value) return <Empty title="Filtering …" />;
  if (isScopeAlone(choices)) return <NothingSaidHere />;
  if (journal.counts.messages > 0)
    return (
      <Empty title="Nothing matches" testId="empty-filtered">
        <p>The recording has messages, but none that the filter lets through.</p>
        <button type="button" class="action quiet" onClick={() => choices.clearFilters()}>
          Clear filter
        </button>
      </Empty>
    );
  if (recording.isPaused.value)
    return (
      <Empty title="Recording is paused" testId="empty-paused">
        <p>What the page does now is not recorded.</p>
        <button type="button" class="action" onClick={() => recording.pause(false, Date.now())}>
          Resume recording
        </button>
      </Empty>
    );
  return (
    <Empty
      title={journal.connections.size > 0 ? 'No messages yet' : 'Listening for real-time traffic'}
      testId="empty-nothing"
    >
      <p>
        Polling, long polling, server-sent events, WebSocket and the protocols inside them show up
        here as they happen. To see a page’s traffic from its first request on, reload it.
      </p>
      <button
        type="button"
        class="action"
        data-testid="reload"
        onClick={() => recording.page.reload()}
      >
        Reload page
      </button>
    </Empty>
  );
}

/** Only the left of the panel restricts the list. */
function isScopeAlone({ scopes, filter, kinds, hidesHeartbeats }: Choices): boolean {
  const isFiltered = filter.value !== undefined || kinds.value.size > 0 || hidesHeartbeats.value;
  return scopes.value.length > 0 && !isFiltered;
}

/** A connection that failed before its first message, or was never used. */
function NothingSaidHere() {
  const { recording, choices, sidebar } = usePanel();
  const [scope, ...others] = choices.scopes.value;
  const row =
    others.length > 0 ? undefined : sidebar.value.find((one) => one.scope.key === scope?.key);
  const connection = recording.journal.connections.get(row?.newest ?? '');
  const ending = connection && endingOf(connection);
  return (
    <Empty title="No messages here" testId="empty-scope">
      {row && (
        <p>
          {row.name}
          {ending ? `: ${ending.text}.` : ' has not said anything yet.'}
        </p>
      )}
      <ShowAll />
    </Empty>
  );
}

function Empty(props: { title: string; testId?: string; children?: preact.ComponentChildren }) {
  return (
    <div class="empty records-empty" data-testid={props.testId}>
      <h2>{props.title}</h2>
      {props.children}
    </div>
  );
}
