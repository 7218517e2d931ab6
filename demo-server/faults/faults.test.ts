import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type DemoServer, startDemoServer } from '../server.ts';
import { ledgerOf } from '../testing/ledger-of.ts';
import { publish, sendJson } from '../testing/requests.ts';
import { SocketClient } from '../testing/socket-client.ts';

let server: DemoServer;
beforeEach(async () => {
  server = await startDemoServer({ site: 'no-site' });
  await sendJson(server, 'PUT', '/api/settings', { rate: 0, keepAlive: 50, hold: 60_000 });
});
afterEach(() => server.close());

async function fault(body: object): Promise<{ id: number; struck: number }> {
  const answer = await sendJson(server, 'POST', '/api/faults', body);
  if (answer.status !== 201) throw new Error(await answer.text());
  return (await answer.json()) as { id: number; struck: number };
}

/** Publishes the texts; gives what of them a listener heard, in order. */
async function heardOf(texts: readonly string[], count = texts.length): Promise<string[]> {
  const client = await SocketClient.open(`${server.url}/ws?topic=chat`);
  await client.next();
  for (const text of texts) await publish(server, 'chat', text);
  await vi.waitFor(() => expect(client.heard.length).toBeGreaterThanOrEqual(count + 1), 5_000);
  await client.close();
  return client.heard.slice(1).map((message) => /"text":"(\w*)/.exec(String(message))?.[1] ?? '?');
}

const faultsInLedger = async () =>
  (await ledgerOf(server)).flatMap((entry) => (entry.kind === 'fault' ? [entry.fault] : []));

const FOUR = ['a', 'b', 'c', 'd'];
const SOCKETS = { transport: 'websocket' };

describe('messages', () => {
  test('are dropped, so many times, and the ledger says so', async () => {
    await fault({ kind: 'drop', times: 2, for: SOCKETS });
    // The first of the two is the welcome.
    const client = await SocketClient.open(`${server.url}/ws?topic=chat`);
    for (const text of FOUR) await publish(server, 'chat', text);
    expect(await client.nextText()).toContain('"text":"b"');
    expect(await faultsInLedger()).toEqual(['drop', 'drop']);
  });

  test('come twice', async () => {
    await fault({ kind: 'duplicate' });
    expect(await heardOf(['a', 'b'], 5)).toEqual(['?', 'a', 'a', 'b', 'b']);
  });

  test('come behind the one after them', async () => {
    const client = await SocketClient.open(`${server.url}/ws?topic=chat`);
    await client.next();
    await fault({ kind: 'reorder', times: 1 });
    for (const text of FOUR) await publish(server, 'chat', text);
    const texts: string[] = [];
    while (texts.length < 4) texts.push(/"text":"(\w)/.exec(await client.nextText())?.[1] ?? '');
    expect(texts).toEqual(['b', 'a', 'c', 'd']);
  });

  test('come later, in their order, however they tremble', async () => {
    const client = await SocketClient.open(`${server.url}/ws?topic=chat`);
    await client.next();
    await fault({ kind: 'delay', milliseconds: 150, jitter: 100 });
    const start = Date.now();
    for (const text of FOUR) await publish(server, 'chat', text);
    const texts: string[] = [];
    while (texts.length < 4) texts.push(/"text":"(\w)/.exec(await client.nextText())?.[1] ?? '');
    expect(texts).toEqual(FOUR);
    expect(Date.now() - start).toBeGreaterThanOrEqual(149);
  });

  test.each([
    ['malformed', /^\{.*[^"]\}*$/],
    ['truncated', /^\{"kind":"mess[^}]*$/],
  ])('are %s', async (kind, form) => {
    const client = await SocketClient.open(`${server.url}/ws?topic=chat`);
    await client.next();
    await fault({ kind, times: 1 });
    for (const text of ['a', 'b']) await publish(server, 'chat', text);
    const broken = await client.nextText();
    expect(broken).toMatch(form);
    expect(() => JSON.parse(broken)).toThrow();
    expect(JSON.parse(await client.nextText()).message.text).toBe('b');
  });

  test('pass neither way on a connection that fell silent', async () => {
    const client = await SocketClient.open(`${server.url}/ws/echo`);
    const { id } = await fault({ kind: 'silence', for: { path: '/ws/echo' } });
    client.send('swallowed');
    await vi.waitFor(async () =>
      expect(JSON.stringify(await ledgerOf(server))).toContain('swallowed'),
    );
    await fetch(`${server.url}/api/faults/${id}`, { method: 'DELETE' });
    client.send('heard');
    expect(await client.nextText()).toBe('heard');
  });

  test('of STOMP are malformed as STOMP, and heart-beats are missed', async () => {
    const client = await SocketClient.open(`${server.url}/stomp`, 'v12.stomp');
    client.send('CONNECT\naccept-version:1.2\nhost:x\nheart-beat:0,250\n\n\0');
    await client.next();
    await fault({ kind: 'missed-heart-beats', for: { path: '/stomp' } });
    await vi.waitFor(async () => expect(await faultsInLedger()).toContain('missed-heart-beats'));
    const before = client.heard.length;
    await fault({ kind: 'malformed', times: 1, for: { path: '/stomp' } });
    client.send('SUBSCRIBE\nid:1\ndestination:/topic/chat\nreceipt:r\n\n\0');
    await vi.waitFor(() => expect(client.heard.length).toBeGreaterThan(before));
    expect(client.heard.slice(before)).toEqual(['RECEIPT\nreceipt-idr\n\n\0']);
  });

  test('of the page are read late', async () => {
    await fault({ kind: 'slow-reader', milliseconds: 120 });
    const client = await SocketClient.open(`${server.url}/ws/echo`);
    const start = Date.now();
    client.send('1', '2');
    expect([await client.nextText(), await client.nextText()]).toEqual(['1', '2']);
    expect(Date.now() - start).toBeGreaterThanOrEqual(119);
  });
});

describe('server-sent events', () => {
  const stream = async (limit: number) =>
    (await fetch(`${server.url}/api/events/chat?cursor=0&format=text&limit=${limit}`)).text();

  test('lack their ids', async () => {
    for (const text of ['a', 'b']) await publish(server, 'chat', text);
    await fault({ kind: 'skip-ids', times: 1 });
    expect(await stream(2)).toContain('event: chat\ndata: a\n\nevent: chat\nid: 2\ndata: b\n\n');
    const ids = (await ledgerOf(server)).flatMap((e) =>
      e.kind === 'message' && e.event ? [e.event.id] : [],
    );
    expect(ids).toEqual(['', '2']);
  });

  test('wait in a proxy that buffers until there are enough bytes', async () => {
    await fault({ kind: 'buffering', bytes: 300, for: { transport: 'sse' } });
    const answer = await fetch(`${server.url}/api/events/chat?format=text`);
    const reader = answer.body?.getReader();
    await publish(server, 'chat', 'x'.repeat(400));
    const first = new TextDecoder().decode((await reader?.read())?.value);
    expect(first).toContain('retry:');
    expect(first).toContain('xxxx');
    await reader?.cancel();
  });
});

describe('requests', () => {
  test('are answered with a status, and when to come again', async () => {
    await fault({
      kind: 'status',
      status: 429,
      retryAfter: 7,
      times: 1,
      for: { path: '/api/poll' },
    });
    expect((await fetch(`${server.url}/api/settings`)).status).toBe(200);
    const answer = await fetch(`${server.url}/api/poll/chat`);
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('7');
    expect((await fetch(`${server.url}/api/poll/chat`)).status).toBe(200);
    expect(await faultsInLedger()).toEqual(['status']);
  });

  test('to open a WebSocket as well', async () => {
    await fault({ kind: 'status', status: 503, times: 1, for: { path: '/ws' } });
    await expect(SocketClient.open(`${server.url}/ws`)).rejects.toThrow('503');
    await (await SocketClient.open(`${server.url}/ws`)).close();
    expect(await faultsInLedger()).toEqual(['status']);
  });

  test('wait for a slow server', async () => {
    await fault({ kind: 'slow-server', milliseconds: 100, times: 1 });
    const start = Date.now();
    await fetch(`${server.url}/api/poll/chat`);
    expect(Date.now() - start).toBeGreaterThanOrEqual(99);
  });
});

describe('what is open', () => {
  test.each([
    [{ kind: 'close', code: 4123, reason: 'enough' }, 4123],
    [{ kind: 'cut' }, 1006],
    [{ kind: 'bad-frame' }, 1006],
  ])('%j ends a WebSocket with %d', async (body, code) => {
    const client = await SocketClient.open(`${server.url}/ws/echo`);
    client.socket.on('error', () => undefined);
    expect(await fault({ ...body, for: SOCKETS })).toEqual({ struck: 1 });
    expect((await client.closed).code).toBe(code);
    expect(await faultsInLedger()).toEqual([body.kind]);
  });

  test('streams end and held polls are cut, those alone that are meant', async () => {
    const events = await fetch(`${server.url}/api/events/chat`);
    const held = fetch(`${server.url}/api/long-poll/chat`);
    await vi.waitFor(async () =>
      expect(
        (await ledgerOf(server)).filter((e) => e.kind === 'open').length,
      ).toBeGreaterThanOrEqual(2),
    );
    expect(await fault({ kind: 'close', for: { transport: 'sse' } })).toEqual({ struck: 1 });
    expect(await events.text()).toContain('retry:');
    expect(await fault({ kind: 'cut' })).toEqual({ struck: 1 });
    await expect(held).rejects.toThrow();
  });

  test('a restart cuts everybody off, forgets, and comes back', async () => {
    const client = await SocketClient.open(`${server.url}/ws?topic=chat`);
    await publish(server, 'chat', 'before');
    await fault({ kind: 'restart', milliseconds: 400 });
    expect((await client.closed).code).toBe(1006);
    await vi.waitFor(async () => {
      const error = await fetch(`${server.url}/healthz`).catch((reason: Error) => reason.cause);
      expect(error).toMatchObject({ code: 'ECONNREFUSED' });
    });
    await vi.waitFor(
      async () => expect((await fetch(`${server.url}/healthz`)).status).toBe(200),
      5_000,
    );
    const answer = await (await fetch(`${server.url}/api/poll/chat`)).json();
    expect(answer).toEqual({ messages: [], cursor: 0 });
    await publish(server, 'chat', 'after');
    expect(await (await fetch(`${server.url}/api/poll/chat`)).json()).toMatchObject({ cursor: 1 });
  });
});

describe('the switches', () => {
  test('tell what is on and how often it struck, and go off by number, by time, or all', async () => {
    const { id } = await fault({ kind: 'drop', share: 0 });
    await fault({ kind: 'delay', milliseconds: 1, lasts: 1 });
    await fault({ kind: 'duplicate' });
    await new Promise((done) => setTimeout(done, 5));
    const active = async () =>
      (
        (await (await fetch(`${server.url}/api/faults`)).json()) as {
          faults: { fault: { kind: string } }[];
        }
      ).faults.map(({ fault }) => fault.kind);
    expect(await active()).toEqual(['drop', 'duplicate']);
    await fetch(`${server.url}/api/faults/${id}`, { method: 'DELETE' });
    expect(await active()).toEqual(['duplicate']);
    expect((await fetch(`${server.url}/api/faults/99`, { method: 'DELETE' })).status).toBe(404);
    await fetch(`${server.url}/api/faults`, { method: 'DELETE' });
    expect(await active()).toEqual([]);
  });

  test.each([
    [{}],
    [{ kind: 'earthquake' }],
    [{ kind: 'drop', share: 2 }],
    [{ kind: 'status', status: 200 }],
    [{ kind: 'drop', for: { topic: 'chat' } }],
    [[]],
  ])('refuse %j, and say why', async (body) => {
    const answer = await sendJson(server, 'POST', '/api/faults', body);
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { error: string }).error).not.toBe('');
  });
});
