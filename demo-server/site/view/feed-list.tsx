import type { Arrival, Feed, FeedRow } from '../model/feed.ts';
import { words } from '../words/words.ts';
import { durationText } from './format.ts';

/** What arrived, newest first. Everything people wrote is shown as text. */
export function FeedList(props: {
  readonly feed: Feed;
  /** Whether anything is switched on, so that something can arrive. */
  readonly isListening: boolean;
}) {
  const { feed, isListening } = props;
  const { laboratory } = words.value;
  const rows = feed.rows.value;
  return (
    <section class="feed" aria-label={laboratory.arrived}>
      <header>
        <h4>{laboratory.arrived}</h4>
        <button
          type="button"
          class="quiet"
          onClick={() => feed.clear()}
          disabled={rows.length === 0}
        >
          {laboratory.clear}
        </button>
      </header>
      {rows.length === 0 ? (
        <p class="nothing">{isListening ? laboratory.nothingYet : laboratory.nothing}</p>
      ) : (
        <ol aria-label={laboratory.arrivedList}>
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
  const { laboratory, lanes } = words.value;
  return (
    <span class="tag" data-transport={transport}>
      {lanes.transports[transport].short}{' '}
      <i>{latency === undefined ? laboratory.earlier : durationText(latency)}</i>
    </span>
  );
}
