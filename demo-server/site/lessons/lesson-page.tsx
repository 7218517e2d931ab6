import { useEffect, useMemo } from 'preact/hooks';
import type { TransportName } from '../transports/transport.ts';
import { words } from '../words/words.ts';
import { ClaimCard } from './claim-card.tsx';
import { LessonBench } from './lesson-bench.ts';
import { LessonList } from './lesson-list.tsx';
import { LessonText } from './lesson-text.tsx';
import { RoomsBox } from './rooms-box.tsx';
import { StreamsBox } from './streams-box.tsx';
import { TokenBox } from './token-box.tsx';
import { WireCard } from './wire-card.tsx';

/** One transport: what crosses, live; when to use it; what articles say of it. */
export function LessonPage({ lesson }: { lesson: TransportName }) {
  const bench = useMemo(() => new LessonBench(lesson), [lesson]);
  useEffect(() => {
    bench.watched.start();
    return () => bench.watched.stop();
  }, [bench]);
  const said = words.value.lessons[lesson];
  const { client } = bench.watched;
  return (
    <div class="lesson" data-transport={lesson} data-client={client}>
      <LessonList current={lesson} />
      <header class="lesson-head">
        <h1>{said.title}</h1>
        <p class="lead">{said.line}</p>
      </header>
      <div class="lesson-columns">
        <WireCard bench={bench} steps={said.wire} />
        <LessonText said={said} />
      </div>
      <section>
        <h2>{words.value.lesson.claims}</h2>
        <div class="claims">
          {Object.entries(said.claims).map(([name, claim]) => (
            <ClaimCard key={name} name={name} claim={claim} bench={bench} />
          ))}
        </div>
      </section>
      <div class="lesson-experiments">
        {lesson === 'sse' && (
          <StreamsBox client={client} hasOwn={bench.watched.status.value.kind === 'open'} />
        )}
        {(lesson === 'websocket' || lesson === 'stomp') && <RoomsBox client={client} />}
        {(lesson === 'websocket' || lesson === 'stomp') && <TokenBox client={client} />}
      </div>
    </div>
  );
}
