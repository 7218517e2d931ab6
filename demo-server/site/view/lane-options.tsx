import type { Lane } from '../model/lane.ts';
import type { TopicBench } from '../model/topic-bench.ts';
import { words } from '../words/words.ts';
import { Segments, Steps, Switch } from './controls.tsx';
import { durationText } from './format.ts';

const PERIODS = [100, 250, 500, 1000, 2000, 5000, 10_000];
const HOLDS = [1000, 2000, 5000, 10_000, 20_000, 60_000];
const BATCHES = [0, 100, 250, 500, 1000, 2000, 5000];

/** What can be changed about a running way; ways without a choice have none. */
export function LaneOptionsRow({ lane, bench }: { lane: Lane; bench: TopicBench }) {
  const choice = choiceOf(lane, bench);
  return choice && <div class="lane-options">{choice}</div>;
}

function choiceOf(lane: Lane, bench: TopicBench) {
  const { lesson } = words.value;
  const options = bench.options.value;
  switch (lane.transport) {
    case 'polling':
      return <PollingOptions lane={lane} bench={bench} />;
    case 'long-polling':
      return <LongPollingOptions bench={bench} />;
    case 'websocket':
      return (
        <Segments
          label={lesson.format}
          choices={lesson.formats}
          value={options.format}
          onChange={(format) => bench.change({ format })}
        />
      );
    case 'sockjs':
      return (
        <Segments
          label={lesson.carrier}
          choices={lesson.carriers}
          value={options.carrier}
          onChange={(carrier) => bench.change({ carrier })}
        />
      );
    case 'socket-io':
      return (
        <Segments
          label={lesson.begin}
          choices={lesson.begins}
          value={options.start}
          onChange={(start) => bench.change({ start })}
        />
      );
    case 'mqtt':
      return (
        <Segments
          label={lesson.qos}
          choices={{ '0': 'QoS 0', '1': 'QoS 1' }}
          value={`${options.qos}`}
          onChange={(qos) => bench.change({ qos: qos === '1' ? 1 : 0 })}
        />
      );
    case 'graphql':
      return (
        <Segments
          label={lesson.fields}
          choices={lesson.fieldSets}
          value={options.fields}
          onChange={(fields) => bench.change({ fields })}
        />
      );
    case 'rsocket':
      return (
        <Segments
          label={lesson.saying}
          choices={lesson.sayings}
          value={options.saying}
          onChange={(saying) => bench.change({ saying })}
        />
      );
    case 'sse':
    case 'streaming':
    case 'stomp':
      return undefined;
  }
}

function PollingOptions({ lane, bench }: { lane: Lane; bench: TopicBench }) {
  const { lanes } = words.value;
  const { pace, period, etag } = bench.options.value;
  const advised = lane.answer.value?.advised;
  return (
    <>
      <Segments
        label={lanes.pace}
        choices={lanes.paces}
        value={pace}
        onChange={(chosen) => bench.change({ pace: chosen })}
      />
      <Switch checked={etag} onChange={(on) => bench.change({ etag: on })}>
        ETag
      </Switch>
      {pace === 'fixed' ? (
        <Steps
          label={lanes.asksEvery}
          values={PERIODS}
          value={period}
          text={durationText}
          onChange={(chosen) => bench.change({ period: chosen })}
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

function LongPollingOptions({ bench }: { bench: TopicBench }) {
  const { lanes } = words.value;
  const { hold, batch } = bench.options.value;
  return (
    <>
      <Steps
        label={lanes.heldAtMost}
        values={HOLDS}
        value={hold}
        text={durationText}
        onChange={(chosen) => bench.change({ hold: chosen })}
      />
      <Steps
        label={lanes.gathers}
        values={BATCHES}
        value={batch}
        text={(value) => (value === 0 ? lanes.gathersNot : durationText(value))}
        onChange={(chosen) => bench.change({ batch: chosen })}
      />
    </>
  );
}
