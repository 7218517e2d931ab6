import { ledgerPath } from '../transports/client-name.ts';
import { words } from '../words/words.ts';
import { DiagramView } from './diagram-view.tsx';
import { Figures } from './figures.tsx';
import type { LessonBench } from './lesson-bench.ts';
import { LessonControls } from './lesson-controls.tsx';
import { PullRow } from './pull-row.tsx';

/** What crosses between the page and the server: steered, counted and drawn. */
export function WireCard({ bench, steps }: { bench: LessonBench; steps: readonly string[] }) {
  const { lesson } = words.value;
  const { watched } = bench;
  const status = watched.status.value;
  const isRunning = status.kind !== 'off';
  return (
    <section class="card wire" aria-labelledby="wire-title">
      <header>
        <h2 id="wire-title">{lesson.onTheWire}</h2>
        <span class={`state ${status.kind}`} data-state={status.kind}>
          {lesson.states[status.kind]}
        </span>
        <p>{lesson.live}</p>
      </header>
      <ol class="steps">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <LessonControls bench={bench} />
      {bench.transport === 'rsocket' && <PullRow bench={bench} />}
      <div class="row">
        <button
          type="button"
          class="primary"
          onClick={() => (isRunning ? watched.stop() : watched.start())}
        >
          {isRunning ? lesson.stop : lesson.start}
        </button>
        <button type="button" onClick={() => bench.say(lesson.word)}>
          {lesson.say}
        </button>
        <button type="button" data-action="cut" onClick={() => bench.cut()} disabled={!isRunning}>
          {lesson.cut}
        </button>
        <button type="button" onClick={() => bench.clear()}>
          {lesson.clear}
        </button>
      </div>
      <Figures bench={bench} />
      <DiagramView seen={watched.shown.value.seen} />
      <p class="fine">{lesson.estimate}</p>
      <LedgerLinks client={watched.client} />
    </section>
  );
}

/** What the server itself wrote down of this lesson's connections, and of no others. */
function LedgerLinks({ client }: { client: string }) {
  const { lesson } = words.value;
  return (
    <p class="fine ledger-links">
      {lesson.ledger} <a href={ledgerPath(client)}>{lesson.ledgerSoFar}</a>
      <a href={ledgerPath(client, true)}>{lesson.ledgerLive}</a>
    </p>
  );
}
