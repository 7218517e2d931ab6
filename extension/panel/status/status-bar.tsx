import { totalsOf } from '../../insight/totals.ts';
import { usePanel } from '../panel-model.ts';
import { bytes, count, counted } from '../wording/bytes.ts';
import { lossReasons } from './losses.ts';
import './status.css';

/** The bottom line: how much there is, and that nothing is lost. */
export function StatusBar() {
  const { recording, rows } = usePanel();
  recording.revision.value;
  rows.revision.value;
  const { counts } = recording.journal;
  const { messages, open, bytes: total, lost } = totalsOf(recording.journal);
  const isPartial = rows.matching !== rows.total;
  return (
    <footer class="status">
      {recording.isPaused.value && <span class="status-paused">Paused</span>}
      <span data-count="messages" data-value={messages}>
        {counted(messages, 'message')}
      </span>
      <span data-count="open" data-value={open}>
        {count(open)} open
      </span>
      <span
        data-count="bytes"
        data-value={total}
        title={`${count(counts.sent)} bytes sent, ${count(counts.received)} bytes received`}
      >
        {bytes(total)}
      </span>
      <span
        class={lost > 0 ? 'status-lost' : ''}
        data-count="lost"
        data-value={lost}
        title={
          lossReasons(counts).join('\n') ||
          'Everything that happened in the page since recording began is here.'
        }
      >
        {count(lost)} lost
      </span>
      {(isPartial || rows.isFiltering.value) && (
        <span class="status-shown" data-count="shown" data-value={rows.matching}>
          {counted(rows.matching, 'row')} shown{rows.isFiltering.value ? ', filtering …' : ''}
        </span>
      )}
    </footer>
  );
}
