import { createClient } from 'redis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BusKind } from '../hub/bus.ts';
import { Cluster } from './cluster.ts';
import { RedisServer } from './redis-server.ts';

/** A switch of the bus is for all servers or for none: half a cluster on another bus hears nobody. */

let redis: RedisServer;
let cluster: Cluster;
beforeAll(async () => {
  redis = await RedisServer.start();
  cluster = await Cluster.start({ site: 'no-site', redisUrl: redis.url, bus: 'memory' });
}, 60_000);
afterAll(async () => {
  await cluster.close();
  await redis.remove();
}, 30_000);

const order = (body: unknown) =>
  fetch(`${cluster.url}/api/cluster`, { method: 'PUT', body: JSON.stringify(body) });

/** What each server answers, asked of itself. */
const ofEach = <Answer>(path: string): Promise<Answer[]> =>
  Promise.all(
    cluster.members.map(async ({ target }) => {
      const answer = await fetch(`http://127.0.0.1:${target?.port}${path}`);
      return (await answer.json()) as Answer;
    }),
  );

const buses = async () => (await ofEach<{ bus: BusKind }>('/healthz')).map(({ bus }) => bus);
const textsOf = async (topic: string) =>
  (await ofEach<{ messages: { text: string }[] }>(`/api/poll/${topic}?cursor=0`)).map(
    ({ messages }) => messages.map(({ text }) => text),
  );

const say = (text: string, topic: string) =>
  fetch(`${cluster.url}/api/topics/${topic}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from: 'test', text }),
  });

/** Lets Redis take so many connections more, until `during` is done. */
async function withRoomFor(connections: number, during: () => Promise<void>): Promise<void> {
  const client = createClient({ url: redis.url });
  client.on('error', () => undefined);
  await client.connect();
  const open = Number(/connected_clients:(\d+)/.exec(await client.info('clients'))?.[1]);
  await client.configSet('maxclients', String(open + connections));
  await during().finally(() => client.configSet('maxclients', '1000'));
  client.destroy();
}

test('one server that cannot take the bus leaves all of them with the one they had', async () => {
  await say('remembered', 'switching');
  const before = await textsOf('switching');
  expect(before.flat()).toEqual(['remembered']);
  // Each server needs two connections: for one of the three there is no room.
  await withRoomFor(5, async () => {
    const answer = await order({ bus: 'pubsub' });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({
      error: expect.stringMatching(/^Server s\d: Redis does not answer/),
      whatToDo: expect.stringContaining('Nothing was changed'),
    });
    expect(cluster.state.bus).toBe('memory');
    expect(await buses()).toEqual(['memory', 'memory', 'memory']);
  });
  expect(await textsOf('switching')).toEqual(before);
});

test('the connections that were opened for nothing are given back', async () => {
  await withRoomFor(6, async () => {
    expect((await order({ bus: 'pubsub' })).status).toBe(200);
  });
  expect(await buses()).toEqual(['pubsub', 'pubsub', 'pubsub']);
});

test('a server that hangs is named, and the others go on as they were', async () => {
  const { pid } = cluster.state.servers[1] ?? {};
  if (pid === undefined) throw new Error('There is no second server.');
  process.kill(pid, 'SIGSTOP');
  const answer = await order({ bus: 'streams' });
  expect(answer.status).toBe(409);
  expect(await answer.json()).toMatchObject({ error: 'Server s2: it took too long.' });
  process.kill(pid, 'SIGCONT');
  expect(await buses()).toEqual(['pubsub', 'pubsub', 'pubsub']);
  // What it says late is no answer to what it is told next.
  expect((await order({ bus: 'streams' })).status).toBe(200);
  expect(await buses()).toEqual(['streams', 'streams', 'streams']);
});
