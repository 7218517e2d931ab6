import type { ComponentChildren } from 'preact';
import type { OwnTopic } from '../../wire/topic/message.ts';
import { askSettings, settings } from '../model/server.ts';
import type { TopicBench } from '../model/topic-bench.ts';
import { words } from '../words/words.ts';
import { Steps } from './controls.tsx';
import { FeedList } from './feed-list.tsx';
import { bytesText } from './format.ts';
import { LaneTable } from './lane-table.tsx';
import { rateWords } from './rate-words.ts';

const RATES = [0, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200];
const SIZES = [0, 100, 500, 1000, 5000, 10_000, 50_000];

/** Everything about one topic: what the server publishes, how it travels, what it is about, what arrives. */
export function TopicCard(props: {
  readonly bench: TopicBench;
  readonly children?: ComponentChildren;
}) {
  const { bench, children } = props;
  const { title, what } = words.value.laboratory.topic[bench.topic];
  return (
    <article class="card bench" data-topic={bench.topic} aria-label={title}>
      <header>
        <h3>{title}</h3>
        <p>{what}</p>
      </header>
      <Publishing topic={bench.topic} />
      <LaneTable bench={bench} />
      {children}
      <FeedList feed={bench.feed} isListening={bench.running.length > 0} />
    </article>
  );
}

/** What the server publishes by itself on this topic. */
function Publishing({ topic }: { topic: OwnTopic }) {
  const { laboratory } = words.value;
  const rate = settings.value?.rate[topic] ?? 0;
  const size = settings.value?.payloadSize[topic] ?? 0;
  return (
    <div class="publishing">
      <Steps
        label={laboratory.published}
        values={RATES}
        value={rate}
        text={rateWords}
        onChange={(value) => void askSettings({ rate: { [topic]: value } })}
      />
      <Steps
        label={laboratory.textSize}
        values={SIZES}
        value={size}
        text={(value) => (value === 0 ? laboratory.asItIs : `≥ ${bytesText(value)}`)}
        onChange={(value) => void askSettings({ payloadSize: { [topic]: value } })}
      />
    </div>
  );
}
