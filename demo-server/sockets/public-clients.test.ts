import { Client as StompClient } from '@stomp/stompjs';
import { createClient } from 'graphql-ws';
import mqtt from 'mqtt';
import { io, type Socket } from 'socket.io-client';
import SockJS from 'sockjs-client';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import WebSocket from 'ws';
import { type DemoServer, startDemoServer } from '../server.ts';
import { ledgerOf } from '../testing/ledger-of.ts';
import { publish, sendJson } from '../testing/requests.ts';

/** The libraries that applications use, each against this server: everybody hears everybody. */

let server: DemoServer;
/** Of a test alone. */
let own: DemoServer;
beforeAll(async () => {
  server = await startDemoServer({ site: 'no-site' });
  await sendJson(server, 'PUT', '/api/settings', { rate: 0 });
});
afterAll(() => server.close());

const recent = async (topic: string) => {
  const answer = await fetch(`${server.url}/api/poll/${topic}`);
  return ((await answer.json()) as { messages: { from: string; text: string }[] }).messages;
};

describe('MQTT.js', () => {
  test('publishes and hears', async () => {
    const client = await mqtt.connectAsync(`${server.url.replace('http', 'ws')}/mqtt`, {
      protocolVersion: 4,
      clientId: 'kim',
    });
    const topic = 'mqtt';
    const heard: { topic: string; text: string }[] = [];
    client.on('message', (name, payload) =>
      heard.push({ topic: name, text: JSON.parse(String(payload)).text }),
    );
    await client.subscribeAsync([`topic/${topic}`, 'private/#'], { qos: 1 });
    await publish(server, topic, 'by HTTP');
    await client.publishAsync(`topic/${topic}`, '{"from":"kim","text":"by MQTT"}', { qos: 1 });
    await client.publishAsync('private/room', '{"text":"ours alone"}', { qos: 2 });
    await vi.waitFor(() => expect(heard).toHaveLength(3));
    expect(heard.map(({ text }) => text).sort()).toEqual(['by HTTP', 'by MQTT', 'ours alone']);
    expect(await recent(topic)).toMatchObject([
      { text: 'by HTTP' },
      { from: 'kim', text: 'by MQTT' },
    ]);
    await client.endAsync();
  });

  test('writes words that are no JSON in its own name', async () => {
    const client = await mqtt.connectAsync(`${server.url.replace('http', 'ws')}/mqtt`, {
      clientId: 'lee',
    });
    await client.publishAsync('topic/words', 'just words', { qos: 1 });
    expect(await recent('words')).toMatchObject([{ from: 'lee', text: 'just words' }]);
    await client.endAsync();
  });
});

describe('graphql-ws', () => {
  test('asks, publishes and subscribes', async () => {
    const url = `${server.url.replace('http', 'ws')}/graphql`;
    const client = createClient({ url, webSocketImpl: WebSocket });
    const news = client.iterate({
      query: 'subscription { messages(topic: "graph") { id text from } }',
    });
    const first = news.next();
    await vi.waitFor(async () =>
      expect(JSON.stringify(await ledgerOf(server))).toContain('subscribe'),
    );
    const mutation = 'mutation { publish(topic: "graph", from: "kim", text: "hello") { id } }';
    const answer = await client.iterate({ query: mutation }).next();
    expect(answer.value).toEqual({ data: { publish: { id: 1 } } });
    const message = { id: 1, text: 'hello', from: 'kim' };
    expect((await first).value).toEqual({ data: { messages: message } });
    const history = await client.iterate({ query: '{ history(topic: "graph") { text } }' }).next();
    expect(history.value).toEqual({ data: { history: [{ text: 'hello' }] } });
    const wrong = await client.iterate({ query: '{ history(topic: "NO!") { text } }' }).next();
    expect(JSON.stringify(wrong.value)).toContain('no name of a topic');
    await news.return?.();
    await client.dispose();
  });
});

describe('socket.io-client', () => {
  test.each([[['polling']], [['websocket']], [['polling', 'websocket']]])(
    'over %j',
    async (transports) => {
      const socket: Socket = io(server.url, { transports, forceNew: true });
      const heard: string[] = [];
      socket.on('message', ({ text }: { text: string }) => heard.push(text));
      const topic = `sio-${transports.join('-')}`;
      expect(await socket.emitWithAck('join', topic)).toEqual({ ok: true });
      await publish(server, topic, 'by HTTP');
      const sent = { topic, from: 'kim', text: 'by Socket.IO' };
      expect(await socket.emitWithAck('publish', sent)).toMatchObject({
        ok: true,
        message: { id: 2 },
      });
      await vi.waitFor(() => expect(heard).toEqual(['by HTTP', 'by Socket.IO']));
      const refused = await socket.emitWithAck('publish', { topic, from: '' });
      expect(refused).toMatchObject({ ok: false, error: expect.stringContaining('text') });
      await socket.emitWithAck('leave', topic);
      await publish(server, topic, 'unheard');
      expect(heard).toHaveLength(2);
      socket.disconnect();
      const inLedger = (await ledgerOf(server)).filter((e) => e.transport === 'socket.io');
      expect(JSON.stringify(inLedger)).toContain('by Socket.IO');
    },
  );

  test('is refused on pages of other origins', async () => {
    const answer = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`, {
      headers: { origin: 'http://evil.test' },
    });
    expect(answer.status).toBe(403);
  });
});

describe('sockjs-client with @stomp/stompjs inside', () => {
  test.each(['websocket', 'xhr-streaming', 'xhr-polling', 'eventsource'])(
    'over %s',
    async (transport) => {
      const client = new StompClient({
        webSocketFactory: () => new SockJS(`${server.url}/sockjs`, null, { transports: transport }),
        heartbeatIncoming: 0,
        heartbeatOutgoing: 0,
      });
      const heard: string[] = [];
      const ready = new Promise<void>((done) => {
        client.onConnect = () => {
          client.subscribe('/topic/chat', ({ body }) => heard.push(body));
          client.watchForReceipt('r', () => done());
          client.subscribe(`/topic/${transport}`, ({ body }) => heard.push(body), { receipt: 'r' });
        };
      });
      client.activate();
      await ready;
      await publish(server, 'chat', `for ${transport}`);
      client.publish({ destination: `/topic/${transport}`, body: 'in the room' });
      await vi.waitFor(() => expect(heard).toHaveLength(2));
      expect(heard[0]).toContain(`for ${transport}`);
      expect(heard[1]).toBe('in the room');
      await client.deactivate();
    },
  );

  test('is refused on pages of other origins, whatever it travels over', async () => {
    const about = { method: 'POST', headers: { origin: 'http://evil.test' } };
    const answer = await fetch(`${server.url}/sockjs/000/abcdefgh/xhr_streaming`, about);
    expect(answer.status).toBe(403);
    const url = `${server.url.replace('http', 'ws')}/sockjs/websocket`;
    const socket = new WebSocket(url, { origin: 'http://evil.test' });
    await expect(new Promise((_, fail) => socket.once('error', fail))).rejects.toThrow('403');
  });
});

test('MQTT.js with version 5 is told that it is not spoken here', async () => {
  const url = `${server.url.replace('http', 'ws')}/mqtt`;
  const options = { protocolVersion: 5, reconnectPeriod: 0 } as const;
  await expect(mqtt.connectAsync(url, options)).rejects.toThrow('Unacceptable protocol version');
});

test.each([
  [
    'Socket.IO',
    () => io(own.url, { transports: ['websocket'], forceNew: true, reconnection: false }),
  ],
  ['SockJS', () => new SockJS(`${own.url}/sockjs`, null, { transports: 'websocket' })],
])('an open %s connection holds up neither a restart nor the end', async (_, connect) => {
  own = await startDemoServer({ site: 'no-site' });
  const client = connect();
  const isOpen = async () => (await ledgerOf(own)).some(({ transport }) => /sock/.test(transport));
  await vi.waitFor(async () => expect(await isOpen()).toBe(true));
  await sendJson(own, 'POST', '/api/faults', { kind: 'restart', milliseconds: 50 });
  const health = () => fetch(`${own.url}/healthz`).then(({ status }) => status);
  await vi.waitFor(() => expect(health()).rejects.toThrow());
  await vi.waitFor(async () => expect(await health()).toBe(200), 5_000);
  const again = connect();
  await vi.waitFor(async () => expect(await isOpen()).toBe(true));
  await own.close();
  for (const one of [client, again]) one.close();
});
