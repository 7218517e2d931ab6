import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import { LIMITS } from '../../contract/limits.ts';
import { openChain } from '../chain.ts';
import type { DecodedRecord } from '../contract.ts';
import { llm } from './decoder.ts';
import {
  answerOf,
  linesOf,
  named,
  recordsOf,
  SSE_FACTS,
  unnamed,
  wire,
} from './streams.fixture.ts';

const chunk = (content: string, more: object = {}) => ({
  id: 'c1',
  object: 'chat.completion.chunk',
  model: 'm',
  choices: [{ index: 0, delta: { content } }],
  ...more,
});

const sniffs = (text: string) => [
  llm.sniffs(Payload.ofText(text), 'received')?.by,
  llm.sniffs(Payload.ofBytes(new TextEncoder().encode(text)), 'received')?.by,
];

describe('recognition', () => {
  it.each([
    wire(chunk('x')),
    '{"id":"c","model":"m","choices":[{"index":0,"delta":{}}]}',
    '{"object":"text_completion","choices":[{"index":0,"text":"x"}]}',
    '{"type":"response.output_text.delta","sequence_number":3,"delta":"x"}',
    '{"type":"message_start","message":{"type":"message"}}',
    '{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"x"}}',
    '{"type":"message_stop","amazon-bedrock-invocationMetrics":{}}',
    '{"candidates":[{"content":{"parts":[{"text":"x"}]}}],"modelVersion":"g"}',
    '{"model":"m","created_at":"t","response":"x","done":false}',
    '[DONE]',
    ' [DONE]\n',
  ])('goes by content, %s', (text) => {
    expect(sniffs(text)).toEqual(['content', 'content']);
  });

  it.each([
    '',
    '[]',
    '["DONE"]',
    '[DONE] and more',
    'DONE',
    '{"choices":["red","blue"]}',
    '{"choices":[{"index":0,"text":"red"}]}',
    '{"id":"poll","choices":[{"index":0,"label":"a"}],"model":"x"}',
    '{"object":"list","choices":[]}',
    '{"candidates":[{"name":"Kim"}]}',
    '{"candidates":[{"content":"x"}],"usageMetadata":1}',
    '{"type":"ping"}',
    '{"type":"error","error":{"type":"x","message":"y"}}',
    '{"type":"message","text":"hi"}',
    '{"type":"message_start"}',
    '{"type":"message_stop","room":"a"}',
    '{"type":"message_delta","delta":1}',
    '{"type":"content_block_delta","index":0}',
    '{"type":"content_block_stop"}',
    '{"type":"response.sent","id":1}',
    '{"type":"response.output_text.delta","delta":"x"}',
    '{"type":"error","message":"x"}',
    '{"model":"Golf","created_at":"t","done":false}',
    '{"model":"Golf","created_at":"t","done":"no","response":"x"}',
    '{"text":"\\"object\\":\\"chat.completion.chunk\\",\\"choices\\":["}',
    '{"object":"chat.completion.chunk","choices":[{"index":0',
  ])('leaves %j alone', (text) => {
    expect(sniffs(text)).toEqual([undefined, undefined]);
  });

  it('lets other events come in between, and takes none of them', () => {
    const records = recordsOf(
      `${unnamed(chunk('a'))}event: tick\ndata: {"n":1}\n\ndata: {"type":"ping"}\n\n${unnamed(chunk('b'))}`,
    );
    expect(records.map(({ layers }) => layers[1]?.protocol)).toEqual([
      'llm',
      'json',
      'json',
      'llm',
    ]);
    expect(records.map(({ channel }) => channel?.name)).toEqual(['c1', 'tick', 'message', 'c1']);
    expect(answerOf(records[3])).toMatchObject({ text: 'ab' });
  });

  it('takes a ping and an error only in an answer that has begun', () => {
    const ping = named({ type: 'ping' });
    expect(recordsOf(ping)[0]?.layers[1]?.protocol).toBe('json');
    const start = named({ type: 'content_block_stop', index: 0 } as { type: string });
    expect(recordsOf(start + ping)[1]?.layers[1]?.protocol).toBe('llm');
  });

  it('works on events that the browser took apart', () => {
    const chain = openChain({ transport: 'eventsource', url: 'http://h/' });
    const feed = (message: number, data: unknown) =>
      chain.feed({
        message,
        direction: 'received',
        time: 0,
        payload: Payload.ofText(wire(data)),
        event: { type: 'message', id: '' },
      });
    const records = [chunk('Hel'), chunk('lo'), '[DONE]'].flatMap((data, at) => feed(at, data));
    expect(linesOf(records)).toEqual(['"Hel"', '"lo"', 'done: "Hello"']);
    expect(records.map(({ layers }) => layers[0]?.summary)).toEqual(Array(3).fill('message'));
  });

  it('works on the messages of a WebSocket', () => {
    const chain = openChain({ transport: 'websocket', url: 'ws://h/' });
    const records = [wire(chunk('a')), '{"a":1}', wire(chunk('b'))].flatMap((text, message) =>
      chain.feed({ message, direction: 'received', time: 0, payload: Payload.ofText(text) }),
    );
    expect(records.map(({ layers }) => layers[0]?.protocol)).toEqual(['llm', 'json', 'llm']);
    expect(answerOf(records[2])).toMatchObject({ text: 'ab' });
  });
});

describe('an answer', () => {
  const told = (records: readonly DecodedRecord[]) =>
    records.map((record) => [linesOf([record]), answerOf(record), record.channel]);

  it('is the same wherever the bytes are cut', () => {
    const body = unnamed(chunk('é€'), chunk('😀 \\u00e9'), '[DONE]').replaceAll('\n', '\r\n');
    const length = new TextEncoder().encode(body).length;
    const whole = told(recordsOf(body));
    for (let first = 0; first <= length; first += 1) {
      expect(told(recordsOf(body, SSE_FACTS, [first]))).toEqual(whole);
      expect(told(recordsOf(body, SSE_FACTS, [first, Math.min(first + 7, length)]))).toEqual(whole);
    }
    const everywhere = Array.from({ length }, (_, at) => at);
    expect(told(recordsOf(body, SSE_FACTS, everywhere))).toEqual(whole);
  });

  it('shows at each moment what had come by then, in whatever order one looks', () => {
    const records = recordsOf(unnamed(chunk('a'), chunk('b'), chunk('c')));
    const texts = [2, 0, 1, 2, 0].map((at) => answerOf(records[at]).text);
    expect(texts).toEqual(['abc', 'a', 'ab', 'abc', 'a']);
  });

  it('goes side by side with others, by id', () => {
    const records = recordsOf(unnamed(chunk('a'), chunk('x', { id: 'c2' }), chunk('b')));
    expect(records.map((record) => answerOf(record).text)).toEqual(['a', 'x', 'ab']);
    expect(records.map(({ channel }) => channel?.id)).toEqual(['c1', 'c2', 'c1']);
  });

  it('keeps its pieces once, however many records show them', () => {
    const count = 20_000;
    const events = Array.from({ length: count }, (_, at) => chunk(`token ${at} `));
    const started = performance.now();
    const records = recordsOf(unnamed(...events));
    let seen = 0;
    for (const record of records) seen += String(answerOf(record).text).length > 0 ? 1 : 0;
    // Putting each text together anew would copy four gigabytes of characters.
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(seen).toBe(count);
  });

  it('is kept up to a limit, and says so', () => {
    const piece = 'x'.repeat(1024 * 1024);
    const records = recordsOf(
      unnamed(
        ...Array.from({ length: 6 }, () => chunk(piece)),
        chunk('', { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }),
      ),
    );
    const last = records.at(-1);
    expect(String(answerOf(last).text).length).toBeLessThanOrEqual(LIMITS.decoderGathered);
    expect(answerOf(last)['stop reason']).toBe('stop');
    const field = last?.layers[1]?.fields().find(({ name }) => name === 'answer so far');
    expect(field?.note).toContain('too long');
  });

  it('has names like __proto__ as any other, and repeated names as the last one says', () => {
    const call = { index: 0, function: { name: '__proto__', arguments: '{}' } };
    const [record] = recordsOf(
      unnamed(chunk('', { choices: [{ index: 0, delta: { tool_calls: [call] } }] })),
    );
    expect(record?.layers[1]?.fields().at(-1)?.children?.[0]).toMatchObject({
      name: '__proto__ arguments',
      value: '{}',
    });
    const twice =
      '{"object":"chat.completion.chunk","choices":[{"delta":{"content":"a","content":"b"}}]}';
    const [repeated] = recordsOf(unnamed(twice));
    expect(answerOf(repeated).text).toBe('b');
    expect(repeated?.layers[1]?.problems[0]?.kind).toBe('repeated-name');
  });
});

describe('hostile events', () => {
  it('of any shape are read as far as they go', () => {
    const pieces = ['id', 'index', 'type', 'delta', 'choices', 'item_id', 'usage', 'content'];
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, true, -1, 1e300, 0, '', 'text_delta', '[DONE]', '\uD800'),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...pieces), tie('any'), { maxKeys: 5 }),
      ),
    })).any;
    const base = fc.constantFrom<object>(
      chunk('x'),
      { type: 'response.output_text.delta', sequence_number: 1 },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta' } },
      { candidates: [{ content: {} }], modelVersion: 'g' },
      { model: 'm', created_at: 't', done: false, response: '' },
    );
    const event = fc.tuple(base, fc.dictionary(fc.constantFrom(...pieces), value));
    fc.assert(
      fc.property(fc.array(event, { maxLength: 5 }), (events) => {
        const bodies: readonly unknown[] = events.map(([about, more]) => ({ ...about, ...more }));
        for (const { layers } of recordsOf(unnamed(...bodies)))
          for (const layer of layers) {
            if (layer.protocol === 'llm') expect(layer.summary.length).toBeLessThanOrEqual(130);
            layer.fields();
            expect(layer.problems.map(({ kind }) => kind)).not.toContain('decoder-failed');
          }
      }),
      { numRuns: 500 },
    );
  });
});
