import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoServer, startDemoServer } from '../server.ts';
import { connectionOf, ledgerMessages, ledgerOf } from '../testing/ledger-of.ts';
import { publish } from '../testing/requests.ts';

let server: DemoServer;
beforeAll(async () => {
  server = await startDemoServer();
});
afterAll(() => server.close());

describe('polling', () => {
  test('without a cursor gives the latest messages, with one what is newer', async () => {
    for (const text of ['a', 'b', 'c']) await publish(server, 'poll-a', text);
    const recent = await (await fetch(`${server.url}/api/poll/poll-a`)).json();
    expect(recent).toMatchObject({ cursor: 3, messages: [{ id: 1 }, { id: 2 }, { text: 'c' }] });
    const newer = await (await fetch(`${server.url}/api/poll/poll-a?cursor=2`)).json();
    expect(newer).toMatchObject({ cursor: 3, messages: [{ id: 3, from: 'test', text: 'c' }] });
  });

  test('answers 304 as long as the answer would be the same', async () => {
    const url = `${server.url}/api/poll/poll-b?cursor=0`;
    const first = await fetch(url);
    const etag = first.headers.get('etag') ?? '';
    for (const header of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const same = await fetch(url, { headers: { 'If-None-Match': header } });
      expect([same.status, await same.text()]).toEqual([304, '']);
    }
    await publish(server, 'poll-b', 'news');
    const changed = await fetch(url, { headers: { 'If-None-Match': etag } });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(etag);
  });

  test('has another tag where another server counts as far by itself', async () => {
    const other = await startDemoServer({ id: 'other' });
    await publish(server, 'poll-e', 'mine');
    await publish(other, 'poll-e', 'theirs');
    const mine = await fetch(`${server.url}/api/poll/poll-e`);
    const theirs = await fetch(`${other.url}/api/poll/poll-e`, {
      headers: { 'If-None-Match': mine.headers.get('etag') ?? '' },
    });
    await other.close();
    expect(theirs.status).toBe(200);
  });

  test('advises when to ask again, by how often there is news', async () => {
    const advice = async () =>
      Number((await fetch(`${server.url}/api/poll/poll-d`)).headers.get('x-poll-interval'));
    expect(await advice()).toBe(10_000);
    for (const text of ['a', 'b', 'c']) await publish(server, 'poll-d', text);
    expect(await advice()).toBeLessThan(10_000);
    const answer = await fetch(`${server.url}/api/poll/poll-d`, {
      headers: { 'If-None-Match': '*' },
    });
    expect([answer.status, Number(answer.headers.get('x-poll-interval')) >= 200]).toEqual([
      304,
      true,
    ]);
  });

  test('is in the ledger byte by byte, an empty 304 as a response of size 0', async () => {
    const url = `${server.url}/api/poll/poll-c`;
    const full = await fetch(url);
    const text = await full.text();
    const same = await fetch(url, { headers: { 'If-None-Match': full.headers.get('etag') ?? '' } });
    const received = { direction: 'received', type: 'response', transport: 'http' };
    expect(await ledgerMessages(server, connectionOf(full))).toMatchObject([
      { ...received, status: 200, size: text.length, text },
    ]);
    expect(await ledgerMessages(server, connectionOf(same))).toMatchObject([
      { ...received, status: 304, size: 0, text: '' },
    ]);
  });
});

describe('long polling', () => {
  test('is held until there is news', async () => {
    const started = performance.now();
    const held = fetch(`${server.url}/api/long-poll/long-a?timeout=5000`);
    setTimeout(() => void publish(server, 'long-a', 'news'), 200);
    const response = await held;
    expect(performance.now() - started).toBeGreaterThan(150);
    expect(await response.json()).toMatchObject({ cursor: 1, messages: [{ text: 'news' }] });
    expect(response.headers.get('x-cursor')).toBe('1');
  });

  test('answers at once what is already newer than the cursor', async () => {
    await publish(server, 'long-b', 'a');
    await publish(server, 'long-b', 'b');
    const response = await fetch(`${server.url}/api/long-poll/long-b?cursor=0&timeout=60000`);
    expect(await response.json()).toMatchObject({ cursor: 2, messages: [{ id: 1 }, { id: 2 }] });
  });

  test('with a batch gathers what is said soon after the first message', async () => {
    const url = `${server.url}/api/long-poll/long-batch?cursor=0&batch=400`;
    const held = fetch(url);
    for (const text of ['a', 'b', 'c']) await publish(server, 'long-batch', text);
    const answer = (await (await held).json()) as { cursor: number; messages: { time: number }[] };
    expect(answer).toMatchObject({ cursor: 3, messages: [{ id: 1 }, { id: 2 }, { id: 3 }] });
    expect(Date.now() - (answer.messages[0]?.time ?? 0)).toBeGreaterThanOrEqual(400);
    const old = await fetch(`${url}&timeout=0`);
    expect(await old.json()).toMatchObject({ cursor: 3 });
    const nothing = await fetch(`${server.url}/api/long-poll/long-empty?batch=10000&timeout=20`);
    expect(nothing.status).toBe(204);
  });

  test('answers 204 with the cursor when the time is over', async () => {
    await publish(server, 'long-c', 'old');
    const response = await fetch(`${server.url}/api/long-poll/long-c?timeout=60`);
    expect([response.status, response.headers.get('x-cursor')]).toEqual([204, '1']);
    expect(await ledgerMessages(server, connectionOf(response))).toMatchObject([
      { status: 204, size: 0 },
    ]);
  });

  test('a client that leaves gets no answer, and the ledger says so', async () => {
    const leaving = new AbortController();
    const url = `${server.url}/api/long-poll/long-d`;
    const held = fetch(url, { signal: leaving.signal }).catch((error: Error) => error.name);
    const opened = async () =>
      (await ledgerOf(server)).find((e) => e.kind === 'open' && e.url === url);
    await expect.poll(opened).toBeDefined();
    leaving.abort();
    expect(await held).toBe('AbortError');
    const { connection } = (await opened()) ?? {};
    await expect
      .poll(async () => (await ledgerOf(server, connection)).map(({ kind }) => kind))
      .toEqual(['open', 'close']);
    await publish(server, 'long-d', 'late');
    expect((await ledgerOf(server, connection)).at(-1)).toMatchObject({
      aborted: true,
      messages: 0,
    });
  });
});

test('the slow endpoint takes its time, news or not', async () => {
  const started = performance.now();
  const answer = fetch(`${server.url}/api/slow?delay=200`);
  await publish(server, 'chat', 'news');
  expect(await (await answer).json()).toMatchObject({ delay: 200 });
  expect(performance.now() - started).toBeGreaterThanOrEqual(199);
});
