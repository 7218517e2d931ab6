import type { TopicBench } from '../model/topic-bench.ts';
import type { TransportName } from '../transports/transport.ts';
import { Segments, Steps, Switch } from './controls.tsx';
import { durationText } from './format.ts';

const PERIODS = [100, 250, 500, 1000, 2000, 5000, 10_000];
const HOLDS = [1000, 2000, 5000, 10_000, 20_000, 60_000];

/** What can be changed about a running way; ways without a choice have no row. */
export function LaneOptionsRow(props: { transport: TransportName; bench: TopicBench }) {
  const choice = choiceOf(props.transport, props.bench);
  if (!choice) return null;
  return (
    <tr class="options">
      <td colSpan={5}>
        <div class="lane-options">{choice}</div>
      </td>
    </tr>
  );
}

function choiceOf(transport: TransportName, bench: TopicBench) {
  const options = bench.options.value;
  switch (transport) {
    case 'polling':
      return (
        <>
          <Steps
            label="Asks every"
            values={PERIODS}
            value={options.period}
            text={durationText}
            onChange={(period) => bench.change({ period })}
          />
          <Switch checked={options.etag} onChange={(etag) => bench.change({ etag })}>
            ETag
          </Switch>
        </>
      );
    case 'long-polling':
      return (
        <Steps
          label="Held at most"
          values={HOLDS}
          value={options.hold}
          text={durationText}
          onChange={(hold) => bench.change({ hold })}
        />
      );
    case 'websocket':
      return (
        <Segments
          label="Messages are"
          choices={{ json: 'JSON text', binary: 'binary' }}
          value={options.format}
          onChange={(format) => bench.change({ format })}
        />
      );
    case 'sse':
    case 'stomp':
    case 'streaming':
    case 'sockjs':
    case 'socket-io':
    case 'mqtt':
    case 'graphql':
      return undefined;
  }
}
