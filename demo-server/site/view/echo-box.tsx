import { useSignal } from '@preact/signals';
import type { Echo } from '../model/echo.ts';
import { Experiment } from './experiment.tsx';

/** Close codes worth seeing, and what each means. */
const CODES: readonly (readonly [code: number, meaning: string])[] = [
  [1000, 'normal'],
  [1001, 'going away'],
  [1005, 'no code given'],
  [1006, 'cut, no handshake'],
  [1011, 'server failed'],
  [4001, 'the application’s own'],
];

const ARROWS = { sent: '↑', received: '↓', closed: '×' } as const;

export function EchoBox({ echo }: { echo: Echo }) {
  const text = useSignal('hello');
  const code = useSignal(4001);
  const isOpen = echo.isOpen.value;
  return (
    <Experiment
      name="echo"
      title="Echo and close"
      endpoint="/ws/echo"
      what="Says back what it hears, text or binary, and closes with the code it is asked for."
    >
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          echo.sendText(text.value);
        }}
      >
        <input
          aria-label="What to send"
          class="grow"
          value={text}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
        <button type="submit" disabled={!isOpen}>
          Text
        </button>
        <button type="button" disabled={!isOpen} onClick={() => echo.sendBytes(text.value)}>
          Binary
        </button>
      </form>
      <div class="row">
        <button type="button" class="primary" disabled={isOpen} onClick={() => echo.open()}>
          Connect
        </button>
        <select
          aria-label="Close code"
          class="grow"
          value={code}
          onChange={(event) => {
            code.value = Number(event.currentTarget.value);
          }}
        >
          {CODES.map(([value, meaning]) => (
            <option key={value} value={value}>
              {value} {meaning}
            </option>
          ))}
        </select>
        <button type="button" disabled={!isOpen} onClick={() => echo.askToClose(code.value)}>
          Ask to close
        </button>
      </div>
      <ol class="lines" aria-label="Said and heard, newest first">
        {echo.lines.value.map((line) => (
          <li key={line.number} class={line.direction}>
            <span>{ARROWS[line.direction]}</span> {line.text}
          </li>
        ))}
      </ol>
    </Experiment>
  );
}
