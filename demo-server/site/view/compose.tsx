import { useSignal } from '@preact/signals';
import { publishByPost } from '../model/server.ts';
import type { TopicBench } from '../model/topic-bench.ts';
import { TRANSPORTS, type TransportName, TWO_WAY } from '../transports/transport.ts';
import { words } from '../words/words.ts';

type Way = 'POST' | TransportName;

const SOCKETS = TRANSPORTS.filter((transport) => TWO_WAY.has(transport));

/** Says something in the room, by the way the person chooses. */
export function Compose({ bench }: { bench: TopicBench }) {
  const { laboratory } = words.value;
  const from = useSignal(laboratory.you);
  const text = useSignal('');
  const way = useSignal<Way>('POST');
  const canSend = way.value === 'POST' || bench.lanes[way.value].status.value.kind === 'open';
  const say = async (event: Event) => {
    event.preventDefault();
    if (!canSend || text.value === '' || from.value === '') return;
    const said = text.value;
    const isSaid =
      way.value === 'POST'
        ? await publishByPost(bench.topic, from.value, said)
        : bench.lanes[way.value].publish(from.value, said);
    // What was written meanwhile stays, and so does what the server did not take.
    if (isSaid && text.value === said) text.value = '';
  };
  return (
    <form class="compose" onSubmit={say}>
      <input
        name="text"
        autocomplete="off"
        class="text"
        aria-label={laboratory.message}
        placeholder={laboratory.saySomething}
        maxLength={5000}
        value={text}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
      />
      <button type="submit" class="primary" disabled={!canSend || text.value === ''}>
        {laboratory.send}
      </button>
      <input
        name="from"
        autocomplete="off"
        class="name"
        aria-label={laboratory.yourName}
        maxLength={64}
        value={from}
        onInput={(event) => {
          from.value = event.currentTarget.value;
        }}
      />
      <WayChoice
        way={way.value}
        onChange={(chosen) => {
          way.value = chosen;
        }}
      />
      {!canSend && <p class="hint">{laboratory.switchOn(nameOf(way.value))}</p>}
    </form>
  );
}

function WayChoice(props: { readonly way: Way; readonly onChange: (way: Way) => void }) {
  const { laboratory } = words.value;
  return (
    <select
      name="way"
      aria-label={laboratory.sendBy}
      value={props.way}
      onChange={(event) =>
        props.onChange(SOCKETS.find((one) => one === event.currentTarget.value) ?? 'POST')
      }
    >
      {(['POST', ...SOCKETS] as const).map((one) => (
        <option key={one} value={one}>
          {laboratory.by(nameOf(one))}
        </option>
      ))}
    </select>
  );
}

function nameOf(way: Way): string {
  return way === 'POST' ? way : words.value.lanes.transports[way].name;
}
