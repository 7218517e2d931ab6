import type { LaneOptions, TransportName } from '../transports/transport.ts';
import { words } from '../words/words.ts';
import { Segments, Steps, Switch } from './controls.tsx';
import { durationText } from './format.ts';

const PERIODS = [100, 250, 500, 1000, 2000, 5000, 10_000];
const HOLDS = [1000, 2000, 5000, 10_000, 20_000, 60_000];
const BATCHES = [0, 100, 250, 500, 1000, 2000, 5000];

interface Choice {
  readonly options: LaneOptions;
  readonly change: (change: Partial<LaneOptions>) => void;
  /** When the server advised to ask again, in milliseconds. */
  readonly advised: number | undefined;
}

/** What can be chosen about a way. Ways without a choice have none. */
export function transportOptions(transport: TransportName, choice: Choice) {
  const { lesson } = words.value;
  const { options, change } = choice;
  switch (transport) {
    case 'polling':
      return <PollingOptions {...choice} />;
    case 'long-polling':
      return <LongPollingOptions {...choice} />;
    case 'websocket':
      return (
        <Segments
          label={lesson.format}
          choices={lesson.formats}
          value={options.format}
          onChange={(format) => change({ format })}
        />
      );
    case 'sockjs':
      return (
        <Segments
          label={lesson.carrier}
          choices={lesson.carriers}
          value={options.carrier}
          onChange={(carrier) => change({ carrier })}
        />
      );
    case 'socket-io':
      return (
        <Segments
          label={lesson.begin}
          choices={lesson.begins}
          value={options.start}
          onChange={(start) => change({ start })}
        />
      );
    case 'mqtt':
      return (
        <Segments
          label={lesson.qos}
          choices={{ '0': 'QoS 0', '1': 'QoS 1' }}
          value={`${options.qos}`}
          onChange={(qos) => change({ qos: qos === '1' ? 1 : 0 })}
        />
      );
    case 'graphql':
      return (
        <Segments
          label={lesson.fields}
          choices={lesson.fieldSets}
          value={options.fields}
          onChange={(fields) => change({ fields })}
        />
      );
    case 'rsocket':
      return (
        <Segments
          label={lesson.saying}
          choices={lesson.sayings}
          value={options.saying}
          onChange={(saying) => change({ saying })}
        />
      );
    case 'sse':
    case 'streaming':
    case 'stomp':
      return undefined;
  }
}

function PollingOptions({ options: { pace, period, etag }, change, advised }: Choice) {
  const { lanes } = words.value;
  return (
    <>
      <Segments
        label={lanes.pace}
        choices={lanes.paces}
        value={pace}
        onChange={(chosen) => change({ pace: chosen })}
      />
      <Switch checked={etag} onChange={(on) => change({ etag: on })}>
        ETag
      </Switch>
      {pace === 'fixed' ? (
        <Steps
          label={lanes.asksEvery}
          values={PERIODS}
          value={period}
          text={durationText}
          onChange={(chosen) => change({ period: chosen })}
        />
      ) : (
        <p class="advised">
          <span>{lanes.advised}</span> <code>X-Poll-Interval</code>
          <output>{advised === undefined ? lanes.notYet : durationText(advised)}</output>
        </p>
      )}
    </>
  );
}

function LongPollingOptions({ options: { hold, batch }, change }: Choice) {
  const { lanes } = words.value;
  return (
    <>
      <Steps
        label={lanes.heldAtMost}
        values={HOLDS}
        value={hold}
        text={durationText}
        onChange={(chosen) => change({ hold: chosen })}
      />
      <Steps
        label={lanes.gathers}
        values={BATCHES}
        value={batch}
        text={(value) => (value === 0 ? lanes.gathersNot : durationText(value))}
        onChange={(chosen) => change({ batch: chosen })}
      />
    </>
  );
}
