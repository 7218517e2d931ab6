import { useSignal } from '@preact/signals';
import type { SlowLoop } from '../model/slow-loop.ts';
import { words } from '../words/words.ts';
import { now, useClock } from './clock.ts';
import { Steps, Switch } from './controls.tsx';
import { Experiment } from './experiment.tsx';
import { countText, durationText, secondsText } from './format.ts';

const DELAYS = [200, 500, 1000, 1500, 3000, 10_000];
const PAUSES = [0, 500, 1000, 2000, 5000];

export function SlowBox({ slowLoop }: { slowLoop: SlowLoop }) {
  const said = words.value.benchExperiments.slow;
  const delay = useSignal(1500);
  const pause = useSignal(1000);
  const isRunning = slowLoop.running.value;
  const since = slowLoop.since.value;
  useClock(since !== undefined);
  return (
    <Experiment name="slow" title={said.title} endpoint="GET /api/slow" what={said.what}>
      <div class="knobs">
        <Steps
          label={said.takes}
          values={DELAYS}
          value={delay.value}
          text={durationText}
          onChange={(value) => {
            delay.value = value;
            if (isRunning) slowLoop.start(value, pause.value);
          }}
        />
        <Steps
          label={said.pause}
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
          {said.ask}
        </Switch>
        <p class="outcome">
          <span class={since === undefined ? 'state' : 'state held'}>
            {since === undefined
              ? isRunning
                ? said.resting
                : said.off
              : said.waiting(secondsText(Math.max(0, now.value - since)))}
          </span>
          {said.requests(countText(slowLoop.requests.value))}
        </p>
      </div>
    </Experiment>
  );
}
