import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoServer, startDemoServer } from '../server.ts';
import { ledgerOf } from '../testing/ledger-of.ts';
import { publish } from '../testing/requests.ts';
import { SocketClient } from '../testing/socket-client.ts';
import { decodeNews, encodeCommand } from '../wire/topic/binary.ts';

let server: DemoServer;
beforeAll(async () => {
  server = await startDemoServer();
});
afterAll(() => server.close());

const open = (path: string, ...protocols: string[]) =>
  SocketClient.open(server.url + path, ...protocols);

describe('topics over a WebSocket', () => {
  test('brings the messages of the topics joined, published any way', async () => {
    const client = await open('/ws?topic=room-a,room-b');
    expect(JSON.parse(await client.nextText())).toEqual({
      kind: 'welcome',
      topics: ['room-a', 'room-b'],
    });
    await publish(server, 'room-c', 'not for us');
    await publish(server, 'room-b', 'by POST');
    client.send(
      JSON.stringify({ kind: 'publish', topic: 'room-a', from: 'kim', text: 'by socket' }),
    );
    expect(JSON.parse(await client.nextText())).toMatchObject({
      kind: 'message',
      message: { topic: 'room-b', id: 1, text: 'by POST' },
    });
    expect(JSON.parse(await client.nextText())).toMatchObject({
      message: { topic: 'room-a', id: 1, from: 'kim', text: 'by socket' },
    });
    await client.close();
  });

  test('joins and leaves, and answers pings', async () => {
    const client = await open('/ws');
    client.send('{"kind":"subscribe","topic":"room-d"}', '{"kind":"unsubscribe","topic":"room-d"}');
    client.send('{"kind":"ping","at":42}');
    const heard = [];
    for (let n = 0; n < 4; n += 1) heard.push(JSON.parse(await client.nextText()));
    expect(heard).toEqual([
      { kind: 'welcome', topics: [] },
      { kind: 'welcome', topics: ['room-d'] },
      { kind: 'welcome', topics: [] },
      { kind: 'pong', at: 42 },
    ]);
    await client.close();
  });

  test('speaks the binary layout when asked, and reads both', async () => {
    const client = await open('/ws?topic=room-e&format=binary');
    client.send(encodeCommand({ kind: 'publish', topic: 'room-e', from: 'kim', text: '안녕' }));
    client.send('{"kind":"ping","at":1}');
    const news = [];
    for (let n = 0; n < 3; n += 1) {
      const message = await client.next();
      if (typeof message === 'string') throw new Error('text instead of binary');
      news.push(decodeNews(message));
    }
    expect(news).toMatchObject([
      { kind: 'welcome', topics: ['room-e'] },
      { kind: 'message', message: { from: 'kim', text: '안녕' } },
      { kind: 'pong', at: 1 },
    ]);
    await client.close();
  });

  test('says what it cannot read, and stays; too much of it ends the connection', async () => {
    const client = await open('/ws');
    await client.next();
    client.send('nonsense');
    expect(JSON.parse(await client.nextText())).toMatchObject({
      kind: 'error',
      error: expect.stringMatching(/./),
      whatToDo: expect.stringMatching(/./),
    });
    for (let n = 0; n < 100; n += 1) client.send(Uint8Array.of(0x77));
    expect(await client.closed).toEqual({ code: 1008, reason: 'too many errors' });
  });
});

describe('echo', () => {
  test('says back text and binary exactly, and the ledger has both ways', async () => {
    const client = await open('/ws/echo', 'first', 'second');
    expect(client.socket.protocol).toBe('first');
    client.send('안녕 {"close":', Uint8Array.of(0, 255), '', '{"close":1}');
    expect(await client.next()).toBe('안녕 {"close":');
    expect(await client.next()).toEqual(Uint8Array.of(0, 255));
    expect(await client.next()).toBe('');
    expect(await client.next()).toBe('{"close":1}');
    await client.close();
    const entries = await ledgerOf(server);
    const { connection } = entries.find((e) => e.kind === 'open' && e.protocol === 'first') ?? {};
    expect(entries.filter((e) => e.connection === connection)).toMatchObject([
      { kind: 'open', transport: 'websocket', url: `${server.url.replace('http', 'ws')}/ws/echo` },
      { direction: 'sent', type: 'text', text: '안녕 {"close":', size: 16 },
      { direction: 'received', type: 'text', size: 16 },
      { direction: 'sent', type: 'binary', base64: 'AP8=', size: 2 },
      { direction: 'received', type: 'binary', base64: 'AP8=' },
      { direction: 'sent', text: '' },
      { direction: 'received', text: '' },
      { direction: 'sent', text: '{"close":1}' },
      { direction: 'received', text: '{"close":1}' },
      { kind: 'close', code: 1005, messages: 8, lost: 0 },
    ]);
  });

  test.each([
    [1000, 1000],
    [1001, 1001],
    [1011, 1011],
    [4001, 4001],
    [1005, 1005],
    [1006, 1006],
  ])('closes with %i when asked', async (asked, code) => {
    const client = await open('/ws/echo');
    client.send(JSON.stringify({ close: asked, reason: 'as asked' }));
    const reason = asked === 1005 || asked === 1006 ? '' : 'as asked';
    expect(await client.closed).toEqual({ code, reason });
  });

  test('cuts a reason that is too long between two characters', async () => {
    const client = await open('/ws/echo');
    client.send(JSON.stringify({ close: 4000, reason: '안'.repeat(100) }));
    expect((await client.closed).reason).toBe('안'.repeat(41));
  });

  test('a message that is too large ends the connection with 1009', async () => {
    const client = await open('/ws/echo');
    client.send('x'.repeat(1024 * 1024 + 1));
    expect((await client.closed).code).toBe(1009);
  });
});

describe('flood', () => {
  test('sends every message, numbered, at its exact size, then closes with 1000', async () => {
    const client = await open('/ws/flood?count=3000&size=12');
    expect(await client.closed).toEqual({ code: 1000, reason: 'all sent' });
    expect(client.heard).toHaveLength(3000);
    expect(client.heard.every((message) => message.length === 12)).toBe(true);
    expect(client.heard.map((message) => Number.parseInt(String(message), 10))).toEqual(
      Array.from({ length: 3000 }, (_, number) => number),
    );
    expect(client.heard[7]).toBe('7 ..........');
  });

  test('keeps memory bounded when the client does not read', async () => {
    const client = await open('/ws/flood?count=20000&size=100000');
    client.socket.pause();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(process.memoryUsage().arrayBuffers).toBeLessThan(100_000_000);
    client.socket.terminate();
    expect((await client.closed).code).toBe(1006);
  });
});

describe('handshakes', () => {
  test.each([
    ['/nowhere', 404],
    ['/ws?topic=Not/A/Topic', 400],
    ['/ws?format=xml', 400],
    [`/ws?topic=${Array.from({ length: 65 }, (_, n) => `t${n}`).join(',')}`, 400],
    ['/ws/flood?count=0', 400],
    ['/ws/flood?count=x', 400],
    ['/ws/flood?count=1000&size=2', 400],
  ])('to %s is refused with %i, and that is in the ledger', async (path, status) => {
    await expect(open(path)).rejects.toThrow(`Unexpected server response: ${status}`);
    expect((await ledgerOf(server)).at(-1)).toMatchObject({ kind: 'close', status });
  });

  test('that are no WebSocket handshakes are answered in HTTP', async () => {
    const { connect } = await import('node:net');
    const socket = connect(server.port, '127.0.0.1');
    socket.write('GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n');
    let answer = '';
    for await (const piece of socket) answer += piece;
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toContain('"whatToDo"');
  });
});
