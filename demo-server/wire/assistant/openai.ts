import type { ServerSentEvent } from '../server-sent-events.ts';
import type { Answer, AnswerStyle } from './style.ts';

/** OpenAI's chat completions: unnamed events, one `chat.completion.chunk` each, then `[DONE]`. */
export const openai: AnswerStyle = {
  begin: (answer) => [chunk(answer, { role: 'assistant', content: '' }, null)],
  token: (answer, text) => chunk(answer, { content: text }, null),
  end: (answer) => [chunk(answer, {}, 'stop'), { data: '[DONE]' }],
};

function chunk(answer: Answer, delta: object, finishReason: 'stop' | null): ServerSentEvent {
  const data = {
    id: `chatcmpl-${answer.id}`,
    object: 'chat.completion.chunk',
    created: answer.created,
    model: answer.model,
    choices: [{ index: 0, delta, finish_reason: finishReason }],
  };
  return { data: JSON.stringify(data) };
}
