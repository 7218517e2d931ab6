import { conversation, type Line, received } from './write.ts';

const chunk = (delta: object, finish: string | null = null) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1700000000,
  model: 'gpt-4o',
  choices: [{ index: 0, delta, finish_reason: finish }],
});

const OPENAI_CHAT: readonly unknown[] = [
  chunk({ role: 'assistant', content: '' }),
  chunk({ content: 'Hé' }),
  chunk({ tool_calls: [{ index: 0, id: 'c', function: { name: 'f', arguments: '{"a"' } }] }),
  chunk({ tool_calls: [{ index: 0, function: { arguments: ':1}' } }] }),
  chunk({}, 'tool_calls'),
  '[DONE]',
];

const OPENAI_RESPONSES: readonly unknown[] = [
  {
    type: 'response.created',
    sequence_number: 0,
    response: { id: 'r', object: 'response', status: 'in_progress', model: 'gpt-4o', output: [] },
  },
  {
    type: 'response.output_text.delta',
    sequence_number: 1,
    item_id: 'm',
    output_index: 0,
    content_index: 0,
    delta: 'Hi',
  },
  {
    type: 'response.completed',
    sequence_number: 2,
    response: { id: 'r', object: 'response', status: 'completed', usage: { total_tokens: 3 } },
  },
];

const ANTHROPIC: readonly unknown[] = [
  {
    type: 'message_start',
    message: { id: 'm', type: 'message', role: 'assistant', content: [], model: 'claude' },
  },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hi' } },
  { type: 'content_block_stop', index: 0 },
  {
    type: 'content_block_start',
    index: 1,
    content_block: { type: 'tool_use', id: 't', name: 'f' },
  },
  {
    type: 'content_block_delta',
    index: 1,
    delta: { type: 'input_json_delta', partial_json: '{"a":1}' },
  },
  { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 12 } },
  { type: 'message_stop' },
];

const GEMINI: readonly unknown[] = [
  {
    candidates: [{ content: { parts: [{ text: 'Hi' }], role: 'model' }, index: 0 }],
    usageMetadata: { promptTokenCount: 4, totalTokenCount: 5 },
    modelVersion: 'gemini-2.0',
  },
];

const OLLAMA: readonly unknown[] = [
  { model: 'llama3', created_at: '2024-01-01T00:00:00Z', response: 'Hi', done: false },
  { model: 'llama3', created_at: '2024-01-01T00:00:00Z', response: '', done: true, eval_count: 2 },
];

const ALL = [OPENAI_CHAT, OPENAI_RESPONSES, ANTHROPIC, GEMINI, OLLAMA];

function textOf(event: unknown): string {
  return typeof event === 'string' ? event : JSON.stringify(event);
}

function streamed(events: readonly unknown[]): readonly Line[] {
  return received(...events.map((event) => `data: ${textOf(event)}\n\n`));
}

/** Streamed answers of language models: their events, and the streams that carry them. */
export const LLM_STREAMS = [
  ...ALL.map((events) => conversation('llm', {}, 'messages', received(...events.map(textOf)))),
  ...ALL.map((events) =>
    conversation(
      'sse',
      { transport: 'fetch', mime: 'text/event-stream' },
      'parts',
      streamed(events),
    ),
  ),
];
