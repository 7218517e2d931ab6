import { BarChart } from '../charts/bar-chart.tsx';
import { RangeChart } from '../charts/range-chart.tsx';
import type { Result } from '../model/runner.ts';
import { bytesText, countText, latencyText } from '../view/format.ts';
import { words } from '../words/words.ts';

/** Latency, bytes and requests of every way that takes part. */
export function RaceCharts({ results }: { results: readonly Result[] }) {
  return (
    <div class="race-charts">
      <Latencies results={results} />
      <Bytes results={results} />
      <Requests results={results} />
    </div>
  );
}

interface Props {
  readonly results: readonly Result[];
}

function Latencies({ results }: Props) {
  const { race } = words.value;
  const ranges = results.map(({ transport, median = 0, p95 = 0 }) => ({
    ...named(transport),
    median,
    p95,
    text: latencyText(median),
    detail: `${race.median} ${latencyText(median)}, ${race.p95} ${latencyText(p95)}`,
  }));
  return <RangeChart title={race.latencyTitle} what={race.latencyWhat} ranges={ranges} sorted />;
}

function Bytes({ results }: Props) {
  const { race } = words.value;
  const bars = results.map(({ transport, tally: { body, head } }) => ({
    ...named(transport),
    main: body,
    added: head,
    text: bytesText(body + head),
    detail: `${race.payloadBytes} ${bytesText(body)}, ${race.head} ${bytesText(head)}`,
  }));
  return <BarChart title={race.bytesTitle} what={race.bytesWhat} bars={bars} sorted />;
}

function Requests({ results }: Props) {
  const { race } = words.value;
  const bars = results.map(({ transport, tally: { requests, emptyAnswers } }) => ({
    ...named(transport),
    main: Math.max(0, requests - emptyAnswers),
    added: emptyAnswers,
    text: countText(requests),
    detail: `${race.requests} ${countText(requests)}, ${race.empty} ${countText(emptyAnswers)}`,
  }));
  return <BarChart title={race.requestsTitle} what={race.requestsWhat} bars={bars} sorted />;
}

function named(transport: Result['transport']) {
  return { transport, name: words.value.lessons[transport].title };
}
