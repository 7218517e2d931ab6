import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LIMITS } from '../limits.ts';
import { type DemoServer, startDemoServer } from '../server.ts';
import { connectionOf, ledgerMessages, ledgerOf } from '../testing/ledger-of.ts';
import { sendJson } from '../testing/requests.ts';

let server: DemoServer;
beforeAll(async () => {
  server = await startDemoServer();
});
afterAll(() => server.close());

describe('bad requests', () => {
  test.each([
    ['GET', '/nowhere', 404],
    ['GET', '/api/nowhere', 404],
    ['DELETE', '/api/poll/chat', 404],
    ['GET', '/api/poll/Chat', 400],
    ['GET', `/api/poll/${'a'.repeat(33)}`, 400],
    ['GET', '/api/poll/..%2f..%2fetc', 400],
    ['GET', '/api/poll/%E0%A4%A', 400],
    ['GET', '/api/poll/chat?cursor=-1', 400],
    ['GET', '/api/poll/chat?cursor=abc', 400],
    ['GET', '/api/poll/chat?cursor=1&cursor=2', 400],
    ['GET', '/api/poll/chat?curser=1', 400],
    ['GET', '/api/long-poll/chat?timeout=1e9', 400],
    ['GET', '/api/events/chat?format=xml', 400],
    ['GET', '/api/slow?delay=99999999', 400],
    ['GET', '/api/ndjson/chat?count=0', 400],
    ['GET', '/api/ledger?connection=7', 400],
    ['POST', '/api/stream', 400],
    ['POST', '/api/topics/chat/messages', 400],
  ])('%s %s is answered %i, with what to do', async (method, path, status) => {
    const response = await fetch(server.url + path, { method });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({
      error: expect.stringMatching(/./),
      whatToDo: expect.stringMatching(/./),
    });
  });

  test.each([
    ['not JSON', 'application/json', '{"from"', 400],
    ['a prototype', 'application/json', '{"__proto__":{"from":"x"},"from":"a","text":"b"}', 400],
    ['another type', 'text/plain', '{"from":"a","text":"b"}', 415],
    ['a field too many', 'application/json', '{"from":"a","text":"b","x":1}', 400],
    ['no sender', 'application/json', '{"from":"","text":"b"}', 400],
    ['a long sender', 'application/json', `{"from":"${'a'.repeat(65)}","text":"b"}`, 400],
  ])(
    'a message that is %s is refused, and in the ledger as it came',
    async (_case, type, body, status) => {
      const response = await fetch(`${server.url}/api/topics/chat/messages`, {
        method: 'POST',
        headers: { 'Content-Type': type },
        body,
      });
      const answer = await response.text();
      expect(response.status).toBe(status);
      expect(await ledgerMessages(server, connectionOf(response))).toMatchObject([
        { type: 'request', direction: 'sent', text: body },
        { type: 'response', direction: 'received', status, text: answer },
      ]);
    },
  );

  test('a URL that cannot be read is in the ledger all the same', async () => {
    const response = await fetch(`${server.url}/api/%E0%A4%A`);
    const text = await response.text();
    expect(await ledgerMessages(server, connectionOf(response))).toMatchObject([
      { type: 'response', status: 400, text },
    ]);
  });

  test('a body that is no text is in the ledger byte by byte', async () => {
    const body = Uint8Array.of(0xff, 0x00, 0x80);
    const response = await fetch(`${server.url}/api/stream`, { method: 'POST', body });
    expect((await ledgerMessages(server, connectionOf(response)))[0]).toMatchObject({
      type: 'request',
      size: 3,
      base64: '/wCA',
    });
  });

  test('a body that is too large is refused unread, and the ledger knows its size', async () => {
    const text = 'x'.repeat(LIMITS.requestBody);
    const response = await sendJson(server, 'POST', '/api/stream', { prompt: text });
    expect(response.status).toBe(413);
    const [received] = await ledgerMessages(server, connectionOf(response));
    expect(received).toMatchObject({ type: 'request', size: LIMITS.requestBody + 13 });
    expect(received).not.toHaveProperty('text');
  });

  test('an answer to HEAD has no body, in the ledger neither', async () => {
    const response = await fetch(`${server.url}/api/poll/chat`, { method: 'HEAD' });
    expect(response.status).toBe(404);
    expect(await ledgerMessages(server, connectionOf(response))).toMatchObject([{ size: 0 }]);
  });

  test('a request that breaks off does not disturb others', async () => {
    const broken = request(`${server.url}/api/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': 1000 },
    });
    broken.on('error', () => undefined);
    broken.write('{"prompt":');
    await expect
      .poll(async () =>
        (await ledgerOf(server)).filter((e) => e.kind === 'open' && e.url.endsWith('/api/stream')),
      )
      .not.toHaveLength(0);
    broken.destroy();
    expect((await fetch(`${server.url}/api`)).status).toBe(200);
  });
});

describe('settings', () => {
  test('change in part, for one topic or for all', async () => {
    const put = async (change: unknown) =>
      (await sendJson(server, 'PUT', '/api/settings', change)).json();
    expect(await put({ rate: { ticker: 3 } })).toMatchObject({
      rate: { chat: 0, ticker: 3, notifications: 0.4 },
    });
    expect(await put({ rate: 0, hold: 1234 })).toMatchObject({
      rate: { chat: 0, ticker: 0, notifications: 0 },
      hold: 1234,
      period: 1000,
    });
    expect(await (await fetch(`${server.url}/api/settings`)).json()).toMatchObject({ hold: 1234 });
  });

  test.each([
    {},
    { rate: -1 },
    { rate: { news: 1 } },
    { rate: 1e9 },
    { period: 1.5 },
    { hold: [] },
    { x: 1 },
    [],
  ])('refuse %j', async (change) => {
    const response = await sendJson(server, 'PUT', '/api/settings', change);
    expect(response.status).toBe(400);
  });

  test('rate and payload size decide what the server publishes', async () => {
    const change = { rate: { notifications: 100 }, payloadSize: { notifications: 500 } };
    await sendJson(server, 'PUT', '/api/settings', change);
    const lines = await fetch(`${server.url}/api/ndjson/notifications?count=20`);
    const texts = (await lines.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(texts.map(({ text }) => text.length)).toEqual(Array(20).fill(500));
    await sendJson(server, 'PUT', '/api/settings', { rate: 0 });
  });
});

test('the ledger is emptied by DELETE, and never speaks of itself or of the page', async () => {
  await fetch(`${server.url}/`);
  await fetch(`${server.url}/favicon.ico`);
  const emptied = await fetch(`${server.url}/api/ledger`, { method: 'DELETE' });
  expect(emptied.status).toBe(204);
  const text = await (await fetch(`${server.url}/api/ledger?`)).text();
  expect(text).toBe('{"kind":"end","entries":0,"lost":0}\n');
});
