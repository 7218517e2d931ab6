import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoServer, startDemoServer } from '../server.ts';
import { connectionOf, ledgerMessages, ledgerOf } from '../testing/ledger-of.ts';
import { publish, sendJson } from '../testing/requests.ts';

let server: DemoServer;
beforeAll(async () => {
  server = await startDemoServer();
});
afterAll(() => server.close());

function eventsIn(stream: string): EventSourceMessage[] {
  const events: EventSourceMessage[] = [];
  createParser({ onEvent: (event) => events.push(event) }).feed(stream);
  return events;
}

describe('server-sent events', () => {
  test('begin with the retry time and bring each message with its type and id', async () => {
    const response = await fetch(`${server.url}/api/events/sse-a?limit=2`);
    await publish(server, 'sse-a', 'one');
    await publish(server, 'sse-a', 'two');
    const stream = await response.text();
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(stream).toMatch(/^retry: 2000\n\n/);
    expect(eventsIn(stream)).toMatchObject([
      { event: 'chat', id: '1', data: expect.stringContaining('"text":"one"') },
      { event: 'chat', id: '2', data: expect.stringContaining('"text":"two"') },
    ]);
  });

  test('resume after Last-Event-ID, which counts more than the cursor in the URL', async () => {
    for (const text of ['a', 'b', 'c']) await publish(server, 'sse-b', text);
    const url = `${server.url}/api/events/sse-b?limit=1&cursor=0`;
    const resumed = await fetch(url, { headers: { 'Last-Event-ID': '2' } });
    expect(eventsIn(await resumed.text()).map(({ id }) => id)).toEqual(['3']);
    const odd = await fetch(url, { headers: { 'Last-Event-ID': 'not ours' } });
    expect(eventsIn(await odd.text()).map(({ id }) => id)).toEqual(['1']);
  });

  test('write a data line per line of text, and the ledger has what the page gets', async () => {
    await publish(server, 'sse-c', 'first\r\nsecond\n\nfourth');
    const response = await fetch(`${server.url}/api/events/sse-c?cursor=0&limit=1&format=text`);
    const stream = await response.text();
    expect(stream).toContain('data: first\ndata: second\ndata: \ndata: fourth\n\n');
    const entries = await ledgerOf(server, connectionOf(response));
    expect(entries).toMatchObject([
      { kind: 'open', transport: 'sse' },
      { kind: 'retry', text: '2000' },
      {
        kind: 'message',
        type: 'event',
        direction: 'received',
        text: 'first\nsecond\n\nfourth',
        size: 20,
        event: { type: 'chat', id: '1' },
      },
      { kind: 'close' },
    ]);
  });

  test('send comments while there is nothing to say', async () => {
    await sendJson(server, 'PUT', '/api/settings', { keepAlive: 50 });
    const leaving = new AbortController();
    const response = await fetch(`${server.url}/api/events/sse-d`, { signal: leaving.signal });
    const comments = async () =>
      (await ledgerOf(server, connectionOf(response))).filter(({ kind }) => kind === 'comment');
    await expect.poll(async () => (await comments()).length).toBeGreaterThan(1);
    leaving.abort();
    await expect
      .poll(async () => (await ledgerOf(server, connectionOf(response))).at(-1))
      .toMatchObject({ kind: 'close', aborted: true });
  });
});

describe('streaming assistant', () => {
  const ask = (body: object) => sendJson(server, 'POST', '/api/stream', body);

  test('streams in the style of OpenAI', async () => {
    const response = await ask({ prompt: 'why?', tokens: 5, interval: 1 });
    const events = eventsIn(await response.text());
    expect(events.at(-1)?.data).toBe('[DONE]');
    const chunks = events.slice(0, -1).map(({ data }) => JSON.parse(data));
    expect(chunks).toHaveLength(7);
    expect(chunks.every(({ object }) => object === 'chat.completion.chunk')).toBe(true);
    expect(chunks.map(({ choices }) => choices[0].delta.content ?? '').join('')).toMatch(
      /^\S+( \S+){4}$/,
    );
    expect(chunks.at(-1).choices[0].finish_reason).toBe('stop');
  });

  test('streams in the style of Anthropic', async () => {
    const response = await ask({ prompt: 'why?', tokens: 2, interval: 0, style: 'anthropic' });
    const events = eventsIn(await response.text());
    expect(events.map(({ event }) => event)).toEqual([
      'message_start',
      'content_block_start',
      'ping',
      'content_block_delta',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
    for (const { event, data } of events) expect(JSON.parse(data).type).toBe(event);
  });

  test('the ledger has the question and every chunk of the answer', async () => {
    const question = { prompt: 'why?', tokens: 3, interval: 0 };
    const response = await ask(question);
    const text = await response.text();
    const [request, ...chunks] = await ledgerMessages(server, connectionOf(response));
    expect(request).toMatchObject({
      direction: 'sent',
      type: 'request',
      text: JSON.stringify(question),
    });
    expect(chunks.every(({ type }) => type === 'chunk')).toBe(true);
    expect(chunks.map((chunk) => chunk.text).join('')).toBe(text);
  });

  test('stops when the reader leaves', async () => {
    const leaving = new AbortController();
    const response = await fetch(`${server.url}/api/stream`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ prompt: 'go on', tokens: 5000, interval: 5 }),
      signal: leaving.signal,
    });
    leaving.abort();
    await expect
      .poll(async () => (await ledgerOf(server, connectionOf(response))).at(-1))
      .toMatchObject({ kind: 'close', aborted: true });
  });
});

test('JSON lines bring so many messages, remembered ones first, and end', async () => {
  await publish(server, 'lines', 'a\nb');
  const response = await fetch(`${server.url}/api/ndjson/lines?count=2&cursor=0`);
  await publish(server, 'lines', 'c');
  const text = await response.text();
  expect(
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).text),
  ).toEqual(['a\nb', 'c']);
  const chunks = await ledgerMessages(server, connectionOf(response));
  expect(chunks.map((chunk) => chunk.text).join('')).toBe(text);
});
