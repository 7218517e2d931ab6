import type { ServerSentEvent } from '../server-sent-events.ts';
import type { Answer, AnswerStyle } from './style.ts';

/** Anthropic's messages: named events whose data repeats the name as `type`. */
export const anthropic: AnswerStyle = {
  begin: (answer) => [
    named({ type: 'message_start', message: emptyMessage(answer) }),
    named({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
    named({ type: 'ping' }),
  ],
  token: (_answer, text) =>
    named({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } }),
  end: (_answer, tokens) => [
    named({ type: 'content_block_stop', index: 0 }),
    named({
      type: 'message_delta',
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      usage: { output_tokens: tokens },
    }),
    named({ type: 'message_stop' }),
  ],
};

function named(data: {
  readonly type: string;
  readonly [field: string]: unknown;
}): ServerSentEvent {
  return { type: data.type, data: JSON.stringify(data) };
}

function emptyMessage(answer: Answer): object {
  return {
    id: `msg_${answer.id}`,
    type: 'message',
    role: 'assistant',
    model: answer.model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: answer.promptTokens, output_tokens: 0 },
  };
}
