import type { Lane } from '../model/lane.ts';
import type { TopicBench } from '../model/topic-bench.ts';
import type { LaneState } from '../transports/transport.ts';
import { words } from '../words/words.ts';
import { now, useClock } from './clock.ts';
import { Switch } from './controls.tsx';
import { bytesText, countText, secondsText } from './format.ts';
import { LaneDetails } from './lane-details.tsx';

/** The ways of one topic, each with its switch, its state and what it cost so far. */
export function LaneTable({ bench }: { bench: TopicBench }) {
  const { lanes } = words.value;
  const { all, shown } = bench;
  const hidden = all.length - shown.length;
  return (
    <div>
      <table class="lanes">
        <thead>
          <tr>
            <th scope="col" class="way">
              {lanes.way}
            </th>
            <th scope="col" class="status">
              {lanes.state}
            </th>
            <th scope="col" class="number">
              {lanes.requests}
            </th>
            <th scope="col" class="number">
              {lanes.messages}
            </th>
            <th scope="col" class="number">
              {lanes.payload}
            </th>
          </tr>
        </thead>
        {shown.map((lane) => (
          <LaneRows key={lane.transport} lane={lane} bench={bench} />
        ))}
      </table>
      <button
        type="button"
        class="quiet more"
        aria-expanded={bench.showsAll.value}
        onClick={() => {
          bench.showsAll.value = !bench.showsAll.value;
        }}
      >
        {hidden > 0 ? lanes.more(countText(hidden)) : lanes.fewer}
      </button>
    </div>
  );
}

function LaneRows({ lane, bench }: { lane: Lane; bench: TopicBench }) {
  const { lanes } = words.value;
  const { name, what } = lanes.transports[lane.transport];
  const isRunning = lane.running.value;
  const empty = lane.emptyAnswers.value;
  return (
    <tbody data-transport={lane.transport} class={isRunning ? 'running' : ''}>
      <tr>
        <th scope="row" class="way" title={what}>
          <Switch checked={isRunning} onChange={(on) => (on ? lane.start() : lane.stop())}>
            {name}
          </Switch>
        </th>
        <td class="status">
          <State state={lane.status.value} />
        </td>
        <td class="number" data-count="requests">
          {countText(lane.requests.value)}
          {empty > 0 && <small>{lanes.empty(countText(empty))}</small>}
        </td>
        <td class="number" data-count="messages">
          {countText(lane.messages.value)}
        </td>
        <td class="number" data-count="payload">
          {bytesText(lane.bytes.value)}
        </td>
      </tr>
      {isRunning && <LaneDetails lane={lane} bench={bench} />}
    </tbody>
  );
}

/** A held request shows for how long it has been, a poll that rests when it asks again. */
function State({ state }: { state: LaneState }) {
  const { lanes, lesson } = words.value;
  useClock(state.kind === 'held' || state.kind === 'resting');
  const clock =
    state.kind === 'held'
      ? secondsText(Math.max(0, now.value - state.since))
      : state.kind === 'resting'
        ? secondsText(Math.max(0, state.until - now.value))
        : '';
  return (
    <span
      class={`state ${state.kind}`}
      data-state={state.kind}
      title={state.kind === 'resting' ? lanes.again(clock) : undefined}
    >
      {lesson.states[state.kind]}
      {clock && <span class="clock">{clock}</span>}
    </span>
  );
}
