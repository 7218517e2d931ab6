import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import { openChain } from '../chain.ts';
import type { ConnectionFacts, DecodedRecord } from '../contract.ts';
import { graphqlHttp } from './decoder.ts';

const encoder = new TextEncoder();
const SSE: ConnectionFacts = {
  transport: 'fetch',
  url: 'http://h/graphql',
  mime: 'text/event-stream',
};
const MIXED: ConnectionFacts = { ...SSE, mime: 'multipart/mixed' };

function recordsOf(
  body: string,
  facts = SSE,
  cuts: readonly number[] = [],
): readonly DecodedRecord[] {
  const bytes = encoder.encode(body);
  const chain = openChain(facts);
  const inner = cuts.filter((cut) => cut > 0 && cut < bytes.length);
  const places = [0, ...inner, bytes.length];
  const records = places.slice(1).flatMap((end, message) => {
    const payload = Payload.ofBytes(bytes.slice(places[message], end));
    return chain.feed({ message, direction: 'received', time: 0, payload, isPart: true });
  });
  return [...records, ...chain.end()];
}

const line = ({ layers }: DecodedRecord) =>
  layers.map(({ protocol, summary }) => `${protocol} ${summary}`).join(' > ');
const kinds = ({ layers }: DecodedRecord) =>
  layers.flatMap(({ problems }) => problems.map(({ kind }) => kind));
const event = (type: string, data: unknown) =>
  `event: ${type}\ndata: ${data === '' ? '' : JSON.stringify(data)}\n\n`;
const part = (data: unknown) =>
  `\r\n---\r\nContent-Type: application/json; charset=utf-8\r\n\r\n${JSON.stringify(data)}`;
const END = '\r\n-----\r\n';

describe('GraphQL over SSE, distinct connections mode', () => {
  const body =
    event('next', { data: { ticks: 1 } }) +
    ':\n\n' +
    event('next', { errors: [{ message: 'no' }], data: null }) +
    event('complete', '');

  it('has the operation of the connection as its channel, and its end', () => {
    const records = recordsOf(body);
    expect(records.map(line)).toEqual([
      'sse next > graphql-http data { ticks }',
      'sse :',
      'sse next > graphql-http 1 error',
      'sse complete > graphql-http complete { ticks }, 2 results in 0 ms',
    ]);
    expect(records.map(({ channel }) => channel)).toEqual([
      { id: 'operation-1', name: '{ ticks }', type: 'graphql-operation' },
      undefined,
      { id: 'operation-1', name: '{ ticks }', type: 'graphql-operation' },
      { id: 'operation-1', name: '{ ticks }', type: 'graphql-operation' },
    ]);
    expect(records.flatMap(kinds)).toEqual([]);
  });

  it('is the same wherever the bytes are cut', () => {
    const whole = recordsOf(body).map((record) => [line(record), record.channel]);
    for (let cut = 1; cut < body.length; cut += 1)
      expect(recordsOf(body, SSE, [cut]).map((record) => [line(record), record.channel])).toEqual(
        whole,
      );
  });

  it('tells of results after the end', () => {
    const records = recordsOf(body + event('next', { data: { ticks: 2 } }) + event('complete', ''));
    expect(records.slice(4).map(kinds)).toEqual([['after-end'], ['after-end']]);
  });
});

describe('GraphQL over SSE, single connection mode', () => {
  it('has a channel per operation id', () => {
    const records = recordsOf(
      event('next', { id: 'a', payload: { data: { x: 1 } } }) +
        event('next', { id: 'b', payload: { data: { y: 1 } } }) +
        event('complete', { id: 'a' }) +
        event('next', { id: 'b', payload: { errors: [] } }),
    );
    expect(records.map(line)).toEqual([
      'sse next > graphql-http #a data { x } > json {data: {x: 1}}',
      'sse next > graphql-http #b data { y } > json {data: {y: 1}}',
      'sse complete > graphql-http complete #a, 1 result in 0 ms',
      'sse next > graphql-http #b result > json {errors: []}',
    ]);
    expect(records.map(({ channel }) => channel?.id)).toEqual(['id-a', 'id-b', 'id-a', 'id-b']);
  });

  it('reads what the browser took apart', () => {
    const chain = openChain({ transport: 'eventsource', url: 'http://h/graphql/stream' });
    const feed = (type: string, text: string) =>
      chain.feed({
        message: 0,
        direction: 'received',
        time: 0,
        payload: Payload.ofText(text),
        event: { type, id: '' },
      });
    feed('next', '{"id":"a","payload":{"data":{"x":1}}}');
    expect(feed('complete', '{"id":"a"}').map(line)).toEqual([
      'sse complete > graphql-http complete #a, 1 result in 0 ms',
    ]);
  });
});

describe('incremental delivery', () => {
  it('in parts, as the draft of GraphQL over HTTP has it', () => {
    const records = recordsOf(
      part({ data: { hello: 'Hello Rob' }, hasNext: true }) +
        part({ data: { test: 'Hello World' }, path: ['hero', 0], hasNext: false }) +
        END,
      MIXED,
    );
    expect(records.map(line)).toEqual([
      'multipart part 1 application/json > graphql-http data { hello }, more follows',
      'multipart part 2 application/json > graphql-http increment at hero.0, the last',
      'multipart end of parts',
    ]);
    expect(records.map(({ channel }) => channel?.name)).toEqual([
      '{ hello }',
      '{ hello }',
      undefined,
    ]);
  });

  it('in its newer form, by what is pending', () => {
    const records = recordsOf(
      part({
        data: { hero: {} },
        pending: [{ id: '0', path: ['hero'], label: 'slow' }],
        hasNext: true,
      }) +
        part({
          incremental: [
            { id: '0', subPath: ['friends', 1], data: {} },
            { id: '9', data: {} },
          ],
          completed: [{ id: '0' }],
          hasNext: false,
        }) +
        part({ incremental: [], hasNext: false }) +
        END,
      MIXED,
    );
    expect(records.slice(0, 3).map(line)).toEqual([
      'multipart part 1 application/json > graphql-http data { hero }, more follows',
      'multipart part 2 application/json > graphql-http increment at hero.friends.1, the root, the last',
      'multipart part 3 application/json > graphql-http the last',
    ]);
    expect(records.map(kinds)).toEqual([[], ['unknown-pending'], ['after-end'], []]);
  });

  it('over SSE too, and in lines of NDJSON', () => {
    const increment = { incremental: [{ path: ['a'], items: [1] }], hasNext: true };
    expect(recordsOf(event('next', increment)).map(line)).toEqual([
      'sse next > graphql-http increment at a, more follows',
    ]);
    const lines = recordsOf(`${JSON.stringify(increment)}\n`, {
      ...SSE,
      mime: 'application/x-ndjson',
    });
    expect(lines.map(line)).toEqual(['graphql-http increment at a, more follows']);
  });
});

describe('recognition', () => {
  const next = { type: 'next', id: '' };
  it.each([
    '{"data":{"a":1}}',
    '{"errors":[],"extensions":{}}',
    '{"id":"a","payload":{"data":null}}',
    '{"hasNext":false}',
  ])('takes the event next with %s', (text) => {
    expect(graphqlHttp.sniffs(Payload.ofText(text), 'received', next)?.by).toBe('content');
  });

  it.each([
    '',
    '1',
    '{}',
    '{"page":2}',
    '{"data":1,"total":2}',
    '{"data":5}',
    '{"errors":"x"}',
    '{"id":1,"payload":{"data":null}}',
    '{"id":"a","payload":{"x":1}}',
    '{"id":"a","payload":{"data":1},"more":1}',
    '{"data":{"a":1}',
  ])('leaves the event next with %j alone', (text) => {
    expect(graphqlHttp.sniffs(Payload.ofText(text), 'received', next)).toBeUndefined();
  });

  it.each([
    '{"data":{"a":1}}',
    '{"errors":[]}',
    '{"hasNext":"yes","data":1}',
    '{"items":[],"hasNext":true}',
    '{"data":[1],"hasNext":true}',
    '{"items":[],"hasNext":true,"page":1}',
  ])('leaves %s of any other event alone', (text) => {
    expect(graphqlHttp.sniffs(Payload.ofText(text), 'received')).toBeUndefined();
    expect(
      graphqlHttp.sniffs(Payload.ofText(text), 'received', { type: 'data', id: '' }),
    ).toBeUndefined();
  });

  it.each([
    ['', 'sse complete'],
    ['{"id":"a"}', 'sse complete > json {id: "a"}'],
  ])('leaves an event complete with %j alone where nothing began', (data, expected) => {
    expect(recordsOf(`event: complete\ndata: ${data}\n\n`).map(line)).toEqual([expected]);
  });
});
