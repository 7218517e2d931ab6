import { useSignal } from '@preact/signals';
import type { Burst, BurstProgress } from '../model/burst.ts';
import { words } from '../words/words.ts';
import { Steps } from './controls.tsx';
import { Experiment } from './experiment.tsx';
import { bytesText, countText, durationText } from './format.ts';

const COUNTS = [100, 1000, 10_000, 100_000, 1_000_000];
const SIZES = [10, 100, 1000, 10_000, 100_000];

export function BurstBox({ burst }: { burst: Burst }) {
  const { benchExperiments } = words.value;
  const said = benchExperiments.burst;
  const count = useSignal(10_000);
  const size = useSignal(100);
  const progress = burst.progress.value;
  return (
    <Experiment name="burst" title={said.title} endpoint="/ws/flood" what={said.what}>
      <div class="knobs">
        <Steps
          label={said.messages}
          values={COUNTS}
          value={count.value}
          text={countText}
          onChange={(value) => {
            count.value = value;
          }}
        />
        <Steps
          label={said.each}
          values={SIZES}
          value={size.value}
          text={bytesText}
          onChange={(value) => {
            size.value = value;
          }}
        />
      </div>
      <div class="row">
        <button type="button" class="primary" onClick={() => burst.run(count.value, size.value)}>
          {said.start}
        </button>
        <button type="button" onClick={() => burst.stop()} disabled={progress.status !== 'running'}>
          {benchExperiments.stop}
        </button>
        <progress aria-label={said.progress} max={progress.asked || 1} value={progress.received} />
      </div>
      <Outcome progress={progress} />
    </Experiment>
  );
}

function Outcome({ progress }: { progress: BurstProgress }) {
  const said = words.value.benchExperiments.burst;
  const { received, asked, elapsed, outOfOrder } = progress;
  const speed = elapsed > 0 ? Math.round((received / elapsed) * 1000) : 0;
  return (
    <dl class="figures">
      <Figure name={said.received} value={said.of(countText(received), countText(asked))} />
      <Figure name={said.outOfOrder} value={countText(outOfOrder)} />
      <Figure name={said.elapsed} value={durationText(elapsed)} />
      <Figure name={said.speed} value={countText(speed)} />
      <Figure name={said.payload} value={bytesText(progress.bytes)} />
      <Figure name={said.close} value={progress.close || '–'} />
    </dl>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
