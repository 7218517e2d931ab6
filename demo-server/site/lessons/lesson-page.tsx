import { useEffect, useMemo } from 'preact/hooks';
import { hashOf } from '../router.ts';
import { TRANSPORTS, type TransportName } from '../transports/transport.ts';
import { bytesText, countText, durationText } from '../view/format.ts';
import type { ClaimWords } from '../words/lesson-words.ts';
import { words } from '../words/words.ts';
import { DiagramView } from './diagram-view.tsx';
import { LessonBench } from './lesson-bench.ts';
import { LessonControls } from './lesson-controls.tsx';
import { RoomsBox } from './rooms-box.tsx';
import { StreamsBox } from './streams-box.tsx';
import { TokenBox } from './token-box.tsx';

/** One transport: what crosses, live; when to use it; what articles say of it. */
export function LessonPage({ lesson }: { lesson: TransportName }) {
  const bench = useMemo(() => new LessonBench(lesson), [lesson]);
  useEffect(() => {
    bench.watched.start();
    return () => bench.watched.stop();
  }, [bench]);
  const said = words.value.lessons[lesson];
  const ui = words.value.lesson;
  return (
    <div class="lesson" data-transport={lesson}>
      <LessonList current={lesson} />
      <header class="lesson-head">
        <h1>{said.title}</h1>
        <p class="lead">{said.line}</p>
      </header>
      <div class="lesson-columns">
        <Wire bench={bench} steps={said.wire} />
        <div class="lesson-text">
          <Points title={ui.when} points={said.when} kind="do" />
          <Points title={ui.whenNot} points={said.whenNot} kind="avoid" />
          <section class="card panel-hint">
            <h2>{ui.panel}</h2>
            <p>{said.panel}</p>
          </section>
        </div>
      </div>
      <section>
        <h2>{ui.claims}</h2>
        <div class="claims">
          {said.claims.map((claim) => (
            <Claim key={claim.claim} claim={claim} />
          ))}
        </div>
      </section>
      <div class="lesson-experiments">
        {lesson === 'sse' && <StreamsBox />}
        {(lesson === 'websocket' || lesson === 'stomp') && <RoomsBox />}
        {(lesson === 'websocket' || lesson === 'stomp') && <TokenBox />}
      </div>
    </div>
  );
}

function LessonList({ current }: { current: TransportName }) {
  const { lessons, lesson } = words.value;
  return (
    <nav class="lesson-list" aria-label={lesson.all}>
      {TRANSPORTS.map((name) => (
        <a
          key={name}
          href={hashOf({ page: 'lessons', lesson: name })}
          data-transport={name}
          aria-current={name === current ? 'page' : undefined}
        >
          {lessons[name].title}
        </a>
      ))}
    </nav>
  );
}

function Wire({ bench, steps }: { bench: LessonBench; steps: readonly string[] }) {
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
        {bench.canBeCut && (
          <button type="button" onClick={() => bench.cut()} disabled={!isRunning}>
            {lesson.cut}
          </button>
        )}
        <button type="button" onClick={() => bench.clear()}>
          {lesson.clear}
        </button>
      </div>
      <Figures bench={bench} />
      <DiagramView seen={watched.shown.value.seen} />
      <p class="fine">
        {lesson.estimate} <a href="/api/ledger">{lesson.ledger}</a>
      </p>
    </section>
  );
}

function Figures({ bench }: { bench: LessonBench }) {
  const { lesson } = words.value;
  const of = bench.figures.value;
  const time = (value: number | undefined) => (value === undefined ? '–' : durationText(value));
  const figures = [
    [lesson.messages, countText(of.messages), 'messages'],
    [lesson.requests, countText(of.requests), 'requests'],
    [lesson.empty, countText(of.emptyAnswers), 'empty'],
    [lesson.head, bytesText(of.head), 'head'],
    [lesson.payload, bytesText(of.body), 'payload'],
    [
      lesson.perMessage,
      of.perMessage === undefined ? '–' : bytesText(Math.round(of.perMessage)),
      'per-message',
    ],
    [lesson.median, time(of.median), 'median'],
    [lesson.p95, time(of.p95), 'p95'],
    [lesson.gaps, countText(of.missing), 'gaps'],
  ] as const;
  return (
    <dl class="figures">
      {figures.map(([name, value, key]) => (
        <div key={key} data-figure={key}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Points(props: {
  readonly title: string;
  readonly points: readonly string[];
  readonly kind: 'do' | 'avoid';
}) {
  return (
    <section class={`card points ${props.kind}`}>
      <h2>{props.title}</h2>
      <ul>
        {props.points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </section>
  );
}

function Claim({ claim: { claim, see, limit } }: { claim: ClaimWords }) {
  const { lesson } = words.value;
  return (
    <article class="card claim">
      <blockquote>{claim}</blockquote>
      <dl>
        <dt>{lesson.see}</dt>
        <dd>{see}</dd>
        <dt>{lesson.limit}</dt>
        <dd>{limit}</dd>
      </dl>
    </article>
  );
}
