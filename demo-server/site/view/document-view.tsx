import { useSignal } from '@preact/signals';
import type { DocumentState } from '../../shared/document.ts';
import { type Operation, operationText } from '../../shared/operation.ts';
import type { SharedTopic } from '../model/shared-topic.ts';
import { words } from '../words/words.ts';
import { Copies } from './copies.tsx';
import { DocumentLineView } from './document-line.tsx';
import { countText } from './format.ts';
import { writerName } from './writer-name.ts';

/** The text that all write on, as one way has it. */
export function DocumentView({ topic }: { topic: SharedTopic<DocumentState> }) {
  const { shared } = words.value;
  return (
    <Copies topic={topic}>
      {(state, lane) => {
        const write = (operation: Operation) =>
          topic.write(writerName(lane.transport), operationText(operation));
        return (
          <div class="document">
            {state.lines.length === 0 ? (
              <p class="nothing shared-nothing">{shared.empty}</p>
            ) : (
              <ol>
                {state.lines.map((line) => (
                  <DocumentLineView
                    key={line.id}
                    line={line}
                    version={state.version}
                    write={write}
                  />
                ))}
              </ol>
            )}
            <NewLine state={state} write={write} />
            {state.conflicts > 0 && (
              <p class="outcome bad">{shared.conflicts(countText(state.conflicts))}</p>
            )}
          </div>
        );
      }}
    </Copies>
  );
}

function NewLine(props: {
  readonly state: DocumentState;
  readonly write: (operation: Operation) => Promise<boolean>;
}) {
  const { shared } = words.value;
  const text = useSignal('');
  const { lines, version } = props.state;
  const add = async (event: Event) => {
    event.preventDefault();
    const written = text.value;
    if (written === '') return;
    const line = lines.at(-1)?.id ?? 0;
    const isDone = await props.write({ kind: 'insert', line, base: version, text: written });
    if (isDone && text.value === written) text.value = '';
  };
  return (
    <form class="row" onSubmit={add}>
      <input
        name="line"
        autocomplete="off"
        class="grow"
        aria-label={shared.newLine}
        placeholder={shared.newLine}
        maxLength={500}
        value={text}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
      />
      <button type="submit" disabled={text.value === ''}>
        {shared.add}
      </button>
    </form>
  );
}
