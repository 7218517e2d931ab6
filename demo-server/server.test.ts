import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isLoopback } from './listen.ts';
import { type DemoServer, startDemoServer } from './server.ts';
import { SocketClient } from './testing/socket-client.ts';

describe('starting', () => {
  test('listens where only this machine reaches it, unless told', async () => {
    const server = await startDemoServer();
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
    await server.close();
    const open = ['127.0.0.1', '127.9.9.9', '::1', 'localhost', '0.0.0.0', '192.168.1.2', '::'];
    expect(open.map(isLoopback)).toEqual([true, true, true, true, false, false, false]);
  });

  test('says when the port is in use, or takes the next free one if asked', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(startDemoServer({ port })).rejects.toThrow(`Port ${port} is in use`);
    const server = await startDemoServer({ port, nextFreePort: true });
    expect(server.port).toBeGreaterThan(port);
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
    await server.close();
    other.close();
  });

  test('shows how to build the page where it is not built', async () => {
    const server = await startDemoServer({ site: '/nowhere' });
    expect(await (await fetch(server.url)).text()).toContain('npm run build');
    await server.close();
  });
});

test('closing ends every connection as its protocol wants it, within a second', async () => {
  const server = await startDemoServer();
  const [socket, stomp] = await Promise.all([
    SocketClient.open(`${server.url}/ws?topic=chat`),
    SocketClient.open(`${server.url}/stomp`),
  ]);
  const deaf = await SocketClient.open(`${server.url}/ws/echo`);
  deaf.socket.pause();
  const stream = await fetch(`${server.url}/api/events/chat`);
  const held = fetch(`${server.url}/api/long-poll/chat`);
  const slow = fetch(`${server.url}/api/slow?delay=60000`);
  const unfinished = connect(server.port, '127.0.0.1');
  unfinished.write('POST /api/stream HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n');
  unfinished.on('error', () => undefined);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const started = performance.now();
  await server.close();
  expect(performance.now() - started).toBeLessThan(1000);
  expect((await socket.closed).code).toBe(1001);
  expect((await stomp.closed).code).toBe(1001);
  expect(await stream.text()).toContain('retry:');
  expect((await held).status).toBe(503);
  expect((await slow).ok).toBe(true);
  deaf.socket.resume();
  await deaf.closed;
});

describe('nothing a client sends ends the process', { timeout: 30_000 }, () => {
  let server: DemoServer;
  beforeAll(async () => {
    server = await startDemoServer();
  });
  afterAll(() => server.close());

  const isAlive = async () => expect((await fetch(`${server.url}/api`)).status).toBe(200);

  test.each([
    ...['json', 'binary', 'messagepack', 'cbor', 'protobuf'].map((name) => `/ws?format=${name}`),
    ...['/ws?topic=chat', '/ws/echo', '/stomp', '/rsocket'],
  ])('random messages at %s', async (path) => {
    const message = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.constantFrom('CONNECT\n\n\0', '\n', 'SEND\ndestination:/topic/chat\n\n'),
    );
    const check = fc.asyncProperty(fc.array(message, { maxLength: 20 }), async (messages) => {
      const client = await SocketClient.open(server.url + path);
      client.send(...messages);
      await client.close();
    });
    await fc.assert(check, { numRuns: 40 });
    await isAlive();
  });

  test.each(['', '/ws', '/stomp', '/api/poll/chat', '/api/stream', '/api/settings'])(
    'random bytes on the connection, at %j',
    async (path) => {
      const check = fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (bytes) => {
        const socket = connect(server.port, '127.0.0.1');
        socket.on('error', () => undefined);
        if (path)
          socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n`);
        socket.end(bytes);
        socket.resume();
        await new Promise((resolve) => socket.once('close', resolve));
      });
      await fc.assert(check, { numRuns: 40 });
      await isAlive();
    },
  );

  test('random frames behind a good handshake', async () => {
    const handshake = [
      'GET /stomp HTTP/1.1',
      'Host: x',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ].join('\r\n');
    const check = fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (bytes) => {
      const socket = connect(server.port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write(`${handshake}\r\n\r\n`);
      socket.end(bytes);
      socket.resume();
      await new Promise((resolve) => socket.once('close', resolve));
    });
    await fc.assert(check, { numRuns: 60 });
    await isAlive();
  });
});
