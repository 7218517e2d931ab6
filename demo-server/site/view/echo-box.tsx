import { useSignal } from '@preact/signals';
import type { Echo } from '../model/echo.ts';
import { words } from '../words/words.ts';
import { Experiment } from './experiment.tsx';

/** Close codes worth seeing. */
const CODES = [1000, 1001, 1005, 1006, 1011, 4001] as const;

const ARROWS = { sent: '↑', received: '↓', closed: '×' } as const;

export function EchoBox({ echo }: { echo: Echo }) {
  const said = words.value.benchExperiments.echo;
  const text = useSignal(said.hello);
  const code = useSignal<number>(4001);
  const isOpen = echo.isOpen.value;
  return (
    <Experiment name="echo" title={said.title} endpoint="/ws/echo" what={said.what}>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          echo.sendText(text.value);
        }}
      >
        <input
          name="text"
          autocomplete="off"
          aria-label={said.toSend}
          class="grow"
          value={text}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
        <button type="submit" disabled={!isOpen}>
          {said.text}
        </button>
        <button type="button" disabled={!isOpen} onClick={() => echo.sendBytes(text.value)}>
          {said.binary}
        </button>
      </form>
      <div class="row">
        <button type="button" class="primary" disabled={isOpen} onClick={() => echo.open()}>
          {said.connect}
        </button>
        <select
          name="code"
          aria-label={said.closeCode}
          class="grow"
          value={code}
          onChange={(event) => {
            code.value = Number(event.currentTarget.value);
          }}
        >
          {CODES.map((value) => (
            <option key={value} value={value}>
              {value} {said.codes[value]}
            </option>
          ))}
        </select>
        <button type="button" disabled={!isOpen} onClick={() => echo.askToClose(code.value)}>
          {said.askToClose}
        </button>
      </div>
      <ol class="lines" aria-label={said.lines}>
        {echo.lines.value.length === 0 && <li class="nothing">{said.silent}</li>}
        {echo.lines.value.map((line) => (
          <li key={line.number} class={line.direction}>
            <span>{ARROWS[line.direction]}</span> {line.text}
            {line.isCut && ` (${said.notClean})`}
          </li>
        ))}
      </ol>
    </Experiment>
  );
}
