import { Segments, Steps, Switch } from '../view/controls.tsx';
import { durationText } from '../view/format.ts';
import { words } from '../words/words.ts';
import type { LessonBench } from './lesson-bench.ts';

const PERIODS = [100, 250, 500, 1000, 2000, 5000, 10_000];
const HOLDS = [1000, 2000, 5000, 10_000, 20_000, 60_000];

/** What one transport lets one choose, and no other does. */
export function OwnControls({ bench }: { bench: LessonBench }) {
  const { lesson } = words.value;
  const options = bench.options.value;
  switch (bench.transport) {
    case 'polling':
      return (
        <>
          <Steps
            label={lesson.period}
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
          label={lesson.hold}
          values={HOLDS}
          value={options.hold}
          text={durationText}
          onChange={(hold) => bench.change({ hold })}
        />
      );
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
      return <RSocketControls bench={bench} />;
    case 'sse':
    case 'streaming':
    case 'stomp':
      return null;
  }
}

function RSocketControls({ bench }: { bench: LessonBench }) {
  const { lesson } = words.value;
  const { demand, saying, leases } = bench.options.value;
  return (
    <>
      <Segments
        label={lesson.demand}
        choices={lesson.demands}
        value={demand}
        onChange={(next) => bench.change({ demand: next })}
      />
      <Segments
        label={lesson.saying}
        choices={lesson.sayings}
        value={saying}
        onChange={(next) => bench.change({ saying: next })}
      />
      <Switch checked={leases} onChange={(next) => bench.change({ leases: next })}>
        {lesson.leases}
      </Switch>
    </>
  );
}
