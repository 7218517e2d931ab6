import type { Topic } from '../../wire/topic/message.ts';
import { askSettings, settings } from '../model/server.ts';
import type { TopicBench } from '../model/topic-bench.ts';
import { Compose } from './compose.tsx';
import { Steps } from './controls.tsx';
import { FeedList } from './feed-list.tsx';
import { bytesText, rateText } from './format.ts';
import { LaneTable } from './lane-table.tsx';
import { QuoteBoard } from './quote-board.tsx';

const TEXTS: Record<Topic, { readonly title: string; readonly what: string }> = {
  chat: { title: 'Chat', what: 'Few messages, from people, in both directions.' },
  ticker: { title: 'Ticker', what: 'Many small messages, one way, soon out of date.' },
  notifications: { title: 'Notifications', what: 'Rare messages that should come at once.' },
};

const RATES = [0, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200];
const SIZES = [0, 100, 500, 1000, 5000, 10_000, 50_000];

/** Everything about one topic: what the server publishes, how it travels, what arrives. */
export function TopicCard({ bench }: { bench: TopicBench }) {
  const { title, what } = TEXTS[bench.topic];
  return (
    <article class="card bench" data-topic={bench.topic} aria-label={title}>
      <header>
        <h3>{title}</h3>
        <p>{what}</p>
      </header>
      <Publishing topic={bench.topic} />
      <LaneTable bench={bench} />
      {bench.topic === 'ticker' && <QuoteBoard feed={bench.feed} />}
      {bench.topic === 'chat' && <Compose bench={bench} />}
      <FeedList feed={bench.feed} />
    </article>
  );
}

/** What the server publishes by itself on this topic. */
function Publishing({ topic }: { topic: Topic }) {
  const rate = settings.value?.rate[topic] ?? 0;
  const size = settings.value?.payloadSize[topic] ?? 0;
  return (
    <div class="publishing">
      <Steps
        label="Published"
        values={RATES}
        value={rate}
        text={rateText}
        onChange={(value) => void askSettings({ rate: { [topic]: value } })}
      />
      <Steps
        label="Text size"
        values={SIZES}
        value={size}
        text={(value) => (value === 0 ? 'as it is' : `≥ ${bytesText(value)}`)}
        onChange={(value) => void askSettings({ payloadSize: { [topic]: value } })}
      />
    </div>
  );
}
