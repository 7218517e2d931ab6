import type { ComponentChildren } from 'preact';
import type { Standing } from '../../shared/shared-thing.ts';
import type { Lane } from '../model/lane.ts';
import type { SharedTopic } from '../model/shared-topic.ts';
import { TWO_WAY } from '../transports/transport.ts';
import { words } from '../words/words.ts';
import { countText } from './format.ts';

/** The copies of what all share, one for each way that is switched on, and the one looked through. */
export function Copies<State extends Standing>(props: {
  readonly topic: SharedTopic<State>;
  /** What that copy shows. */
  readonly children: (state: State, lane: Lane) => ComponentChildren;
}) {
  const { topic, children } = props;
  const { shared } = words.value;
  const lane = topic.lane.value;
  const state = topic.copy.value?.state.value;
  if (!lane) return <p class="nothing shared-nothing">{shared.noCopy}</p>;
  return (
    <section class="shared" data-transport={lane.transport}>
      <CopyChoice topic={topic} current={lane} />
      {state ? children(state, lane) : <p class="nothing shared-nothing">{shared.reading}</p>}
      <p class="outcome">
        <span>{writingText(lane)}</span>
        <span>{shared.reads(countText(topic.copy.value?.reads.value ?? 0))}</span>
        {state && state.missed > 0 && (
          <span class="bad">{shared.missed(countText(state.missed))}</span>
        )}
        {state && state.ignored > 0 && <span>{shared.ignored(countText(state.ignored))}</span>}
      </p>
    </section>
  );
}

function writingText({ transport }: Lane): string {
  const { shared, lanes } = words.value;
  return TWO_WAY.has(transport)
    ? shared.writesBy(lanes.transports[transport].name)
    : shared.writesBeside;
}

function CopyChoice<State extends Standing>(props: {
  readonly topic: SharedTopic<State>;
  readonly current: Lane;
}) {
  const { topic, current } = props;
  const { shared, lanes } = words.value;
  return (
    <fieldset class="copies">
      <legend>{shared.copies}</legend>
      {topic.bench.running.map(({ transport }) => (
        <label key={transport} data-transport={transport}>
          <input
            type="radio"
            name={`copy-${topic.topic}`}
            checked={transport === current.transport}
            onChange={() => topic.choose(transport)}
          />
          <span>
            {lanes.transports[transport].name} <b>{standingText(topic, transport)}</b>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** `v12`, or how many versions it is behind the furthest copy. */
function standingText<State extends Standing>(
  topic: SharedTopic<State>,
  transport: Lane['transport'],
): string {
  const { shared } = words.value;
  const version = topic.copies[transport].state.value?.version;
  if (version === undefined) return '…';
  const behind = topic.newest.value - version;
  const text = shared.version(countText(version));
  return behind === 0 ? text : `${text}, ${shared.behind(countText(behind))}`;
}
