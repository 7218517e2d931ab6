import { kindOf } from '../kinds.ts';
import { usePanel } from '../panel-model.ts';
import { MESSAGE_WORDS } from '../records/describe.ts';
import { protocolTitle } from '../records/protocols.ts';
import { seenMessage, seenRecord } from '../records/seen.ts';
import { counted } from '../wording/bytes.ts';
import { dateAndTime, timeOfDay } from '../wording/durations.ts';
import { shortUrl } from '../wording/urls.ts';
import { CopyMenu } from './copy-menu.tsx';
import type { Subject } from './subject.ts';

/** What is shown, in two lines: what it says, and where, when and how large it was. */
export function DetailHead({ subject }: { readonly subject: Subject }) {
  const { recording, choices } = usePanel();
  const { row, message, connection } = subject;
  const kind = kindOf(connection, recording.derivation.connectionInsight(connection.id));
  const seen =
    row &&
    (row.kind === 'record'
      ? seenRecord(recording, row.record)
      : seenMessage(recording, row.message));
  const item = row && (row.kind === 'record' ? row.record : row.message);
  const close = () => {
    choices.selected.value = undefined;
  };
  return (
    <header class="detail-head" data-kind={kind}>
      <div class="detail-title">
        {seen && <span class="badge row-badge">{protocolTitle(seen.description.protocol)}</span>}
        <span class="detail-summary mono selectable" title={seen?.description.summary}>
          {seen ? seen.description.summary : shortUrl(connection.url)}
        </span>
        {row && <CopyMenu subject={subject} />}
        {row && (
          <button
            type="button"
            class="close"
            aria-label="Close detail"
            title="Close"
            onClick={close}
          >
            ×
          </button>
        )}
      </div>
      {seen && item && (
        <div class="detail-line dim">
          <span title={dateAndTime(item.time)}>{timeOfDay(item.time)}</span>
          <span>
            {item.direction} {message && MESSAGE_WORDS[message.type]}
          </span>
          <span>{counted(seen.size, 'byte')}</span>
          {message?.truncated && (
            <span class="bad">cut off: {counted(message.size, 'byte')} in all</span>
          )}
          {message?.discarded && <span class="bad">thrown away: the socket was not open</span>}
          <span title={connection.url}>{shortUrl(connection.url)}</span>
        </div>
      )}
    </header>
  );
}
