import { useEffect, useMemo } from 'preact/hooks';
import { WeighBox } from '../charts/weigh-box.tsx';
import { words } from '../words/words.ts';
import { Race } from './race.ts';
import { RaceCharts } from './race-charts.tsx';
import { RaceControls } from './race-controls.tsx';
import { RaceProgress } from './race-progress.tsx';
import { RaceTable } from './race-table.tsx';
import { ServerTable } from './server-table.tsx';

/** The same hundred events over every way at once. */
export function RacePage() {
  const race = useMemo(() => new Race(), []);
  useEffect(() => () => race.stop(), [race]);
  const said = words.value.race;
  const stage = race.stage.value;
  const span = race.span.value;
  const isBusy = stage === 'connecting' || stage === 'running';
  const results = race.results.value;
  return (
    <div class="race" data-stage={stage} data-begun={span?.begun} data-ended={span?.ended}>
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
        {results.length > 0 && <RaceProgress results={results} events={race.events} />}
      </section>
      {results.length > 0 && <RaceCharts results={results.filter(({ takesPart }) => takesPart)} />}
      {results.length > 0 && <RaceTable race={race} />}
      {race.server.value && <ServerTable {...race.server.value} />}
      <section class="card">
        <h2>{said.weighTitle}</h2>
        <p class="fine">{said.weighWhat}</p>
        <WeighBox />
      </section>
      <p class="fine">{said.estimate}</p>
    </div>
  );
}
