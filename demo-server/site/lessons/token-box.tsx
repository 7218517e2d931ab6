import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { named } from '../transports/client-name.ts';
import { socketUrl } from '../transports/reconnecting-socket.ts';
import { Steps } from '../view/controls.tsx';
import { Experiment } from '../view/experiment.tsx';
import { durationText } from '../view/format.ts';
import { words } from '../words/words.ts';
import { TokenTable } from './token-table.tsx';
import { signIn } from './token-trials.ts';

const LIFETIMES = [2, 3, 5, 10, 30];

/** A WebSocket that ends when the token does that opened it. */
export function TokenBox({ client }: { client: string }) {
  const { experiments } = words.value;
  const lifetime = useSignal(3);
  const lines = useSignal<readonly string[]>([]);
  const socket = useRef<WebSocket | undefined>(undefined);
  const note = (line: string) => {
    lines.value = [...lines.value, line].slice(-8);
  };
  useEffect(() => () => socket.current?.close(), []);
  const open = (token: string) => {
    socket.current?.close();
    const started = performance.now();
    const since = () => durationText(performance.now() - started);
    const next = new WebSocket(socketUrl(named('/secure/ws?topic=ticker', { client })), [
      `bearer.${token}`,
    ]);
    socket.current = next;
    next.onopen = () => note(`101, ${since()}`);
    next.onclose = ({ code, reason }) => note(`close ${code} ${reason}, ${since()}`);
  };
  const enter = async () => {
    const token = await signIn(lifetime.value);
    if (token === undefined) return;
    note(`POST /api/sign-in → ${token.slice(0, 12)}…`);
    open(token);
  };
  return (
    <Experiment
      name="token"
      title={experiments.token}
      endpoint="/secure/ws"
      what={experiments.tokenWhat}
    >
      <Steps
        label={experiments.lifetime}
        values={LIFETIMES}
        value={lifetime.value}
        text={(seconds) => durationText(seconds * 1000)}
        onChange={(seconds) => {
          lifetime.value = seconds;
        }}
      />
      <div class="row">
        <button type="button" class="primary" onClick={() => void enter()}>
          {experiments.signIn}
        </button>
      </div>
      <ol class="lines" aria-live="polite">
        {lines.value.length === 0 && <li class="nothing">{experiments.tokenSays}</li>}
        {lines.value.map((line, index) => (
          <li key={index}>{line}</li>
        ))}
      </ol>
      <TokenTable client={client} />
    </Experiment>
  );
}
