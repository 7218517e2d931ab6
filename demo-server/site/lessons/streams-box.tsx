import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { named } from '../transports/client-name.ts';
import { Experiment } from '../view/experiment.tsx';
import { words } from '../words/words.ts';
import { LESSON_TOPIC } from './lesson-bench.ts';

/** Event streams one after another, until the browser lets one wait. */
export function StreamsBox(props: {
  readonly client: string;
  /** Whether the lesson has a stream of its own open. */
  readonly hasOwn: boolean;
}) {
  const { client, hasOwn } = props;
  const { experiments } = words.value;
  const states = useSignal<readonly boolean[]>([]);
  const sources = useRef<EventSource[]>([]);
  const closeAll = () => {
    for (const source of sources.current.splice(0)) source.close();
    states.value = [];
  };
  const closeFirst = () => {
    sources.current.shift()?.close();
    states.value = states.value.slice(1);
  };
  const openOne = () => {
    const source = new EventSource(named(`/api/events/${LESSON_TOPIC}`, { client }));
    sources.current.push(source);
    states.value = [...states.value, false];
    const follow = () => {
      const at = sources.current.indexOf(source);
      states.value = states.value.map((one, index) =>
        index === at ? source.readyState === EventSource.OPEN : one,
      );
    };
    source.onopen = follow;
    source.onerror = follow;
  };
  useEffect(
    () => () => {
      for (const source of sources.current.splice(0)) source.close();
    },
    [],
  );
  return (
    <Experiment
      name="streams"
      title={experiments.streams}
      endpoint="GET /api/events/ticker"
      what={experiments.streamsWhat}
    >
      <ol class="stream-slots">
        {hasOwn && <li class="open">1 {experiments.ownStream}</li>}
        {states.value.map((isOpen, index) => (
          <li key={index} class={isOpen ? 'open' : 'waiting'}>
            {index + (hasOwn ? 2 : 1)} {isOpen ? experiments.opened : experiments.waiting}
          </li>
        ))}
      </ol>
      <div class="row">
        <button type="button" onClick={openOne} disabled={states.value.length >= 8}>
          {experiments.openOne}
        </button>
        <button type="button" onClick={closeFirst} disabled={states.value.length === 0}>
          {experiments.closeFirst}
        </button>
        <button type="button" onClick={closeAll} disabled={states.value.length === 0}>
          {experiments.closeAll}
        </button>
      </div>
    </Experiment>
  );
}
