import type { JsonLines } from '../model/json-lines.ts';
import { words } from '../words/words.ts';
import { Experiment } from './experiment.tsx';

/** Lines asked for. */
const COUNT = 10;

export function JsonLinesBox({ jsonLines }: { jsonLines: JsonLines }) {
  const { benchExperiments } = words.value;
  const said = benchExperiments.jsonLines;
  const isReading = jsonLines.status.value === 'reading';
  return (
    <Experiment
      name="json-lines"
      title={said.title}
      endpoint="GET /api/ndjson/ticker"
      what={said.what(String(COUNT))}
    >
      <div class="row">
        <button type="button" class="primary" onClick={() => void jsonLines.read('ticker', COUNT)}>
          {said.read}
        </button>
        <button type="button" onClick={() => jsonLines.stop()} disabled={!isReading}>
          {benchExperiments.stop}
        </button>
        <p class="outcome">
          <span class={`state ${jsonLines.status.value}`}>
            {benchExperiments.statuses[jsonLines.status.value]}
          </span>
          {said.progress(String(jsonLines.lines.value.length), String(COUNT))} {jsonLines.error}
        </p>
      </div>
      <ol class="lines" aria-label={said.lines}>
        {jsonLines.lines.value.length === 0 && <li class="nothing">{said.unread}</li>}
        {jsonLines.lines.value.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
    </Experiment>
  );
}
