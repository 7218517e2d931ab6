import type { Arrival, Feed, FeedRow } from '../model/feed.ts';
import { durationText } from './format.ts';
import { TRANSPORT_TEXTS } from './transport-names.ts';

/** What arrived, newest first. Everything people wrote is shown as text. */
export function FeedList({ feed }: { feed: Feed }) {
  const rows = feed.rows.value;
  return (
    <section class="feed" aria-label="Arrived">
      <header>
        <h4>Arrived</h4>
        <button
          type="button"
          class="quiet"
          onClick={() => feed.clear()}
          disabled={rows.length === 0}
        >
          Clear
        </button>
      </header>
      {rows.length === 0 ? (
        <p class="nothing">Nothing yet. Switch a way on above.</p>
      ) : (
        <ol aria-label="Messages, newest first">
          {rows.map((row) => (
            <Row key={`${row.message.id} ${row.message.time}`} row={row} />
          ))}
        </ol>
      )}
    </section>
  );
}

/** Characters shown; a message can be made 50 kB long. */
const SHOWN = 300;

function Row({ row: { message, arrivals } }: { row: FeedRow }) {
  return (
    <li>
      <span class="id">#{message.id}</span>
      <span class="said">
        {!message.quote && <b>{message.from} </b>}
        {message.text.slice(0, SHOWN)}
        {message.text.length > SHOWN && '…'}
      </span>
      <span class="arrivals">
        {arrivals.map((arrival) => (
          <Tag key={arrival.place} arrival={arrival} />
        ))}
      </span>
    </li>
  );
}

function Tag({ arrival: { transport, latency } }: { arrival: Arrival }) {
  return (
    <span class="tag" data-transport={transport}>
      {TRANSPORT_TEXTS[transport].short}{' '}
      <i>{latency === undefined ? 'earlier' : durationText(latency)}</i>
    </span>
  );
}
