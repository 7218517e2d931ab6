import { words } from '../../words/words.ts';
import type { ClusterState } from '../cluster-state.ts';
import { type Tried, tried, tryTrips } from './tried.ts';
import { type Step, TRIPS, type Trip, type TripName } from './trip.ts';

/** Which ways work whatever server a request reaches, and which need sticky sessions. */
export function Trips({ state }: { state: ClusterState }) {
  const said = words.value.cluster.trips;
  const result = tried.value;
  const isTrying = result === 'trying';
  return (
    <section class="trips" data-trips={typeof result === 'object' ? 'done' : (result ?? 'none')}>
      <h2>{said.title}</h2>
      <p class="lead">{said.line}</p>
      <div class="row">
        <button
          type="button"
          data-action="try-trips"
          disabled={isTrying}
          onClick={() => void tryTrips(state)}
        >
          {isTrying ? said.trying : said.start}
        </button>
        {typeof result === 'object' && <Circumstances tried={result} state={state} />}
      </div>
      <div class="trip-cards">
        {TRIPS.map((name) => (
          <TripCard key={name} name={name} trip={tripOf(result, name)} />
        ))}
      </div>
    </section>
  );
}

function tripOf(result: typeof tried.value, name: TripName): Trip | undefined {
  return typeof result === 'object' ? result.trips.find((one) => one.name === name) : undefined;
}

function Circumstances({ tried, state }: { tried: Tried; state: ClusterState }) {
  const { buses, trips: said } = words.value.cluster;
  const isStill = tried.bus === state.bus && tried.isSticky === state.isSticky;
  return (
    <p class="fine">
      {said.over(buses[tried.bus], tried.isSticky ? said.sticky : said.notSticky)}{' '}
      {!isStill && <strong>{said.hasChanged}</strong>}
    </p>
  );
}

function TripCard({ name, trip }: { name: TripName; trip: Trip | undefined }) {
  const said = words.value.cluster.trips;
  const isMade = trip !== undefined && trip.hindrance === undefined;
  const holds = isMade ? trip.steps.every(({ isRight }) => isRight) : undefined;
  return (
    <article class="card trip" data-transport={name} data-trip={name} data-holds={holds}>
      <h3>{said.names[name]}</h3>
      <p class="what">{said.what[name]}</p>
      {trip?.hindrance !== undefined && (
        <p class="outcome untried">{said.hindered(trip.hindrance)}</p>
      )}
      {isMade && (
        <>
          <ol>
            {trip.steps.map((step, at) => (
              <StepLine key={at} step={step} />
            ))}
          </ol>
          <p class={`outcome ${holds ? 'good' : 'bad'}`}>
            {holds ? said.holds : said.breaks[name]}
          </p>
        </>
      )}
    </article>
  );
}

function StepLine({ step: { name, server, status, isRight } }: { step: Step }) {
  const said = words.value.cluster.trips;
  return (
    <li data-server={server} data-right={isRight}>
      <span class={isRight ? 'heard' : 'not-heard'} aria-hidden="true">
        {isRight ? '●' : '✕'}
      </span>
      <span>{said.steps[name]}</span>
      <b>{server ?? '?'}</b>
      <span class="status">{status === 0 ? said.noAnswer : status}</span>
    </li>
  );
}
