import type { Signal } from '@preact/signals';
import { usePanel } from '../panel-model.ts';
import { exportLog } from './export.ts';
import { FilterField } from './filter-field.tsx';
import { KindChips } from './kind-chips.tsx';
import './toolbar.css';

/** What can be done with the recording, and what of it is shown. */
export function Toolbar() {
  const panel = usePanel();
  const { recording, choices } = panel;
  const isPaused = recording.isPaused.value;
  return (
    <div class="toolbar" role="toolbar" aria-label="Recording">
      <button
        type="button"
        class="tool record"
        aria-pressed={!isPaused}
        aria-label="Record"
        title={isPaused ? RESUME : PAUSE}
        data-testid="record"
        onClick={() => recording.pause(!isPaused, Date.now())}
      >
        <span aria-hidden="true">●</span>
      </button>
      <button
        type="button"
        class="tool"
        aria-label="Clear"
        title="Clear: forget everything recorded and free its memory"
        data-testid="clear"
        onClick={() => panel.clear(Date.now())}
      >
        <span aria-hidden="true">⊘</span>
      </button>
      <Switch
        value={recording.preservesLog}
        label="Preserve log"
        title="Keep what was recorded when the page navigates"
        testId="preserve-log"
      />
      <button
        type="button"
        class="tool labelled"
        title="Export everything recorded as a frame log (NDJSON)"
        data-testid="export"
        onClick={() => exportLog(recording)}
      >
        Export
      </button>
      <i class="divider" />
      <FilterField />
      <KindChips />
      <i class="divider" />
      <Switch
        value={choices.isRaw}
        label="Raw"
        title="Show messages as they were on the wire, in place of decoded records"
        testId="raw-messages"
      />
      <Switch
        value={choices.hidesHeartbeats}
        label="Hide heart-beats"
        title="Hide heart-beats, keep-alive comments and other housekeeping"
        testId="hide-heartbeats"
      />
    </div>
  );
}

const PAUSE = 'Recording. Pause: messages are not recorded while paused, and the gap stays marked.';
const RESUME = 'Paused: messages are not recorded now. Resume recording.';

interface SwitchProps {
  readonly value: Signal<boolean>;
  readonly label: string;
  readonly title: string;
  readonly testId: string;
}

function Switch({ value, label, title, testId }: SwitchProps) {
  return (
    <label class="switch" title={title}>
      <input
        type="checkbox"
        checked={value.value}
        data-testid={testId}
        onChange={(event) => {
          value.value = event.currentTarget.checked;
        }}
      />
      {label}
    </label>
  );
}
