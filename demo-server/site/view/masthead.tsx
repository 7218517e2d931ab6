import type { Laboratory } from '../model/laboratory.ts';
import type { Tour } from '../model/tour.ts';
import { BENCH_TRANSPORTS } from '../transports/transport.ts';
import { words } from '../words/words.ts';

/** What this page is, how many connections it holds, and everything on or off. */
export function Masthead({ laboratory, tour }: { laboratory: Laboratory; tour: Tour }) {
  const said = words.value.laboratory;
  const isBusy = tour.running.value || laboratory.runningLanes.value > 0;
  return (
    <header class="masthead">
      <div class="brand">
        <div class="mark" aria-hidden="true">
          {BENCH_TRANSPORTS.map((transport) => (
            <i key={transport} data-transport={transport} />
          ))}
        </div>
        <h1>
          Pushscope <span>{said.name}</span>
        </h1>
        <p>{said.tagline}</p>
      </div>
      <HeldMeter held={laboratory.heldRequests.value} />
      <div class="actions">
        <button
          type="button"
          class="primary"
          onClick={() => tour.start()}
          disabled={tour.running.value}
        >
          {said.startAll}
        </button>
        <button type="button" onClick={() => tour.stop()} disabled={!isBusy}>
          {said.stopAll}
        </button>
      </div>
    </header>
  );
}

/** Connections a browser opens to one HTTP/1.1 origin. */
const CONNECTIONS = 6;
const SLOTS = Array.from({ length: CONNECTIONS }, (_, place) => place + 1);

function HeldMeter({ held }: { held: number }) {
  const said = words.value.laboratory;
  const isFull = held >= CONNECTIONS;
  return (
    <div class={isFull ? 'held full' : 'held'}>
      <div class="held-slots" aria-hidden="true">
        {SLOTS.map((slot) => (
          <i key={slot} class={slot <= held ? 'taken' : ''} />
        ))}
      </div>
      <p>
        <strong>{said.held(String(held), String(CONNECTIONS))}</strong> {said.heldWhat}
        <small>{isFull ? said.heldFull : said.heldFree}</small>
      </p>
    </div>
  );
}
