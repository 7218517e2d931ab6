import { kindOf } from '../kinds.ts';
import { usePanel } from '../panel-model.ts';
import { protocolTitle } from '../records/protocols.ts';
import { seenMessage, seenRecord } from '../records/seen.ts';
import { shortUrl } from '../wording/urls.ts';
import { CopyMenu } from './copy-menu.tsx';
import { reasonOf } from './recognition.ts';
import type { Subject } from './subject.ts';

/** What is shown: its protocol, and what it says. */
export function DetailHead({ subject }: { readonly subject: Subject }) {
  const { recording, choices } = usePanel();
  const { row, connection } = subject;
  const insight = recording.derivation.connectionInsight(connection.id);
  const kind = kindOf(connection, insight);
  const seen =
    row &&
    (row.kind === 'record'
      ? seenRecord(recording, row.record)
      : seenMessage(recording, row.message));
  const close = () => {
    choices.selected.value = undefined;
  };
  const chooseProtocol = () => {
    choices.detailTab.value = 'connection';
    requestAnimationFrame(() => document.getElementById('protocol-choice')?.focus());
  };
  return (
    <header class="detail-head" data-kind={kind}>
      <div class="detail-title">
        {seen && (
          <button
            type="button"
            class="badge row-badge"
            title={`${reasonOf(insight)}\nRead it as another protocol …`}
            data-testid="choose-protocol"
            onClick={chooseProtocol}
          >
            {protocolTitle(seen.description.protocol)}
          </button>
        )}
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
    </header>
  );
}
