import { TOPICS } from '../../wire/topic/message.ts';
import type { Laboratory } from '../model/laboratory.ts';
import { trouble } from '../model/server.ts';
import type { Tour } from '../model/tour.ts';
import { BENCH_TRANSPORTS } from '../transports/transport.ts';
import { AssistantBox } from './assistant-box.tsx';
import { BurstBox } from './burst-box.tsx';
import { EchoBox } from './echo-box.tsx';
import { JsonLinesBox } from './json-lines-box.tsx';
import { SlowBox } from './slow-box.tsx';
import { TopicCard } from './topic-card.tsx';

/** The whole bench. */
export function Page({ laboratory, tour }: { laboratory: Laboratory; tour: Tour }) {
  return (
    <>
      <Masthead laboratory={laboratory} tour={tour} />
      <p class="trouble" role="alert">
        {trouble}
      </p>
      <main>
        <section aria-labelledby="topics-title">
          <h2 id="topics-title">The same messages, five ways</h2>
          <p class="lead">
            Switch on any number of ways for one topic. A message that comes several ways is one
            line, with how long each way took from publication to this page.
          </p>
          <div class="benches">
            {TOPICS.map((topic) => (
              <TopicCard key={topic} bench={laboratory.benches[topic]} />
            ))}
          </div>
        </section>
        <section aria-labelledby="experiments-title">
          <h2 id="experiments-title">Experiments</h2>
          <div class="experiments">
            <AssistantBox assistant={laboratory.assistant} />
            <BurstBox burst={laboratory.burst} />
            <EchoBox echo={laboratory.echo} />
            <JsonLinesBox jsonLines={laboratory.jsonLines} />
            <SlowBox slowLoop={laboratory.slowLoop} />
          </div>
        </section>
      </main>
      <footer>
        Sizes are payload only: headers and framing are out of a page’s sight. The Pushscope panel
        in DevTools shows them. What the server saw is in its <a href="/api/ledger">ledger</a>; its
        endpoints are listed at <a href="/api">/api</a>.
      </footer>
    </>
  );
}

function Masthead({ laboratory, tour }: { laboratory: Laboratory; tour: Tour }) {
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
          Pushscope <span>laboratory</span>
        </h1>
        <p>How news travels from a server to a page. Real traffic, nothing staged.</p>
      </div>
      <HeldMeter held={laboratory.heldRequests.value} />
      <div class="actions">
        <button
          type="button"
          class="primary"
          onClick={() => tour.start()}
          disabled={tour.running.value}
        >
          Start every kind
        </button>
        <button type="button" onClick={() => tour.stop()} disabled={!isBusy}>
          Stop all
        </button>
      </div>
    </header>
  );
}

/** Connections a browser opens to one HTTP/1.1 origin. */
const CONNECTIONS = 6;
const SLOTS = Array.from({ length: CONNECTIONS }, (_, place) => place + 1);

function HeldMeter({ held }: { held: number }) {
  const isFull = held >= CONNECTIONS;
  return (
    <div class={isFull ? 'held full' : 'held'}>
      <div class="held-slots" aria-hidden="true">
        {SLOTS.map((slot) => (
          <i key={slot} class={slot <= held ? 'taken' : ''} />
        ))}
      </div>
      <p>
        <strong>
          {held} of {CONNECTIONS}
        </strong>{' '}
        HTTP connections held
        <small>{isFull ? 'Every further request waits its turn.' : 'Sockets do not count.'}</small>
      </p>
    </div>
  );
}
