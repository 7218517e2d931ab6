import { useSignal } from '@preact/signals';
import type { AnswerStyle, Assistant } from '../model/assistant.ts';
import { words } from '../words/words.ts';
import { Segments, Steps } from './controls.tsx';
import { Experiment } from './experiment.tsx';
import { bytesText, countText, durationText } from './format.ts';

const TOKENS = [10, 40, 100, 300, 1000];
const INTERVALS = [0, 10, 50, 100, 300];

export function AssistantBox({ assistant }: { assistant: Assistant }) {
  const { benchExperiments } = words.value;
  const said = benchExperiments.assistant;
  const typed = useSignal<string | undefined>(undefined);
  const prompt = typed.value ?? said.question;
  const style = useSignal<AnswerStyle>('openai');
  const tokens = useSignal(40);
  const interval = useSignal(50);
  const isAsking = assistant.status.value === 'asking';
  const ask = (event: Event) => {
    event.preventDefault();
    const question = { tokens: tokens.value, interval: interval.value, style: style.value };
    void assistant.ask({ prompt, ...question });
  };
  return (
    <Experiment name="assistant" title={said.title} endpoint="POST /api/stream" what={said.what}>
      <form class="row" onSubmit={ask}>
        <input
          name="prompt"
          autocomplete="off"
          aria-label={said.prompt}
          class="grow"
          required
          maxLength={5000}
          value={prompt}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
          }}
        />
        <button type="submit" class="primary">
          {said.ask}
        </button>
        <button type="button" onClick={() => assistant.stop()} disabled={!isAsking}>
          {benchExperiments.stop}
        </button>
      </form>
      <div class="knobs">
        <Segments
          label={said.style}
          choices={{ openai: 'OpenAI', anthropic: 'Anthropic' }}
          value={style.value}
          onChange={(value) => {
            style.value = value;
          }}
        />
        <Steps
          label={said.length}
          values={TOKENS}
          value={tokens.value}
          text={(value) => said.tokens(String(value))}
          onChange={(value) => {
            tokens.value = value;
          }}
        />
        <Steps
          label={said.between}
          values={INTERVALS}
          value={interval.value}
          text={durationText}
          onChange={(value) => {
            interval.value = value;
          }}
        />
      </div>
      <p class={isAsking ? 'answer asking' : 'answer'} aria-live="off">
        {assistant.answer.value || <span class="nothing">{said.unasked}</span>}
      </p>
      <p class="outcome">
        <span class={`state ${assistant.status.value}`}>
          {benchExperiments.statuses[assistant.status.value]}
        </span>
        {said.came(countText(assistant.chunks.value), bytesText(assistant.bytes.value))}{' '}
        {assistant.error}
      </p>
    </Experiment>
  );
}
