import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { countText } from '../../view/format.ts';
import { words } from '../../words/words.ts';
import type { LessonBench } from '../lesson-bench.ts';
import { echoed } from './echoed.ts';
import { Measured } from './measured.tsx';
import { piecesOf } from './pieces-of.ts';
import { knock } from './stranger.ts';

/** Evidence that is tried when a person wants it. */

interface Props {
  readonly bench: LessonBench;
}

/** A button, and what came of it. */
function Trial(props: {
  readonly name: string;
  readonly label: string;
  readonly run: () => Promise<ComponentChildren>;
}) {
  const outcome = useSignal<ComponentChildren>(undefined);
  const isRunning = useSignal(false);
  const run = async () => {
    isRunning.value = true;
    outcome.value = await props.run();
    isRunning.value = false;
  };
  return (
    <>
      <button
        type="button"
        data-trial={props.name}
        disabled={isRunning.value}
        onClick={() => void run()}
      >
        {props.label}
      </button>
      {outcome.value !== undefined && <Measured name={props.name}>{outcome.value}</Measured>}
    </>
  );
}

/** A WebSocket and a request to this server under another of its names: another origin. */
export function Stranger({ bench }: Props) {
  const { evidence } = words.value;
  const run = async () => {
    const { origin, host, readable, status } = await knock(bench.watched.client);
    return (
      <>
        {evidence.knocked(origin, host)} {readable ? evidence.readable : evidence.notReadable}{' '}
        {status === undefined ? evidence.unanswered : evidence.socketAnswer(String(status))}
      </>
    );
  };
  return <Trial name="stranger" label={evidence.knock} run={run} />;
}

/** Messages of many sizes, sent back: each comes whole, as one. */
export function Borders({ bench }: Props) {
  const { evidence } = words.value;
  const run = async () => {
    const { sent, whole, bytes } = await echoed(bench.watched.client);
    return evidence.borders(countText(sent), countText(whole), countText(bytes));
  };
  return <Trial name="borders" label={evidence.sendSizes} run={run} />;
}

/** A body of many lines: how the network cut it. */
export function CutByNetwork({ bench }: Props) {
  const { evidence } = words.value;
  const run = async () => {
    const { pieces, lines, cut } = await piecesOf(bench.watched.client);
    return evidence.pieces(countText(lines), countText(pieces), countText(cut));
  };
  return <Trial name="pieces" label={evidence.readLines} run={run} />;
}
