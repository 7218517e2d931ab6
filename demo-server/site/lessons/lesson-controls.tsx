import { askSettings, settings } from '../model/server.ts';
import { Segments, Steps, Switch } from '../view/controls.tsx';
import { bytesText, durationText } from '../view/format.ts';
import { words } from '../words/words.ts';
import { LESSON_TOPIC, type LessonBench } from './lesson-bench.ts';

const PERIODS = [100, 250, 500, 1000, 2000, 5000, 10_000];
const HOLDS = [1000, 2000, 5000, 10_000, 20_000, 60_000];
const RATES = [0, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50];
const SIZES = [0, 100, 500, 1000, 5000, 10_000, 50_000];

/** What the server publishes, and what this transport lets one choose. */
export function LessonControls({ bench }: { bench: LessonBench }) {
  const { lesson } = words.value;
  return (
    <div class="knobs">
      <Steps
        label={lesson.rate}
        values={RATES}
        value={settings.value?.rate[LESSON_TOPIC] ?? 0}
        text={rateWords}
        onChange={(rate) => void askSettings({ rate: { [LESSON_TOPIC]: rate } })}
      />
      <Steps
        label={lesson.size}
        values={SIZES}
        value={settings.value?.payloadSize[LESSON_TOPIC] ?? 0}
        text={(size) => (size === 0 ? lesson.asItIs : `≥ ${bytesText(size)}`)}
        onChange={(size) => void askSettings({ payloadSize: { [LESSON_TOPIC]: size } })}
      />
      <OwnControls bench={bench} />
    </div>
  );
}

/** How often something happens, in the words of the page. */
export function rateWords(rate: number): string {
  const { lesson } = words.value;
  if (rate === 0) return lesson.silent;
  return rate >= 1 ? lesson.perSecond(String(rate)) : lesson.every(durationText(1000 / rate));
}

function OwnControls({ bench }: { bench: LessonBench }) {
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
    case 'sse':
    case 'streaming':
    case 'stomp':
      return null;
  }
}
