import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { RedisServer } from '../../cluster/redis-server.ts';
import { Hub } from '../hub.ts';
import { connectRedis } from './connect.ts';
import { PubSubBus } from './pub-sub-bus.ts';
import { StreamsBus } from './streams-bus.ts';

let redis: RedisServer;
beforeAll(async () => {
  redis = await RedisServer.start();
});
afterAll(() => redis.remove());

const draft = (topic: string, text: string) => ({ topic, type: 'chat', from: 'kim', text });
const KINDS = { 'pub/sub': PubSubBus, Streams: StreamsBus } as const;

/** A hub with a bus of its own, as every server of a cluster has one. */
async function server(kind: keyof typeof KINDS) {
  const bus = await KINDS[kind].open(redis.url);
  const hub = new Hub(bus);
  const heard: string[] = [];
  hub.subscribe('chat', ({ message }) => heard.push(`${message.id} ${message.text}`));
  return { bus, hub, heard };
}

describe.each(['pub/sub', 'Streams'] as const)('Redis %s', (kind) => {
  test('brings what one server publishes to all of them, in one order', async () => {
    const servers = [await server(kind), await server(kind), await server(kind)];
    const texts = Array.from({ length: 60 }, (_, number) => `m${number}`);
    const published = await Promise.all(
      texts.map((text, number) => servers[number % 3]?.hub.publish(draft('chat', text))),
    );
    const inOrder = published
      .flatMap((message) => message ?? [])
      .sort((a, b) => a.id - b.id)
      .map(({ id, text }) => `${id} ${text}`);
    for (const { heard } of servers) await vi.waitFor(() => expect(heard).toEqual(inOrder));
    const [one, other] = servers;
    expect(one?.hub.history('chat').since(0)).toEqual(other?.hub.history('chat').since(0));
    for (const { bus } of servers) await bus.close();
  });

  test('brings the board and the document of all servers to the same, however they hurry', async () => {
    const servers = [await server(kind), await server(kind), await server(kind)];
    const all = (topic: string, text: (number: number) => string) =>
      Promise.allSettled(servers.map(({ hub }, number) => hub.publish(draft(topic, text(number)))));
    await all('board', () => 'X b2');
    const inserted = await all('document', (number) => `insert 0 @0 from ${number}`);
    expect(inserted.map(({ status }) => status)).toEqual(Array(3).fill('fulfilled'));
    const lines = () => servers.map(({ hub }) => hub.shared.document.state.lines);
    await vi.waitFor(() => expect(lines().map(({ length }) => length)).toEqual([3, 3, 3]));
    const [line] = lines()[0] ?? [];
    await all('document', (number) => `set ${line?.id} @${line?.version} again ${number}`);
    const conflicts = () => servers.map(({ hub }) => hub.shared.document.state.conflicts);
    await vi.waitFor(() => expect(conflicts()).toEqual([2, 2, 2]));
    const [one, ...others] = servers.map(({ hub }) => [
      hub.shared.document.state,
      hub.shared.board.state,
    ]);
    for (const other of others) expect(other).toEqual(one);
    expect(one?.[1]).toMatchObject({ turn: 'O', cells: { b2: 'X' } });
    for (const { bus } of servers) await bus.close();
  });

  test('keeps what a STOMP client wrote to the byte, and leaves strangers’ messages alone', async () => {
    const { bus, hub } = await server(kind);
    const body = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const original = {
      headers: [
        ['x', 'a:b\n'],
        ['x', ''],
      ] as const,
      body,
    };
    const deliveries: unknown[] = [];
    hub.subscribe('rooms', (delivery) => deliveries.push(delivery));
    const stranger = await connectRedis(redis.url);
    await stranger.publish('pushscope:news', '7 {"topic":1}');
    await stranger.xAdd('pushscope:stream', '*', { id: '7', news: 'no JSON' });
    stranger.destroy();
    const message = await hub.publish({ ...draft('rooms', 'hello'), original, server: 's2' });
    await vi.waitFor(() => expect(deliveries).toEqual([{ message, original }]));
    expect(message.server).toBe('s2');
    await bus.close();
  });

  test('refuses to publish while Redis is away, and goes on when it is back', async () => {
    const { bus, hub, heard } = await server(kind);
    await redis.stop();
    await expect(hub.publish(draft('chat', 'lost?'))).rejects.toMatchObject({ statusCode: 503 });
    await redis.start();
    await vi.waitFor(() => hub.publish(draft('chat', 'back')), { timeout: 5_000 });
    await vi.waitFor(() => expect(heard.at(-1)).toContain('back'));
    expect(heard.join()).not.toContain('lost?');
    await bus.close();
  });
});

test('a server that was away misses what pub/sub sent', async () => {
  const staying = await server('pub/sub');
  const { id } = await staying.hub.publish(draft('chat', 'while away'));
  const coming = await server('pub/sub');
  await staying.hub.publish(draft('chat', 'after'));
  await vi.waitFor(() => expect(coming.heard).toEqual([`${id + 1} after`]));
  expect(coming.hub.history('chat').forgottenSince(id - 1)).toBe(1);
  for (const { bus } of [staying, coming]) await bus.close();
});

test('a server that was away has everything with Streams, as past and not as news', async () => {
  const staying = await server('Streams');
  const { id } = await staying.hub.publish(draft('chat', 'while away'));
  const coming = await server('Streams');
  expect(coming.hub.history('chat').since(id - 1)).toMatchObject([{ text: 'while away' }]);
  expect(coming.heard).toEqual([]);
  await staying.hub.publish(draft('chat', 'after'));
  await vi.waitFor(() => expect(coming.heard).toEqual([`${id + 1} after`]));
  for (const { bus } of [staying, coming]) await bus.close();
});

test('with Streams nothing is lost when Redis stops and comes back', async () => {
  const [one, other] = [await server('Streams'), await server('Streams')];
  const acknowledged: string[] = [];
  const publish = async (text: string) => {
    const message = await one.hub.publish(draft('chat', text)).catch(() => undefined);
    if (message) acknowledged.push(`${message.id} ${text}`);
  };
  for (let number = 0; number < 40; number += 1) {
    if (number === 10) await redis.stop();
    if (number === 20) await redis.start();
    await publish(`n${number}`);
    if (number > 20) await pause(25);
  }
  expect(acknowledged.length).toBeGreaterThan(20);
  await vi.waitFor(() => expect(other.heard).toEqual(acknowledged), { timeout: 5_000 });
  for (const { bus } of [one, other]) await bus.close();
});

test('says what to do where Redis does not answer', async () => {
  const url = 'redis://user:secret@127.0.0.1:1';
  await expect(connectRedis(url)).rejects.toThrow('redis://127.0.0.1:1. Start redis-server');
});
