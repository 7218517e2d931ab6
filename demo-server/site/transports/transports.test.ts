import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import WebSocket from 'ws';
import { type DemoServer, startDemoServer } from '../../server.ts';
import { publish, sendJson } from '../../testing/requests.ts';
import { Feed } from '../model/feed.ts';
import { Lane } from '../model/lane.ts';
import { Watched } from '../model/watched.ts';
import { ledgerPath } from './client-name.ts';
import { LANE_DEFAULTS, type LaneOptions, TRANSPORTS, type TransportName } from './transport.ts';

/** The page's own clients against the real server, with the browser's globals lent by Node. */

let server: DemoServer;
const { fetch } = globalThis;
const lanes: Lane[] = [];

beforeAll(async () => {
  server = await startDemoServer();
  await sendJson(server, 'PUT', '/api/settings', { rate: 0 });
});
afterAll(() => server.close());
beforeEach(() => {
  vi.stubGlobal('location', { href: `${server.url}/`, hostname: '127.0.0.1' });
  vi.stubGlobal('WebSocket', Socket);
  vi.stubGlobal('fetch', (path: string, init?: RequestInit) =>
    fetch(new URL(path, server.url), init),
  );
});
afterEach(() => {
  for (const lane of lanes.splice(0)) lane.stop();
  vi.unstubAllGlobals();
});

/** As in a browser, an error that nobody listens for is no exception. */
class Socket extends WebSocket {
  constructor(url: string, protocols: string[]) {
    super(url, protocols);
    this.on('error', () => undefined);
  }
}

function start(topic: string, transport: TransportName, changes: Partial<LaneOptions> = {}) {
  const options = { ...LANE_DEFAULTS, period: 50, hold: 300, ...changes };
  const feed = new Feed();
  const lane = new Lane(topic, transport, feed, () => options);
  lanes.push(lane);
  lane.start();
  return { lane, texts: () => feed.rows.value.map(({ message }) => message.text).reverse() };
}

describe('page transports', () => {
  test.each<[TransportName, Partial<LaneOptions>]>([
    ['polling', { etag: true }],
    ['polling', { etag: false }],
    ['long-polling', {}],
    ['websocket', { format: 'json' }],
    ['websocket', { format: 'binary' }],
    ['websocket', { format: 'messagepack' }],
    ['websocket', { format: 'cbor' }],
    ['websocket', { format: 'protobuf' }],
    ['stomp', {}],
    ['streaming', {}],
    ['sockjs', { carrier: 'websocket' }],
    ['sockjs', { carrier: 'xhr-streaming' }],
    ['sockjs', { carrier: 'xhr-polling' }],
    ['socket-io', { start: 'polling' }],
    ['socket-io', { start: 'websocket' }],
    ['mqtt', { qos: 0 }],
    ['mqtt', { qos: 1 }],
    ['graphql', { fields: 'all' }],
    ['graphql', { fields: 'few' }],
    ['rsocket', {}],
    ['rsocket', { leases: true }],
  ])('%s %j brings every message once and in order', async (transport, changes) => {
    const topic = `${transport}-${Object.values(changes).join()}`;
    const { lane, texts } = start(topic, transport, changes);
    await expect.poll(() => lane.status.value.kind).not.toBe('connecting');
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (const text of ['one', 'two\nlines', '셋']) await publish(server, topic, text);
    await expect.poll(texts).toEqual(['one', 'two\nlines', '셋']);
    expect(lane.messages.value).toBe(3);
    expect(lane.bytes.value).toBeGreaterThan(0);
  });

  test.each([true, false])('polling without news counts empty answers (ETag: %s)', async (etag) => {
    const { lane } = start('silence', 'polling', { etag });
    await expect.poll(() => lane.emptyAnswers.value).toBeGreaterThan(2);
    expect(lane.messages.value).toBe(0);
  });

  test('a poll says what it was answered, and asks again when the server advises', async () => {
    await publish(server, 'advice', 'one');
    const { lane } = start('advice', 'polling', { pace: 'adaptive', period: 60_000 });
    await expect.poll(() => lane.notModified.value).toBeGreaterThan(0);
    expect(lane.answer.value).toMatchObject({ status: 304, messages: 0, bytes: 0, cursor: 1 });
    const { advised = 0 } = lane.answer.value ?? {};
    expect(advised).toBeGreaterThanOrEqual(200);
    expect(advised).toBeLessThan(60_000);
  });

  test('a long poll gathers what comes soon after the first', async () => {
    const { lane, texts } = start('gathered', 'long-polling', { batch: 400, hold: 20_000 });
    await expect.poll(() => lane.status.value.kind).toBe('held');
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (const text of ['one', 'two', 'three']) await publish(server, 'gathered', text);
    await expect.poll(texts).toEqual(['one', 'two', 'three']);
    expect(lane.answer.value).toMatchObject({ status: 200, messages: 3, cursor: 3 });
  });

  test.each<[TransportName, Partial<LaneOptions>, RegExp]>([
    ['websocket', { format: 'json' }, /^a2 is taken by X\. Free are a1/],
    ['websocket', { format: 'binary' }, /^a2 is taken by X\. Free are a1/],
    ['websocket', { format: 'cbor' }, /^a2 is taken by X\. Free are a1/],
    ['websocket', { format: 'protobuf' }, /^a2 is taken by X\. Free are a1/],
    ['stomp', {}, /^ERROR a2 is taken by X\. Free are a1/],
    ['socket-io', {}, /^a2 is taken by X\.$/],
    ['graphql', {}, /^a2 is taken by X\.$/],
    ['rsocket', { saying: 'request-response' }, /a2 is taken by X\./],
    ['rsocket', { saying: 'channel' }, /a2 is taken by X\./],
  ])('%s %j says what the server refused, and why', async (transport, changes, reason) => {
    await publish(server, 'board', 'new');
    await publish(server, 'board', 'X a2');
    const { lane } = start('board', transport, changes);
    await expect.poll(() => lane.publish('kim', 'O a2')).toBe(true);
    await expect.poll(() => lane.complaint.value?.reason).toMatch(reason);
  });

  test.each<[TransportName, Partial<LaneOptions>]>([
    ['websocket', { format: 'json' }],
    ['websocket', { format: 'messagepack' }],
    ['websocket', { format: 'cbor' }],
    ['websocket', { format: 'protobuf' }],
  ])('%s %j says what could not be read, and goes on', async (transport, changes) => {
    const topic = `torn-${transport}-${Object.values(changes).join()}`;
    const { lane, texts } = start(topic, transport, changes);
    await expect.poll(() => lane.isLive.value).toBe(true);
    await sendJson(server, 'POST', '/api/faults', { kind: 'truncated', times: 1 });
    await publish(server, topic, 'torn');
    await expect.poll(() => lane.complaint.value?.kind).toBe('unreadable');
    await publish(server, topic, 'whole');
    await expect.poll(texts).toEqual(['whole']);
    expect(lane.complaint.value).toBeUndefined();
  });

  test('a long poll shows since when it is held, and asks again after its time', async () => {
    const { lane } = start('silence', 'long-polling');
    await expect.poll(() => lane.status.value).toMatchObject({ kind: 'held' });
    await expect.poll(() => lane.requests.value).toBeGreaterThan(1);
    expect(lane.emptyAnswers.value).toBeGreaterThan(0);
  });

  test.each<[TransportName, Partial<LaneOptions>]>([
    ['websocket', { format: 'json' }],
    ['websocket', { format: 'binary' }],
    ['websocket', { format: 'messagepack' }],
    ['websocket', { format: 'cbor' }],
    ['websocket', { format: 'protobuf' }],
    ['stomp', {}],
    ['sockjs', { carrier: 'websocket' }],
    ['sockjs', { carrier: 'xhr-streaming' }],
    ['sockjs', { carrier: 'xhr-polling' }],
    ['socket-io', {}],
    ['mqtt', { qos: 1 }],
    ['graphql', {}],
    ['rsocket', { saying: 'request-response' }],
    ['rsocket', { saying: 'fire-and-forget' }],
    ['rsocket', { saying: 'channel' }],
    ['rsocket', { leases: true }],
  ])('%s %j publishes over its own connection', async (transport, changes) => {
    const { lane, texts } = start('chat', transport, changes);
    const text = `said over ${transport} ${JSON.stringify(changes)}`;
    await expect.poll(() => lane.publish('kim', text)).toBe(true);
    await expect.poll(texts).toContain(text);
  });

  test.each<TransportName>([
    'polling',
    'sockjs',
    'socket-io',
    'websocket',
    'stomp',
    'mqtt',
    'graphql',
    'rsocket',
  ])('%s writes down what crosses', async (transport) => {
    const watched = new Watched(transport, 'chat', () => LANE_DEFAULTS);
    watched.start();
    await expect.poll(() => watched.status.value.kind).toMatch(/open|resting/);
    watched.stop();
    expect(watched.tally.requests).toBeGreaterThan(0);
    expect(watched.tally.head).toBeGreaterThan(300);
  });

  test.each(TRANSPORTS.filter((one) => one !== 'sse'))(
    '%s has its connections in the ledger under its client’s name, and nobody else’s',
    async (transport) => {
      const watched = new Watched(transport, 'named', () => LANE_DEFAULTS);
      const { lane } = start('named', transport);
      watched.start();
      await expect.poll(() => watched.status.value.kind).toMatch(/open|resting|held/);
      await expect.poll(() => lane.status.value.kind).toMatch(/open|resting|held/);
      const text = await (await fetch(server.url + ledgerPath(watched.client))).text();
      watched.stop();
      const opened = text.split('\n').filter((line) => line.includes('"kind":"open"'));
      expect(opened.length).toBeGreaterThan(0);
      for (const line of opened) expect(line).toContain(watched.client);
    },
  );

  test('SockJS takes another way where WebSocket is refused, and WebSocket where it is not', async () => {
    const watched = new Watched('sockjs', 'auto', () => ({ ...LANE_DEFAULTS, carrier: 'auto' }));
    const labels = () => watched.shown.value.seen.map(({ crossing }) => crossing.label).join();
    watched.start();
    await expect.poll(() => watched.status.value.kind).toBe('open');
    watched.stop();
    expect(labels()).not.toContain('xhr_streaming');
    const blocked = { kind: 'status', status: 503, for: { url: `${watched.client}/websocket` } };
    await sendJson(server, 'POST', '/api/faults', blocked);
    watched.start();
    await expect.poll(labels).toContain('xhr_streaming');
    await expect.poll(() => watched.status.value.kind).toBe('open');
    watched.stop();
  });

  test('a lane that is stopped is off, and cannot publish', async () => {
    const { lane } = start('chat', 'websocket');
    await expect.poll(() => lane.status.value.kind).toBe('open');
    lane.stop();
    expect(lane.status.value.kind).toBe('off');
    expect(lane.publish('kim', 'no')).toBe(false);
  });

  test('a lane says that it will try again when the server refuses', async () => {
    const { lane } = start('Not A Topic', 'polling');
    await expect.poll(() => lane.status.value).toEqual({ kind: 'retrying', reason: 'HTTP 400' });
  });
});
