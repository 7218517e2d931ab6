import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { LIMITS } from '../limits.ts';
import { type DemoServer, startDemoServer } from '../server.ts';
import { SocketClient } from '../testing/socket-client.ts';

let server: DemoServer;
beforeAll(async () => {
  server = await startDemoServer({ site: 'no-site' });
});
afterAll(() => server.close());

const from = (origin: string) => ({ headers: { origin } });

describe('a page of another origin', () => {
  test.each(['http://evil.test', 'null', 'http://127.0.0.1'])('%s is refused', async (origin) => {
    const answer = await fetch(`${server.url}/api/poll/chat`, from(origin));
    expect(answer.status).toBe(403);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws`, { origin });
    const [, response] = await once(socket, 'unexpected-response');
    expect(response.statusCode).toBe(403);
  });

  test('is no page of this server’s own', async () => {
    expect((await fetch(`${server.url}/api/poll/chat`, from(server.url))).status).toBe(200);
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws`, { origin: server.url });
    await once(socket, 'open');
    socket.close();
  });
});

test('pages come with headers that let nothing foreign run', async () => {
  const { headers } = await fetch(server.url);
  expect(headers.get('content-security-policy')).toContain("default-src 'self'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
});

test('metrics say what is open and what passed, in Prometheus’ format', async () => {
  const client = await SocketClient.open(`${server.url}/ws?topic=chat`);
  await client.next();
  const answer = await fetch(`${server.url}/metrics`);
  expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  const text = await answer.text();
  expect(text).toMatch(/^pushscope_connections\{transport="websocket"\} 1$/m);
  expect(text).toMatch(
    /^pushscope_messages_total\{transport="websocket",direction="received"\} \d+$/m,
  );
  expect(text).toMatch(/^pushscope_bus\{kind="memory"\} 1$/m);
  expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
  await client.close();
});

describe('anything at all', () => {
  const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'];
  const PATHS = [
    '/api/poll/chat',
    '/api/long-poll/chat?timeout=1',
    '/api/stream',
    '/api/settings',
    '/api/topics/chat/messages',
    '/api/sign-in',
    '/secure/api/poll/chat',
    '/api/ledger',
    '/metrics',
    '/%00',
    '/',
  ];

  test('as a request body never ends the server', async () => {
    const property = fc.asyncProperty(
      fc.constantFrom(...METHODS),
      fc.constantFrom(...PATHS),
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom('application/json', 'text/plain', 'x/y; z', ''),
      async (method, path, bytes, type) => {
        const body = method === 'GET' || method === 'HEAD' ? {} : { body: Buffer.from(bytes) };
        const about = { method, headers: { 'content-type': type }, ...body };
        const answer = await fetch(server.url + path, about);
        expect(answer.status).toBeLessThan(500);
        await answer.body?.cancel();
      },
    );
    await fc.assert(property, { numRuns: 150 });
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  test('as the bytes of a connection never ends the server', async () => {
    const head = fc.constantFrom(
      '',
      'GET / HTTP/1.1\r\n',
      'POST /api/stream HTTP/1.1\r\nHost: x\r\n',
    );
    const property = fc.asyncProperty(
      head,
      fc.uint8Array({ maxLength: 300 }),
      async (start, bytes) => {
        const socket = connect(server.port, '127.0.0.1');
        socket.on('error', () => undefined);
        socket.end(Buffer.concat([Buffer.from(start), bytes]));
        socket.resume();
        await once(socket, 'close');
      },
    );
    await fc.assert(property, { numRuns: 100 });
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  test.each(['/ws', '/ws?format=binary', '/ws/echo', '/stomp', '/secure/stomp'])(
    'as messages to %s never ends the server',
    async (path) => {
      const word = fc.constantFrom('CONNECT\naccept-version:1.2\n\n\0', 'SEND\n', '\0', '{"kind":');
      const part = fc.oneof(word, fc.string({ unit: 'binary', maxLength: 40 }));
      const message = fc.oneof(
        fc.array(part, { maxLength: 4 }).map((parts) => parts.join('')),
        fc.uint8Array({ maxLength: 60 }),
      );
      const property = fc.asyncProperty(fc.array(message, { maxLength: 8 }), async (messages) => {
        const client = await SocketClient.open(server.url + path);
        client.send(...messages);
        client.socket.close();
        await client.closed;
      });
      await fc.assert(property, { numRuns: 60 });
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    },
  );
});

describe('too much of one client', () => {
  // A server of its own: what is too much here would be refused to the other tests as well.
  let patient: DemoServer;
  beforeAll(async () => {
    patient = await startDemoServer({ site: 'no-site' });
  });
  afterAll(() => patient.close());

  test('of requests gets 429, and when to come again', async () => {
    const socket = connect(patient.port, '127.0.0.1');
    const request = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n';
    socket.write(request.repeat(LIMITS.requestsPerSecond * 3));
    let heard = '';
    const refused = /HTTP\/1\.1 429[\w\W]*?\r\n\r\n/;
    for await (const data of socket) {
      heard += data;
      if (refused.test(heard)) break;
    }
    expect(refused.exec(heard)?.[0]).toContain('retry-after: 1\r\n');
  });

  test('of WebSocket messages is closed with 1008', async () => {
    const client = await SocketClient.open(`${patient.url}/ws`);
    for (let sent = 0; sent < LIMITS.socketMessagesPerSecond * 3; sent += 1) client.send('{}');
    expect((await client.closed).code).toBe(1008);
  });
});
