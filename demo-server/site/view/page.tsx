import { RoomsBox } from '../lessons/rooms-box.tsx';
import type { Laboratory } from '../model/laboratory.ts';
import { trouble } from '../model/server.ts';
import type { Tour } from '../model/tour.ts';
import { hashOf } from '../router.ts';
import { words } from '../words/words.ts';
import { AssistantBox } from './assistant-box.tsx';
import { BoardView } from './board-view.tsx';
import { BurstBox } from './burst-box.tsx';
import { Compose } from './compose.tsx';
import { DocumentView } from './document-view.tsx';
import { EchoBox } from './echo-box.tsx';
import { JsonLinesBox } from './json-lines-box.tsx';
import { Masthead } from './masthead.tsx';
import { QuoteBoard } from './quote-board.tsx';
import { SlowBox } from './slow-box.tsx';
import { TopicCard } from './topic-card.tsx';

/** The laboratory: the site's first page. */
export function Page({ laboratory, tour }: { laboratory: Laboratory; tour: Tour }) {
  return (
    <>
      <Masthead laboratory={laboratory} tour={tour} />
      <p class="trouble" role="alert">
        {trouble.value || (laboratory.isCutOff.value && words.value.laboratory.cutOff)}
      </p>
      <main id="content" tabIndex={-1}>
        <Topics laboratory={laboratory} />
        <SharedTopics laboratory={laboratory} />
        <Experiments laboratory={laboratory} />
      </main>
      <Footer />
    </>
  );
}

function Topics({ laboratory: { benches } }: { laboratory: Laboratory }) {
  const said = words.value.laboratory;
  return (
    <section aria-labelledby="topics-title">
      <h2 id="topics-title">{said.topics}</h2>
      <p class="lead">{said.topicsWhat}</p>
      <div class="benches">
        <TopicCard bench={benches.chat}>
          <Compose bench={benches.chat} />
        </TopicCard>
        <TopicCard bench={benches.ticker}>
          <QuoteBoard feed={benches.ticker.feed} />
        </TopicCard>
        <TopicCard bench={benches.notifications} />
      </div>
    </section>
  );
}

function SharedTopics({ laboratory: { document, board } }: { laboratory: Laboratory }) {
  const said = words.value.laboratory;
  return (
    <section aria-labelledby="shared-title">
      <h2 id="shared-title">{said.sharedTopics}</h2>
      <p class="lead">{said.sharedTopicsWhat}</p>
      <div class="benches shared-benches">
        <TopicCard bench={document.bench}>
          <DocumentView topic={document} />
        </TopicCard>
        <TopicCard bench={board.bench}>
          <BoardView topic={board} />
        </TopicCard>
      </div>
    </section>
  );
}

function Experiments({ laboratory }: { laboratory: Laboratory }) {
  const { benchExperiments, experiments } = words.value;
  return (
    <section aria-labelledby="experiments-title">
      <h2 id="experiments-title">{benchExperiments.title}</h2>
      <p class="lead">
        {benchExperiments.elsewhere}{' '}
        <a href={hashOf({ page: 'lessons', lesson: 'sse' })}>{experiments.streams}</a>,{' '}
        <a href={hashOf({ page: 'lessons', lesson: 'websocket' })}>{experiments.token}</a>.
      </p>
      <div class="experiments">
        <AssistantBox assistant={laboratory.assistant} />
        <RoomsBox client={laboratory.client} />
        <BurstBox burst={laboratory.burst} />
        <EchoBox echo={laboratory.echo} />
        <JsonLinesBox jsonLines={laboratory.jsonLines} />
        <SlowBox slowLoop={laboratory.slowLoop} />
      </div>
    </section>
  );
}

function Footer() {
  const said = words.value.laboratory;
  return (
    <footer>
      {said.sizesOnly} {said.seen} <a href="/api/ledger">{said.ledger}</a>; {said.listed}{' '}
      <a href="/api">/api</a>.
    </footer>
  );
}
