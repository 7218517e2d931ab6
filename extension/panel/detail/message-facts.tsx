import { usePanel } from '../panel-model.ts';
import { MESSAGE_WORDS } from '../records/describe.ts';
import { seenMessage, seenRecord } from '../records/seen.ts';
import { counted } from '../wording/bytes.ts';
import { dateAndTime, timeOfDay } from '../wording/durations.ts';
import type { Subject } from './subject.ts';

/** When a message came, which way, how large it was, and by which connection. */
export function MessageFacts({ subject: { row, message, connection } }: { subject: Subject }) {
  const { recording } = usePanel();
  if (!row) return null;
  const item = row.kind === 'record' ? row.record : row.message;
  const { size, place } =
    row.kind === 'record' ? seenRecord(recording, row.record) : seenMessage(recording, row.message);
  return (
    <div class="message-facts dim">
      {message?.truncated && (
        <span class="bad">cut off: {counted(message.size, 'byte')} in all</span>
      )}
      {message?.discarded && <span class="bad">thrown away: the socket was not open</span>}
      <span title={dateAndTime(item.time)}>{timeOfDay(item.time)}</span>
      <span>
        {item.direction} {message && MESSAGE_WORDS[message.type]}
      </span>
      <span>{counted(size, 'byte')}</span>
      <span title={connection.url}>{place}</span>
    </div>
  );
}
