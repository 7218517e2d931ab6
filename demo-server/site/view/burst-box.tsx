import { useSignal } from '@preact/signals';
import type { Burst, BurstProgress } from '../model/burst.ts';
import { Steps } from './controls.tsx';
import { Experiment } from './experiment.tsx';
import { bytesText, countText, durationText } from './format.ts';

const COUNTS = [100, 1000, 10_000, 100_000, 1_000_000];
const SIZES = [10, 100, 1000, 10_000, 100_000];

export function BurstBox({ burst }: { burst: Burst }) {
  const count = useSignal(10_000);
  const size = useSignal(100);
  const progress = burst.progress.value;
  return (
    <Experiment
      name="burst"
      title="Burst"
      endpoint="/ws/flood"
      what="Messages over one WebSocket as fast as this page takes them, each checked for its place."
    >
      <div class="knobs">
        <Steps
          label="Messages"
          values={COUNTS}
          value={count.value}
          text={countText}
          onChange={(value) => {
            count.value = value;
          }}
        />
        <Steps
          label="Each"
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
          Burst
        </button>
        <button type="button" onClick={() => burst.stop()} disabled={progress.status !== 'running'}>
          Stop
        </button>
        <progress aria-label="Received" max={progress.asked || 1} value={progress.received} />
      </div>
      <Outcome progress={progress} />
    </Experiment>
  );
}

function Outcome({ progress }: { progress: BurstProgress }) {
  const { received, asked, elapsed, outOfOrder } = progress;
  const speed = elapsed > 0 ? Math.round((received / elapsed) * 1000) : 0;
  return (
    <dl class="figures">
      <Figure name="received" value={`${countText(received)} of ${countText(asked)}`} />
      <Figure name="out of place" value={countText(outOfOrder)} />
      <Figure name="in" value={durationText(elapsed)} />
      <Figure name="messages / s" value={countText(speed)} />
      <Figure name="payload" value={bytesText(progress.bytes)} />
      <Figure name="close" value={progress.close || '–'} />
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
