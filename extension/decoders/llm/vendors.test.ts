import { describe, expect, it } from 'vitest';
import { answerOf, linesOf, named, recordsOf, unnamed } from './streams.fixture.ts';

/** A chat completion's chunk. */
function chunk(delta: object, finish: string | null = null, more: object = {}): object {
  const about = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'gpt-5' };
  return { ...about, choices: [{ index: 0, delta, finish_reason: finish }], ...more };
}

describe('OpenAI Chat Completions', () => {
  it('are put together up to [DONE]', () => {
    const records = recordsOf(
      unnamed(
        chunk({ role: 'assistant', content: '' }),
        chunk({ content: 'Hel' }),
        chunk({ content: 'lo' }),
        chunk({}, 'stop'),
        chunk({}, null, { choices: [], usage: { prompt_tokens: 9, completion_tokens: 2 } }),
        '[DONE]',
      ),
    );
    expect(linesOf(records)).toEqual([
      'begins',
      '"Hel"',
      '"lo"',
      'ends: stop',
      'tokens 9 in, 2 out',
      'done: stop, tokens 9 in, 2 out · "Hello"',
    ]);
    expect(records.map((record) => answerOf(record).text)).toEqual([
      undefined,
      'Hel',
      ...Array(4).fill('Hello'),
    ]);
    expect(answerOf(records.at(-1))).toEqual({
      text: 'Hello',
      model: 'gpt-5',
      'stop reason': 'stop',
      usage: { prompt_tokens: 9, completion_tokens: 2 },
    });
    expect(new Set(records.map(({ channel }) => channel?.id))).toEqual(new Set(['chatcmpl-1']));
    expect(records[0]?.channel?.type).toBe('llm-completion');
    expect(records.flatMap(({ layers }) => layers.flatMap(({ problems }) => problems))).toEqual([]);
  });

  it('have several choices side by side', () => {
    const choice = (index: number, content: string) => ({ index, delta: { content } });
    const records = recordsOf(
      unnamed(
        chunk({}, null, { choices: [choice(0, 'a'), choice(1, 'b')] }),
        chunk({}, null, { choices: [choice(1, 'c')] }),
      ),
    );
    expect(linesOf(records)).toEqual(['"a", choice 1 text "b"', 'choice 1 text "c"']);
    expect(answerOf(records[1])).toMatchObject({ text: 'a', 'choice 1 text': 'bc' });
  });

  it('call tools, each piece of the arguments by the index of its call', () => {
    const call = (index: number, more: object) => chunk({ tool_calls: [{ index, ...more }] });
    const records = recordsOf(
      unnamed(
        call(0, { id: 'call_1', type: 'function', function: { name: 'sum', arguments: '' } }),
        call(0, { function: { arguments: '{"a":' } }),
        call(1, { id: 'call_2', type: 'custom', custom: { name: 'shell', input: 'ls' } }),
        call(0, { function: { arguments: '1}' } }),
        chunk({}, 'tool_calls'),
      ),
    );
    expect(linesOf(records).slice(0, 2)).toEqual(['sum arguments', 'tool arguments "{\\"a\\":"']);
    expect(answerOf(records[4])).toMatchObject({
      'sum arguments': '{"a":1}',
      'shell arguments': 'ls',
      'stop reason': 'tool_calls',
    });
  });

  it.each([
    [{ refusal: 'I cannot' }, 'refusal "I cannot"'],
    [{ reasoning_content: 'Let me' }, 'reasoning "Let me"'],
    [{ reasoning: 'Let me' }, 'reasoning "Let me"'],
    [{ function_call: { name: 'f', arguments: '{}' } }, 'f arguments, f arguments "{}"'],
    [{ content: null }, 'chunk'],
  ])('say %j as %s', (delta, line) => {
    expect(linesOf(recordsOf(unnamed(chunk(delta))))).toEqual([line]);
  });

  it('may fail in the middle', () => {
    const error = { error: { message: 'overloaded', code: 502 } };
    const records = recordsOf(unnamed(chunk({ content: 'Hel' }), error, '[DONE]'));
    expect(linesOf(records)[1]).toBe('error overloaded');
    expect(answerOf(records[2])).toMatchObject({ text: 'Hel', 'stop reason': 'error' });
  });

  it('begin at Azure with a chunk that has no id and no choice', () => {
    const filter = chunk({}, null, { id: '', model: '', choices: [], prompt_filter_results: [] });
    const records = recordsOf(unnamed(filter, chunk({ content: 'Hi' })));
    expect(records.map(({ layers, channel }) => [layers[1]?.protocol, channel?.id])).toEqual([
      ['llm', 'message'],
      ['llm', 'chatcmpl-1'],
    ]);
  });
});

describe('OpenAI Responses', () => {
  const id = 'resp_1';
  const at = { item_id: 'msg_1', output_index: 1, content_index: 0 };
  const stream = [
    {
      type: 'response.created',
      response: { id, object: 'response', model: 'gpt-5', status: 'in_progress' },
    },
    {
      type: 'response.output_item.added',
      output_index: 0,
      item: { id: 'fc_1', type: 'function_call', name: 'sum' },
    },
    {
      type: 'response.function_call_arguments.delta',
      item_id: 'fc_1',
      output_index: 0,
      delta: '{"a":1}',
    },
    {
      type: 'response.function_call_arguments.done',
      item_id: 'fc_1',
      output_index: 0,
      arguments: '{"a":1}',
    },
    { type: 'response.output_text.delta', ...at, delta: 'Hel', obfuscation: 'x' },
    { type: 'response.output_text.delta', ...at, delta: 'lo' },
    { type: 'response.output_text.done', ...at, text: 'Hello' },
    {
      type: 'response.reasoning_summary_text.delta',
      item_id: 'rs',
      summary_index: 0,
      delta: 'I add',
    },
    {
      type: 'response.completed',
      response: {
        id,
        status: 'completed',
        usage: {
          input_tokens: 5,
          output_tokens: 7,
          output_tokens_details: { reasoning_tokens: 3 },
        },
      },
    },
  ].map((event, sequence_number) => ({ ...event, sequence_number }));

  it('are put together by item and content', () => {
    const records = recordsOf(named(...stream));
    expect(linesOf(records)).toEqual([
      'created',
      'sum arguments',
      'arguments "{\\"a\\":1}"',
      'function_call_arguments.done',
      '"Hel"',
      '"lo"',
      'output_text.done',
      'reasoning summary "I add"',
      'done: completed, tokens 5 in, 7 out · sum arguments "{\\"a\\":1}"',
    ]);
    expect(answerOf(records.at(-1))).toEqual({
      'sum arguments': '{"a":1}',
      text: 'Hello',
      'reasoning summary': 'I add',
      model: 'gpt-5',
      'stop reason': 'completed',
      usage: { input_tokens: 5, output_tokens: 7, 'output_tokens_details.reasoning_tokens': 3 },
    });
    expect(records.every(({ channel }) => channel?.id === id)).toBe(true);
    expect(records.flatMap(({ layers }) => layers.flatMap(({ problems }) => problems))).toEqual([]);
  });

  it('tell where events are missing', () => {
    const records = recordsOf(named(...stream.filter((_, index) => index !== 5)));
    const kinds = records.map(({ layers }) => layers[1]?.problems.map(({ kind }) => kind));
    expect(kinds.slice(4, 7)).toEqual([[], ['sequence-gap', 'pieces-differ'], []]);
  });

  it.each([
    [
      {
        type: 'response.incomplete',
        response: {
          id,
          object: 'response',
          status: 'incomplete',
          incomplete_details: { reason: 'max_output_tokens' },
        },
      },
      'done: incomplete, max_output_tokens',
    ],
    [
      {
        type: 'response.failed',
        response: {
          id,
          object: 'response',
          status: 'failed',
          error: { code: 'server_error', message: 'no' },
        },
      },
      'done: failed, no',
    ],
    [
      { type: 'error', code: 'rate_limit', message: 'slower', param: null, sequence_number: 1 },
      'error rate_limit: slower',
    ],
  ])('end with %j', (event, line) => {
    expect(linesOf(recordsOf(named(event)))).toEqual([line]);
  });
});

describe('Anthropic Messages', () => {
  const delta = (index: number, type: string, more: object) => ({
    type: 'content_block_delta',
    index,
    delta: { type, ...more },
  });
  const block = (index: number, content_block: object) => ({
    type: 'content_block_start',
    index,
    content_block,
  });
  const stream = [
    {
      type: 'message_start',
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'claude',
        content: [],
        usage: { input_tokens: 9, output_tokens: 1 },
      },
    },
    block(0, { type: 'thinking', thinking: '', signature: '' }),
    { type: 'ping' },
    delta(0, 'thinking_delta', { thinking: 'Hmm' }),
    delta(0, 'signature_delta', { signature: 'EqQ' }),
    { type: 'content_block_stop', index: 0 },
    block(1, { type: 'text', text: '' }),
    delta(1, 'text_delta', { text: 'Hel' }),
    delta(1, 'text_delta', { text: 'lo' }),
    delta(1, 'citations_delta', { citation: { type: 'char_location', cited_text: 'x' } }),
    { type: 'content_block_stop', index: 1 },
    block(2, { type: 'tool_use', id: 'toolu_1', name: 'sum', input: {} }),
    delta(2, 'input_json_delta', { partial_json: '' }),
    delta(2, 'input_json_delta', { partial_json: '{"a":1}' }),
    { type: 'content_block_stop', index: 2 },
    {
      type: 'message_delta',
      delta: { stop_reason: 'tool_use', stop_sequence: null },
      usage: { output_tokens: 30 },
    },
    { type: 'message_stop' },
  ];

  it('are put together by content block', () => {
    const records = recordsOf(named(...stream));
    expect(linesOf(records)).toEqual([
      'begins, tokens 9 in, 1 out',
      'thinking',
      'ping',
      'thinking "Hmm"',
      'signature "EqQ"',
      'content_block_stop',
      'text',
      '"Hel"',
      '"lo"',
      'citation "{\\"type\\":\\"char_location\\",\\"cited_text\\":\\"x\\"}"',
      'content_block_stop',
      'sum input',
      'content_block_delta input_json_delta',
      'input "{\\"a\\":1}"',
      'content_block_stop',
      'ends: tool_use, tokens 30 out',
      'done: tool_use, tokens 9 in, 30 out · thinking "Hmm"',
    ]);
    expect(answerOf(records.at(-1))).toEqual({
      thinking: 'Hmm',
      signature: 'EqQ',
      text: 'Hello',
      citation: '{"type":"char_location","cited_text":"x"}',
      'sum input': '{"a":1}',
      model: 'claude',
      'stop reason': 'tool_use',
      usage: { input_tokens: 9, output_tokens: 30 },
    });
    expect(records.every(({ channel }) => channel?.id === 'msg_1')).toBe(true);
    expect(records.map(({ isHeartbeat }) => isHeartbeat).indexOf(true)).toBe(2);
    expect(records.flatMap(({ layers }) => layers.flatMap(({ problems }) => problems))).toEqual([]);
  });

  it('may fail after the answer began', () => {
    const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
    const records = recordsOf(named(...stream.slice(0, 9), error));
    expect(linesOf(records).at(-1)).toBe('error overloaded_error: Overloaded');
    expect(answerOf(records.at(-1))).toMatchObject({ text: 'Hello', 'stop reason': 'error' });
  });

  it('are told where name and data differ', () => {
    const [record] = recordsOf(
      'event: message_stop\ndata: {"type":"content_block_stop","index":0}\n\n',
    );
    expect(record?.layers[1]?.problems).toMatchObject([{ kind: 'type-differs', offset: 8 }]);
  });
});

describe('Gemini', () => {
  const response = (parts: readonly object[], more: object = {}) => ({
    candidates: [{ content: { role: 'model', parts }, ...more }],
    usageMetadata: { promptTokenCount: 4, candidatesTokenCount: parts.length },
    modelVersion: 'gemini-3',
    responseId: 'r1',
  });

  it('is put together part by part', () => {
    const records = recordsOf(
      unnamed(
        response([{ text: 'I think', thought: true }]),
        response([{ text: 'Hel' }]),
        response([{ text: 'lo' }, { functionCall: { name: 'sum', args: { a: 1 } } }]),
        response([{ text: '', thoughtSignature: 'Es' }], { finishReason: 'STOP' }),
      ),
    );
    expect(linesOf(records)).toEqual([
      'thinking "I think", tokens 4 in, 1 out',
      '"Hel", tokens 4 in, 1 out',
      '"lo", sum arguments "{\\"a\\":1}", tokens 4 in, 2 out',
      'done: STOP, tokens 4 in, 1 out · thinking "I think"',
    ]);
    expect(answerOf(records[3])).toMatchObject({ text: 'Hello', 'sum arguments': '{"a":1}' });
    expect(records.every(({ channel }) => channel?.id === 'r1')).toBe(true);
  });

  it('says why a prompt is blocked', () => {
    const blocked = {
      promptFeedback: { blockReason: 'SAFETY' },
      usageMetadata: { promptTokenCount: 4 },
    };
    expect(linesOf(recordsOf(unnamed(blocked)))).toEqual(['done: blocked, SAFETY, tokens 4 in']);
  });
});

describe('Ollama', () => {
  const facts = {
    transport: 'fetch',
    url: 'http://h/api/chat',
    mime: 'application/x-ndjson',
  } as const;
  const line = (more: object) =>
    `${JSON.stringify({ model: 'llama3', created_at: '2026-01-01T00:00:00Z', done: false, ...more })}\n`;
  const say = (content: string) => line({ message: { role: 'assistant', content } });

  it('is put together line by line', () => {
    const end = { message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop' };
    const counts = { total_duration: 4883583458, prompt_eval_count: 5, eval_count: 2 };
    const records = recordsOf(say('Hel') + say('lo') + line({ ...end, ...counts }), facts);
    expect(records.map(({ layers }) => layers.map(({ protocol }) => protocol))).toEqual(
      Array(3).fill(['llm']),
    );
    expect(linesOf(records)).toEqual(['"Hel"', '"lo"', 'done: stop, tokens 5 in, 2 out · "Hello"']);
    expect(records.map(({ channel }) => channel?.id)).toEqual(Array(3).fill('answer 1'));
  });

  it('generates, thinks and calls tools', () => {
    const call = { function: { name: 'sum', arguments: { a: 1 } } };
    const records = recordsOf(
      line({ response: 'Hi' }) +
        line({ message: { role: 'assistant', content: '', thinking: 'Hmm' } }) +
        line({ message: { role: 'assistant', content: '', tool_calls: [call] } }),
      facts,
    );
    expect(linesOf(records)).toEqual(['"Hi"', 'thinking "Hmm"', 'sum arguments "{\\"a\\":1}"']);
  });

  it('is recognised whatever the MIME type, and begins anew after an end', () => {
    const body = say('a') + line({ done: true, total_duration: 1 }) + say('b');
    const records = recordsOf(body, { transport: 'fetch', url: 'http://h/', mime: 'text/plain' });
    expect(records.map(({ channel }) => channel?.id)).toEqual(['answer 1', 'answer 1', 'answer 2']);
  });
});
