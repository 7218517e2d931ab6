import { useSignal } from '@preact/signals';
import { publishByPost } from '../model/server.ts';
import type { TopicBench } from '../model/topic-bench.ts';

type Way = 'post' | 'websocket' | 'stomp';

/** Says something in the room, by the way the person chooses. */
export function Compose({ bench }: { bench: TopicBench }) {
  const from = useSignal('you');
  const text = useSignal('');
  const way = useSignal<Way>('post');
  const canSend = way.value === 'post' || bench.lanes[way.value].status.value.kind === 'open';
  const say = (event: Event) => {
    event.preventDefault();
    if (!canSend || text.value === '' || from.value === '') return;
    if (way.value === 'post') void publishByPost(bench.topic, from.value, text.value);
    else bench.lanes[way.value].publish(from.value, text.value);
    text.value = '';
  };
  return (
    <form class="compose" onSubmit={say}>
      <input
        class="text"
        aria-label="Message"
        placeholder="Say something"
        maxLength={5000}
        value={text}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
      />
      <button type="submit" class="primary" disabled={!canSend || text.value === ''}>
        Send
      </button>
      <input
        class="name"
        aria-label="Your name"
        maxLength={64}
        value={from}
        onInput={(event) => {
          from.value = event.currentTarget.value;
        }}
      />
      <select
        aria-label="Send by"
        value={way}
        onChange={(event) => {
          way.value = wayOf(event.currentTarget.value);
        }}
      >
        <option value="post">by POST</option>
        <option value="websocket">by WebSocket</option>
        <option value="stomp">by STOMP</option>
      </select>
      {!canSend && (
        <p class="hint">Switch {way.value === 'stomp' ? 'STOMP' : 'WebSocket'} on first.</p>
      )}
    </form>
  );
}

function wayOf(value: string): Way {
  return value === 'websocket' || value === 'stomp' ? value : 'post';
}
