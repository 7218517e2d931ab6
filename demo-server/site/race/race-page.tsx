import { useEffect, useMemo } from 'preact/hooks';
import { Steps } from '../view/controls.tsx';
import { bytesText, countText, durationText, latencyText } from '../view/format.ts';
import { rateWords } from '../view/rate-words.ts';
import { words } from '../words/words.ts';
import { Race, type Result } from './race.ts';
import { RaceChart } from './race-chart.tsx';
import { RaceTable, ServerTable } from './race-table.tsx';

const RATES = [2, 5, 10, 20, 50, 100, 200, 500];
const PAYLOADS = [0, 100, 500, 1000, 5000, 16_384];
const PERIODS = [100, 250, 500, 1000, 2000, 5000];
const HOLDS = [1000, 2000, 5000, 10_000, 20_000, 60_000];

/** The same hundred events over every way at once. */
export function RacePage() {
  const race = useMemo(() => new Race(), []);
  useEffect(() => () => race.stop(), [race]);
  const said = words.value.race;
  const stage = race.stage.value;
  const isBusy = stage === 'connecting' || stage === 'running';
  const results = race.results.value;
  return (
    <div class="race" data-stage={stage}>
      <header class="lesson-head">
        <h1>{said.title}</h1>
        <p class="lead">{said.line}</p>
      </header>
      <section class="card">
        <RaceControls race={race} isBusy={isBusy} />
        <div class="row race-start">
          <button
            type="button"
            class="primary"
            disabled={isBusy}
            onClick={() => void race.run()}
            data-action="start-race"
          >
            {said.start}
          </button>
          <button type="button" disabled={!isBusy} onClick={() => race.stop()}>
            {said.stop}
          </button>
          <p class="outcome" role="status">
            {said.stages[stage]}
          </p>
        </div>
        {results.length > 0 && <Progress results={results} events={race.events} />}
      </section>
      {results.length > 0 && <Charts results={results.filter(({ takesPart }) => takesPart)} />}
      {results.length > 0 && <RaceTable race={race} />}
      {race.server.value && <ServerTable {...race.server.value} />}
      <p class="fine">{said.estimate}</p>
    </div>
  );
}

function RaceControls({ race, isBusy }: { race: Race; isBusy: boolean }) {
  const said = words.value.race;
  const settings = race.settings.value;
  return (
    <fieldset class="knobs" disabled={isBusy}>
      <Steps
        label={said.rate}
        values={RATES}
        value={settings.rate}
        text={rateWords}
        onChange={(rate) => race.change({ rate })}
      />
      <Steps
        label={said.payload}
        values={PAYLOADS}
        value={settings.payload}
        text={(size) => (size === 0 ? words.value.lesson.asItIs : `≥ ${bytesText(size)}`)}
        onChange={(payload) => race.change({ payload })}
      />
      <Steps
        label={said.period}
        values={PERIODS}
        value={settings.period}
        text={durationText}
        onChange={(period) => race.change({ period })}
      />
      <Steps
        label={said.hold}
        values={HOLDS}
        value={settings.hold}
        text={durationText}
        onChange={(hold) => race.change({ hold })}
      />
    </fieldset>
  );
}

function Progress({ results, events }: { results: readonly Result[]; events: number }) {
  const { lessons, race } = words.value;
  return (
    <ul class="race-progress" aria-label={race.progress}>
      {results.map(({ transport, received }) => (
        <li key={transport} data-transport={transport}>
          <span>{lessons[transport].title}</span>
          <progress max={events} value={received} aria-label={lessons[transport].title} />
          <b>{received}</b>
        </li>
      ))}
    </ul>
  );
}

function Charts({ results }: { results: readonly Result[] }) {
  const said = words.value.race;
  return (
    <div class="race-charts">
      <RaceChart
        title={said.latencyTitle}
        what={said.latencyWhat}
        bars={results.map(({ transport, median = 0, p95 }) => ({
          transport,
          main: median,
          mark: p95,
          text: latencyText(median),
        }))}
      />
      <RaceChart
        title={said.bytesTitle}
        what={said.bytesWhat}
        bars={results.map(({ transport, tally: { body, head } }) => ({
          transport,
          main: body,
          added: head,
          text: bytesText(body + head),
        }))}
      />
      <RaceChart
        title={said.requestsTitle}
        what={said.requestsWhat}
        bars={results.map(({ transport, tally: { requests, emptyAnswers } }) => ({
          transport,
          main: Math.max(0, requests - emptyAnswers),
          added: emptyAnswers,
          text: countText(requests),
        }))}
      />
    </div>
  );
}
