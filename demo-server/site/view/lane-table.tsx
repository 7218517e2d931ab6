import type { Lane } from '../model/lane.ts';
import type { TopicBench } from '../model/topic-bench.ts';
import type { LaneState } from '../transports/transport.ts';
import { now, useClock } from './clock.ts';
import { Switch } from './controls.tsx';
import { bytesText, countText, secondsText } from './format.ts';
import { LaneOptionsRow } from './lane-options.tsx';
import { TRANSPORT_TEXTS } from './transport-names.ts';

/** The five ways of one topic, each with its switch, its state and what it cost so far. */
export function LaneTable({ bench }: { bench: TopicBench }) {
  return (
    <table class="lanes">
      <thead>
        <tr>
          <th scope="col" class="way">
            Way
          </th>
          <th scope="col" class="status">
            State
          </th>
          <th scope="col" class="number">
            Requests
          </th>
          <th scope="col" class="number">
            Messages
          </th>
          <th scope="col" class="number">
            Payload
          </th>
        </tr>
      </thead>
      {bench.all.map((lane) => (
        <LaneRows key={lane.transport} lane={lane} bench={bench} />
      ))}
    </table>
  );
}

function LaneRows({ lane, bench }: { lane: Lane; bench: TopicBench }) {
  const { name, what } = TRANSPORT_TEXTS[lane.transport];
  const empty = lane.emptyAnswers.value;
  return (
    <tbody data-transport={lane.transport} class={lane.running.value ? 'running' : ''}>
      <tr>
        <th scope="row" class="way" title={what}>
          <Switch checked={lane.running.value} onChange={(on) => (on ? lane.start() : lane.stop())}>
            {name}
          </Switch>
        </th>
        <td class="status">
          <State state={lane.status.value} />
        </td>
        <td class="number">
          {countText(lane.requests.value)}
          {empty > 0 && <small>{countText(empty)} empty</small>}
        </td>
        <td class="number">{countText(lane.messages.value)}</td>
        <td class="number">{bytesText(lane.bytes.value)}</td>
      </tr>
      {lane.running.value && <LaneOptionsRow transport={lane.transport} bench={bench} />}
    </tbody>
  );
}

function State({ state }: { state: LaneState }) {
  const isHeld = state.kind === 'held';
  useClock(isHeld);
  const clock = isHeld ? ` ${secondsText(Math.max(0, now.value - state.since))}` : '';
  return (
    <span
      class={`state ${state.kind}`}
      title={state.kind === 'retrying' ? state.reason : undefined}
    >
      {state.kind}
      {clock}
    </span>
  );
}
