import { useSignal } from '@preact/signals';
import type { SlowLoop } from '../model/slow-loop.ts';
import { now, useClock } from './clock.ts';
import { Steps, Switch } from './controls.tsx';
import { Experiment } from './experiment.tsx';
import { countText, durationText, secondsText } from './format.ts';

const DELAYS = [200, 500, 1000, 1500, 3000, 10_000];
const PAUSES = [0, 500, 1000, 2000, 5000];

export function SlowBox({ slowLoop }: { slowLoop: SlowLoop }) {
  const delay = useSignal(1500);
  const pause = useSignal(1000);
  const isRunning = slowLoop.running.value;
  const since = slowLoop.since.value;
  useClock(since !== undefined);
  return (
    <Experiment
      name="slow"
      title="Merely slow"
      endpoint="GET /api/slow"
      what="Held like a long poll, but never for news: the server just needs its time. A good tool tells the two apart."
    >
      <div class="knobs">
        <Steps
          label="Answer takes"
          values={DELAYS}
          value={delay.value}
          text={durationText}
          onChange={(value) => {
            delay.value = value;
            if (isRunning) slowLoop.start(value, pause.value);
          }}
        />
        <Steps
          label="Asked again after"
          values={PAUSES}
          value={pause.value}
          text={durationText}
          onChange={(value) => {
            pause.value = value;
            if (isRunning) slowLoop.start(delay.value, value);
          }}
        />
      </div>
      <div class="row">
        <Switch
          checked={isRunning}
          onChange={(on) => (on ? slowLoop.start(delay.value, pause.value) : slowLoop.stop())}
        >
          Ask
        </Switch>
        <p class="outcome">
          <span class={since === undefined ? 'state' : 'state held'}>
            {since === undefined
              ? isRunning
                ? 'resting'
                : 'off'
              : `waiting ${secondsText(Math.max(0, now.value - since))}`}
          </span>
          {countText(slowLoop.requests.value)} requests
        </p>
      </div>
    </Experiment>
  );
}
