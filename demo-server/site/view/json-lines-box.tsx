import type { JsonLines } from '../model/json-lines.ts';
import { Experiment } from './experiment.tsx';

/** Lines asked for. */
const COUNT = 10;

export function JsonLinesBox({ jsonLines }: { jsonLines: JsonLines }) {
  const isReading = jsonLines.status.value === 'reading';
  return (
    <Experiment
      name="json-lines"
      title="JSON lines"
      endpoint="GET /api/ndjson/ticker"
      what={`The next ${COUNT} ticker messages in one streamed response, an object a line.`}
    >
      <div class="row">
        <button type="button" class="primary" onClick={() => void jsonLines.read('ticker', COUNT)}>
          Read
        </button>
        <button type="button" onClick={() => jsonLines.stop()} disabled={!isReading}>
          Stop
        </button>
        <p class="outcome">
          <span class={`state ${jsonLines.status.value}`}>{jsonLines.status}</span>
          {jsonLines.lines.value.length} of {COUNT} {jsonLines.error}
        </p>
      </div>
      <ol class="lines" aria-label="Lines">
        {jsonLines.lines.value.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
    </Experiment>
  );
}
