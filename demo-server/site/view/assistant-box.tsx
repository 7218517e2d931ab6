import { useSignal } from '@preact/signals';
import type { AnswerStyle, Assistant } from '../model/assistant.ts';
import { Segments, Steps } from './controls.tsx';
import { Experiment } from './experiment.tsx';
import { bytesText, countText, durationText } from './format.ts';

const TOKENS = [10, 40, 100, 300, 1000];
const INTERVALS = [0, 10, 50, 100, 300];

export function AssistantBox({ assistant }: { assistant: Assistant }) {
  const prompt = useSignal('Why would a page wait instead of asking?');
  const style = useSignal<AnswerStyle>('openai');
  const tokens = useSignal(40);
  const interval = useSignal(50);
  const isAsking = assistant.status.value === 'asking';
  const ask = (event: Event) => {
    event.preventDefault();
    const question = { tokens: tokens.value, interval: interval.value, style: style.value };
    void assistant.ask({ prompt: prompt.value, ...question });
  };
  return (
    <Experiment
      name="assistant"
      title="Streaming assistant"
      endpoint="POST /api/stream"
      what="An event stream that answers a POST, as the APIs of language models do. The answer is rehearsed; the stream is real."
    >
      <form class="row" onSubmit={ask}>
        <input
          aria-label="Prompt"
          class="grow"
          required
          maxLength={5000}
          value={prompt}
          onInput={(event) => {
            prompt.value = event.currentTarget.value;
          }}
        />
        <button type="submit" class="primary">
          Ask
        </button>
        <button type="button" onClick={() => assistant.stop()} disabled={!isAsking}>
          Stop
        </button>
      </form>
      <div class="knobs">
        <Segments
          label="In the style of"
          choices={{ openai: 'OpenAI', anthropic: 'Anthropic' }}
          value={style.value}
          onChange={(value) => {
            style.value = value;
          }}
        />
        <Steps
          label="Length"
          values={TOKENS}
          value={tokens.value}
          text={(value) => `${value} tokens`}
          onChange={(value) => {
            tokens.value = value;
          }}
        />
        <Steps
          label="Between tokens"
          values={INTERVALS}
          value={interval.value}
          text={durationText}
          onChange={(value) => {
            interval.value = value;
          }}
        />
      </div>
      <p class={isAsking ? 'answer asking' : 'answer'} aria-live="off">
        {assistant.answer}
      </p>
      <p class="outcome">
        <span class={`state ${assistant.status.value}`}>{assistant.status}</span>
        {countText(assistant.chunks.value)} chunks · {bytesText(assistant.bytes.value)}{' '}
        {assistant.error}
      </p>
    </Experiment>
  );
}
