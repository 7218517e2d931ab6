import type { Result } from '../model/runner.ts';
import type { TransportName } from '../transports/transport.ts';
import { bytesText, countText, latencyText } from '../view/format.ts';
import { words } from '../words/words.ts';
import type { Race } from './race.ts';

/** Connections that a way keeps open on the server. */
const KEPT_OPEN: Record<TransportName, number> = {
  polling: 0,
  'long-polling': 1,
  sse: 1,
  streaming: 1,
  websocket: 1,
  stomp: 1,
  sockjs: 1,
  'socket-io': 1,
  mqtt: 1,
  graphql: 1,
  rsocket: 1,
};

export function RaceTable({ race }: { race: Race }) {
  const said = words.value.race;
  const columns = [
    said.received,
    said.requests,
    said.empty,
    said.head,
    said.payloadBytes,
    said.perEvent,
    said.median,
    said.p95,
    said.connections,
  ];
  const isOver = race.stage.value === 'over';
  return (
    <section class="card">
      <h2>{said.table}</h2>
      <div class="scrolling">
        <table class="race-table">
          <thead>
            <tr>
              <th scope="col">{said.transport}</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {race.results.value.map((result) => (
              <Row key={result.transport} result={result} />
            ))}
          </tbody>
        </table>
      </div>
      {race.results.value.map((result) => (
        <Remark key={result.transport} result={result} isOver={isOver} events={race.events} />
      ))}
      <TimingsRemark race={race} />
    </section>
  );
}

function Row({ result }: { result: Result }) {
  const { transport, client, received, tally, median, p95 } = result;
  const bytes = tally.head + tally.body;
  const time = (value: number | undefined) => (value === undefined ? '–' : latencyText(value));
  return (
    <tr
      data-transport={transport}
      data-received={received}
      data-client={client}
      data-requests={tally.requests}
      data-empty={tally.emptyAnswers}
      data-head={tally.head}
      data-payload={tally.body}
      data-median={median}
      data-p95={p95}
    >
      <th scope="row">{words.value.lessons[transport].title}</th>
      <td>{countText(received)}</td>
      <td>{countText(tally.requests)}</td>
      <td>{countText(tally.emptyAnswers)}</td>
      <td>≈ {bytesText(tally.head)}</td>
      <td>{bytesText(tally.body)}</td>
      <td>{received === 0 ? '–' : bytesText(Math.round(bytes / received))}</td>
      <td>{time(median)}</td>
      <td>{time(p95)}</td>
      <td>{KEPT_OPEN[transport]}</td>
    </tr>
  );
}

function Remark(props: {
  readonly result: Result;
  readonly isOver: boolean;
  readonly events: number;
}) {
  const { lessons, race } = words.value;
  const { transport, takesPart, received } = props.result;
  const { title } = lessons[transport];
  if (!takesPart) return <p class="fine">{race.missing(title)}</p>;
  if (!props.isOver || received >= props.events) return null;
  return <p class="fine">{race.lost(title, countText(props.events - received))}</p>;
}

function TimingsRemark({ race }: { race: Race }) {
  const said = words.value.race;
  const timings = race.timings.value;
  if (!timings) return null;
  const { count, encoded, transferred } = timings;
  return (
    <p class="fine">
      {said.timings}:{' '}
      {said.timingsWhat(countText(count), bytesText(encoded), bytesText(transferred))}
    </p>
  );
}
