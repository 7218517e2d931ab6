import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { SocketClient } from '../testing/socket-client.ts';
import { Cluster, type ClusterState } from './cluster.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await Cluster.start({ site: 'no-site' });
  await put('/api/settings', { rate: 0 });
}, 60_000);
afterAll(() => cluster.close(), 30_000);

const put = (path: string, body: unknown) =>
  fetch(cluster.url + path, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

async function order(body: unknown): Promise<ClusterState> {
  const response = await put('/api/cluster', body);
  if (response.status !== 200) throw new Error(await response.text());
  return (await response.json()) as ClusterState;
}

const say = (text: string, topic: string) =>
  fetch(`${cluster.url}/api/topics/${topic}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from: 'test', text }),
  });

/** A listener on each server, by the server's id. */
async function listeners(topic: string): Promise<ReadonlyMap<string, string[]>> {
  const heard = new Map<string, string[]>();
  while (heard.size < cluster.members.length) {
    const client = await SocketClient.open(`${cluster.url}/ws?topic=${topic}`);
    const { server } = JSON.parse(await client.nextText()) as { server: string };
    if (heard.has(server)) {
      await client.close();
      continue;
    }
    const texts: string[] = [];
    heard.set(server, texts);
    client.socket.on('message', (data) => texts.push(JSON.parse(String(data)).message.text));
  }
  return heard;
}

const serverOf = async () => (await fetch(`${cluster.url}/healthz`)).headers.get('x-server-id');

describe('the balancer', () => {
  test('gives each request to the next server, and every answer names its own', async () => {
    const servers = [await serverOf(), await serverOf(), await serverOf(), await serverOf()];
    expect(new Set(servers)).toEqual(new Set(['s1', 's2', 's3']));
    expect(servers[3]).toBe(servers[0]);
  });

  test('keeps a client at its server where sessions are sticky', async () => {
    await order({ sticky: true });
    const first = await fetch(`${cluster.url}/healthz`);
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(cookie).toBe(`pushscope-server=${first.headers.get('x-server-id')}`);
    for (let again = 0; again < 4; again += 1) {
      const { headers } = await fetch(`${cluster.url}/healthz`, { headers: { cookie } });
      expect(headers.get('x-server-id')).toBe(first.headers.get('x-server-id'));
      expect(headers.get('set-cookie')).toBeNull();
    }
    await order({ sticky: false });
  });

  test('ties a page to a server by the very answer that makes sessions sticky', async () => {
    const answer = await put('/api/cluster', { sticky: true });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    const servers = [1, 2, 3].map(async () => {
      const { headers } = await fetch(`${cluster.url}/healthz`, { headers: { cookie } });
      return `pushscope-server=${headers.get('x-server-id')}`;
    });
    expect(await Promise.all(servers)).toEqual([cookie, cookie, cookie]);
    const again = await fetch(`${cluster.url}/api/cluster`, { headers: { cookie } });
    expect(again.headers.get('set-cookie')).toBeNull();
    await order({ sticky: false });
  });

  test('passes a stream on piece by piece, and its end to the server', async () => {
    const leaving = new AbortController();
    const stream = await fetch(`${cluster.url}/api/events/chat`, { signal: leaving.signal });
    const reader = stream.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('retry:');
    leaving.abort();
    await vi.waitFor(async () => {
      expect(await text('/api/ledger')).toContain('"aborted":true');
    });
  });

  test.each([
    [{ bus: 'pigeon' }, 400],
    [{ unknown: 1 }, 400],
    [{ server: { id: 's9', do: 'stop' } }, 404],
    ['x'.repeat(5000), 413],
  ])('refuses the order %j', async (body, status) => {
    const response = await put('/api/cluster', body);
    expect(response.status).toBe(status);
    expect(await response.json()).toHaveProperty('whatToDo');
  });

  test('takes no orders from pages of other origins', async () => {
    const headers = { origin: 'http://evil.test', 'content-type': 'application/json' };
    const about = { method: 'PUT', headers, body: '{"sticky":true}' };
    expect((await fetch(`${cluster.url}/api/cluster`, about)).status).toBe(403);
    expect(cluster.state.isSticky).toBe(false);
  });
});

const text = async (path: string) => (await fetch(cluster.url + path)).text();

test('the ledger of a cluster is that of all its servers, in the order of time', async () => {
  await fetch(`${cluster.url}/api/ledger`, { method: 'DELETE' });
  for (let asked = 0; asked < 6; asked += 1) await fetch(`${cluster.url}/api/poll/chat?_=${asked}`);
  const lines = (await text('/api/ledger'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const opens = lines.filter(({ kind }) => kind === 'open');
  expect(opens.map(({ url }) => new URL(url).searchParams.get('_')).join('')).toBe('012345');
  expect(new Set(opens.map(({ server }) => server))).toEqual(new Set(['s1', 's2', 's3']));
  expect(lines.at(-1)).toMatchObject({ kind: 'end', entries: lines.length - 1, lost: 0 });
});

test('who follows the ledger of a cluster hears of every server, also of one that comes later', async () => {
  const leaving = new AbortController();
  const live = await fetch(`${cluster.url}/api/ledger/live`, { signal: leaving.signal });
  let heard = '';
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const piece of live.body ?? []) heard += decoder.decode(piece, { stream: true });
  })().catch(() => undefined);
  const opened = () =>
    heard
      .split('\n')
      .flatMap((line) => (line.endsWith('}') ? [JSON.parse(line)] : []))
      .filter(({ kind, url }) => kind === 'open' && url.includes('/api/poll/live'))
      .map(({ server }) => server);
  const ask = (server: string) =>
    fetch(`${cluster.url}/api/poll/live`, { headers: { 'x-server-id': server } });
  for (const id of ['s1', 's2', 's3']) await ask(id);
  await vi.waitFor(() => expect(opened().sort()).toEqual(['s1', 's2', 's3']));
  await order({ server: { id: 's2', do: 'kill' } });
  await order({ server: { id: 's2', do: 'start' } });
  await vi.waitFor(async () => {
    await ask('s2');
    expect(opened().length).toBeGreaterThan(3);
  }, 5_000);
  leaving.abort();
  await reading;
});

describe('what reaches whom', () => {
  test('with the memory bus, nobody on another server', async () => {
    await order({ bus: 'memory' });
    const heard = await listeners('room-memory');
    const { server } = (await (await say('only here', 'room-memory')).json()) as { server: string };
    await vi.waitFor(() => expect(heard.get(server)).toEqual(['only here']));
    await pause(200);
    for (const [id, texts] of heard) expect(texts).toEqual(id === server ? ['only here'] : []);
  });

  test.each(['pubsub', 'streams'] as const)('with %s, everybody', async (bus) => {
    await order({ bus });
    const heard = await listeners(`room-${bus}`);
    for (const number of [1, 2, 3]) await say(`m${number}`, `room-${bus}`);
    for (const texts of heard.values())
      await vi.waitFor(() => expect(texts).toEqual(['m1', 'm2', 'm3']));
  });
});

test('a STOMP room reaches across servers with Redis', async () => {
  await order({ bus: 'pubsub' });
  const clients = await Promise.all(
    cluster.members.map(async () => {
      const client = await SocketClient.open(`${cluster.url}/stomp`, 'v12.stomp');
      client.send('CONNECT\naccept-version:1.2\nhost:x\n\n\0');
      client.send('SUBSCRIBE\nid:1\ndestination:/room/7\nreceipt:r\n\n\0');
      const connected = await client.nextText();
      await client.nextText();
      return { client, server: /^server:pushscope-demo (\w+)$/m.exec(connected)?.[1] };
    }),
  );
  expect(new Set(clients.map(({ server }) => server)).size).toBe(cluster.members.length);
  clients[0]?.client.send('SEND\ndestination:/room/7\n\nhello\0');
  for (const { client } of clients)
    expect(await client.nextText()).toMatch(/^MESSAGE\n[\w\W]*hello\0$/);
});

test('orders that come at once are carried out one after the other, on every server', async () => {
  await Promise.all(
    (['memory', 'pubsub', 'streams', 'pubsub'] as const).map((bus) => order({ bus })),
  );
  const buses = cluster.members.map(
    async () => (await (await fetch(`${cluster.url}/healthz`)).json()).bus,
  );
  expect(await Promise.all(buses)).toEqual(cluster.members.map(() => cluster.state.bus));
});

describe('a server that is killed and comes back', () => {
  test.each([
    ['pubsub', []],
    ['streams', ['while away']],
  ] as const)('has of what %s sent meanwhile: %j', async (bus, expected) => {
    await order({ bus });
    const topic = `away-${bus}`;
    await order({ server: { id: 's2', do: 'kill' } });
    expect((await say('while away', topic)).status).toBe(201);
    await order({ server: { id: 's2', do: 'start' } });
    const remembered = new Map<string | null, unknown>();
    while (!remembered.has('s2')) {
      const answer = await fetch(`${cluster.url}/api/poll/${topic}?cursor=0`);
      const { messages } = (await answer.json()) as { messages: { text: string }[] };
      remembered.set(
        answer.headers.get('x-server-id'),
        messages.map((message) => message.text),
      );
    }
    expect(remembered.get('s2')).toEqual(expected);
  });

  test('is left out by the balancer while it is gone', async () => {
    await order({ server: { id: 's3', do: 'stop' } });
    const servers = [await serverOf(), await serverOf(), await serverOf(), await serverOf()];
    expect(new Set(servers)).toEqual(new Set(['s1', 's2']));
    const state = await order({ server: { id: 's3', do: 'start' } });
    expect(state.servers.map((server) => server.state)).toEqual(['up', 'up', 'up']);
  });
});

test('long polling and SSE go on at another server where it left off, with Streams', async () => {
  await order({ bus: 'streams' });
  for (const number of [1, 2, 3]) await say(`n${number}`, 'resume');
  const polled: string[] = [];
  for (let cursor = 0; polled.length < 3; ) {
    const answer = await fetch(`${cluster.url}/api/long-poll/resume?cursor=${cursor}&timeout=5000`);
    const body = (await answer.json()) as { messages: { text: string }[]; cursor: number };
    polled.push(...body.messages.map((message) => message.text));
    cursor = body.cursor;
  }
  expect(polled).toEqual(['n1', 'n2', 'n3']);
  for (const _ of cluster.members) {
    const stream = await fetch(`${cluster.url}/api/events/resume?format=text&limit=2`, {
      headers: { 'last-event-id': '1' },
    });
    expect(await stream.text()).toMatch(/data: n2\n\n(?:.*\n)*data: n3\n\n/);
  }
});

test.each(['pubsub', 'streams'] as const)(
  'a long poll gets each message once with %s, though one server hears of it before another',
  async (bus) => {
    await order({ bus });
    const topic = `hurry-${bus}`;
    const count = 100;
    const polling = Array.from({ length: 5 }, async () => {
      const ids: number[] = [];
      for (let cursor = 0; cursor < count; ) {
        const answer = await fetch(`${cluster.url}/api/long-poll/${topic}?cursor=${cursor}`);
        const body = (await answer.json()) as { messages: { id: number }[]; cursor: number };
        ids.push(...body.messages.map(({ id }) => id));
        cursor = body.cursor;
      }
      return ids;
    });
    for (let number = 0; number < count; number += 1) await say(`m${number}`, topic);
    const all = Array.from({ length: count }, (_, at) => at + 1);
    expect(await Promise.all(polling)).toEqual(polling.map(() => all));
  },
);

test('a restarted balancer cuts everybody off, and lets them come again', async () => {
  const client = await SocketClient.open(`${cluster.url}/ws?topic=chat`);
  await order({ balancer: 'restart' });
  expect((await client.closed).code).toBe(1006);
  await vi.waitFor(async () => expect(await serverOf()).toMatch(/^s\d$/));
});

test('while Redis is stopped, publishing is refused; nothing that was taken is lost', async () => {
  await order({ bus: 'streams' });
  const heard = await listeners('outage');
  expect((await say('before', 'outage')).status).toBe(201);
  expect((await order({ redis: 'stop' })).redis).toBe('away');
  const refused = await say('during', 'outage');
  expect(refused.status).toBe(503);
  expect(await refused.json()).toMatchObject({ error: expect.stringContaining('Redis is away') });
  await order({ redis: 'start' });
  await vi.waitFor(async () => expect((await say('after', 'outage')).status).toBe(201), 10_000);
  for (const texts of heard.values())
    await vi.waitFor(() => expect(texts).toEqual(['before', 'after']), 5_000);
});
