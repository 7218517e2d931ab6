import { useSignal } from '@preact/signals';
import { z } from 'zod';
import { post, report } from '../model/server.ts';
import { bytesText, countText } from '../view/format.ts';
import { words } from '../words/words.ts';
import { BarChart } from './bar-chart.tsx';

/** Idle connections of each way that are opened. */
const CONNECTIONS = 300;
const WAYS = ['polling', 'long-polling', 'sse', 'websocket'] as const;
const WEIGHTS = z.object({ bytes: z.record(z.enum(WAYS), z.number()) });
type Weights = z.infer<typeof WEIGHTS>['bytes'];

/** What one idle connection makes a server hold, weighed in a process of its own when a person asks. */
export function WeighBox() {
  const said = words.value.weighing;
  const weights = useSignal<Weights | undefined>(undefined);
  const isBusy = useSignal(false);
  const weigh = async () => {
    isBusy.value = true;
    const body = post('POST', { connections: CONNECTIONS });
    const answer = await report(fetch('/api/weigh', body));
    const read = WEIGHTS.safeParse(answer && (await answer.json()));
    if (read.success) weights.value = read.data.bytes;
    isBusy.value = false;
  };
  return (
    <div class="comparison" data-weighing={isBusy.value ? 'busy' : 'idle'}>
      <div class="row">
        <button
          type="button"
          data-action="weigh"
          disabled={isBusy.value}
          onClick={() => void weigh()}
        >
          {said.weigh(countText(CONNECTIONS))}
        </button>
        <span class="fine" role="status">
          {isBusy.value && said.busy}
        </span>
      </div>
      {weights.value && (
        <div class="comparison-charts">
          <WeightChart weights={weights.value} />
        </div>
      )}
    </div>
  );
}

function WeightChart({ weights }: { weights: Weights }) {
  const { lessons, weighing } = words.value;
  const bars = WAYS.map((transport) => ({
    transport,
    name: lessons[transport].title,
    main: weights[transport],
    text: bytesText(weights[transport]),
    detail: bytesText(weights[transport]),
  }));
  return <BarChart title={weighing.title} what={weighing.what} bars={bars} />;
}
