import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { DocumentLine } from '../../shared/document.ts';
import type { Operation } from '../../shared/operation.ts';
import { words } from '../words/words.ts';
import { countText } from './format.ts';

/** Characters shown; a line can be made 50 kB long. */
const SHOWN = 200;

interface LineProps {
  readonly line: DocumentLine;
  /** Version of the document that the person has before the eyes. */
  readonly version: number;
  readonly write: (operation: Operation) => Promise<boolean>;
}

/** What a person is writing; the line and the version that were seen when it was begun. */
interface Draft {
  readonly text: string;
  readonly before: string;
  readonly base: number;
}

/** One line: a click opens it, Enter writes it, Escape leaves it as it was. */
export function DocumentLineView({ line, version, write }: LineProps) {
  const { shared } = words.value;
  const draft = useSignal<Draft | undefined>(undefined);
  const { id, text, from } = line;
  return (
    <li data-line={id}>
      <span class="id" key={line.version}>
        {shared.version(countText(line.version))}
      </span>
      {draft.value ? (
        <LineEditor
          line={line}
          draft={draft.value}
          onInput={(typed) => {
            if (draft.value) draft.value = { ...draft.value, text: typed };
          }}
          onEnd={(isMeant) => {
            const written = draft.value;
            draft.value = undefined;
            if (!isMeant || !written || written.text === written.before) return;
            void write({ kind: 'set', line: id, base: written.base, text: written.text });
          }}
        />
      ) : (
        <button
          type="button"
          class="line"
          aria-label={shared.change(text.slice(0, SHOWN))}
          onClick={() => {
            draft.value = { text, before: text, base: version };
          }}
        >
          {text.slice(0, SHOWN)}
          {text.length > SHOWN && '…'}
        </button>
      )}
      <small>
        {line.overwrote !== undefined && (
          <b class="bad">{shared.overwrote(shared.version(countText(line.overwrote)))} </b>
        )}
        {from}
      </small>
      <button
        type="button"
        class="quiet"
        aria-label={shared.remove}
        title={shared.remove}
        onClick={() => void write({ kind: 'delete', line: id, base: version })}
      >
        ×
      </button>
    </li>
  );
}

function LineEditor(props: {
  readonly line: DocumentLine;
  readonly draft: Draft;
  readonly onInput: (text: string) => void;
  /** Called once, when the person is done: with whether the text is meant. */
  readonly onEnd: (isMeant: boolean) => void;
}) {
  const { line, draft, onInput, onEnd } = props;
  const { shared } = words.value;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <span class="editor">
      <input
        ref={input}
        name="line"
        autocomplete="off"
        type="text"
        aria-label={shared.change(line.text)}
        maxLength={500}
        value={draft.text}
        onInput={(event) => onInput(event.currentTarget.value)}
        onBlur={() => onEnd(true)}
        onKeyDown={(event) => {
          if (event.isComposing) return;
          if (event.key === 'Enter') onEnd(true);
          if (event.key === 'Escape') onEnd(false);
        }}
      />
      {line.version > draft.base && <small class="bad">{shared.changed(line.from)}</small>}
    </span>
  );
}
