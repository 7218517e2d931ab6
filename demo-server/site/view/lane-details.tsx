import type { Answer, Lane } from '../model/lane.ts';
import type { TopicBench } from '../model/topic-bench.ts';
import { hashOf } from '../router.ts';
import { words } from '../words/words.ts';
import { bytesText, countText } from './format.ts';
import { transportOptions } from './transport-options.tsx';

/** Below a way that is switched on: what can be chosen, and what it says of itself. */
export function LaneDetails({ lane, bench }: { lane: Lane; bench: TopicBench }) {
  const { lanes } = words.value;
  const { name } = lanes.transports[lane.transport];
  const choice = transportOptions(lane.transport, {
    options: bench.options.value,
    change: bench.change.bind(bench),
    advised: lane.answer.value?.advised,
  });
  return (
    <tr class="details">
      <td colSpan={5}>
        {choice && <div class="lane-options">{choice}</div>}
        <p class="lane-remarks">
          <Remarks lane={lane} />
          <a
            href={hashOf({ page: 'lessons', lesson: lane.transport })}
            aria-label={lanes.lessonOn(name)}
          >
            {lanes.lesson}
          </a>
        </p>
      </td>
    </tr>
  );
}

function Remarks({ lane }: { lane: Lane }) {
  const { lanes } = words.value;
  const status = lane.status.value;
  const complaint = lane.complaint.value;
  const answer = lane.answer.value;
  const resumed = lane.resumedAfter.value;
  if (status.kind === 'retrying') return <span class="bad">{status.reason}</span>;
  if (complaint) {
    return (
      <span class="bad" role="alert">
        {lanes[complaint.kind]} {complaint.reason}
      </span>
    );
  }
  if (answer) return <code>{answerText(answer, lane.notModified.value)}</code>;
  if (resumed !== undefined) return <code>{lanes.resumed(countText(resumed))}</code>;
  return <span>{lanes.transports[lane.transport].what}</span>;
}

/** `304 · 0 B · cursor 42` */
function answerText({ status, messages, bytes, cursor }: Answer, notModified: number): string {
  const { lanes } = words.value;
  return [
    String(status),
    messages > 0 ? lanes.answered(countText(messages)) : undefined,
    bytesText(bytes),
    cursor === undefined ? undefined : lanes.cursor(String(cursor)),
    notModified > 0 ? `304 ×${countText(notModified)}` : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}
