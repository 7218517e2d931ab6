import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Balancer, createBalancer } from './balancer.ts';
import { Rotation } from './rotation.ts';

/** Milliseconds that the balancer waits for an answer to begin. */
const PATIENCE = 300;

let rotation: Rotation;
let balancer: Balancer;
let server: Server;
/** What the server was asked, and the sockets that were upgraded. */
let asked: IncomingMessage[];

const portOf = (one: Server) => (one.address() as AddressInfo).port;
const url = () => `http://127.0.0.1:${portOf(balancer)}`;

beforeEach(async () => {
  asked = [];
  server = createServer((message) => asked.push(message)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  rotation = new Rotation();
  rotation.set([{ id: 's1', port: portOf(server) }]);
  balancer = createBalancer(rotation, () => false, PATIENCE).listen(0, '127.0.0.1') as Balancer;
  await once(balancer, 'listening');
});
afterEach(() => {
  balancer.close();
  balancer.cut();
  server.close();
  server.closeAllConnections();
});

/** Asks with headers that fetch would not send; the answer, its body unread. */
function ask(headers: readonly string[], body?: string): Promise<IncomingMessage> {
  const method = body === undefined ? 'GET' : 'POST';
  const asking = request(url(), { method, headers: ['Host', 'demo.test', ...headers] });
  asking.end(body);
  return once(asking, 'response').then(([answer]) => answer as IncomingMessage);
}

function pairs(raw: readonly string[], ...names: string[]): string[] {
  const all = raw.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${raw[at + 1]}`] : []));
  return all.filter((line) => names.includes(line.split(':')[0] ?? ''));
}

describe('headers', () => {
  test('go on as they are, except those between neighbours', async () => {
    server.on('request', (_message, response) => {
      response.writeHead(200, [
        ...['X-Twice', '1', 'X-Twice', '2', 'Set-Cookie', 'a=1', 'Set-Cookie', 'b=2'],
        ...['Connection', 'close, X-Between', 'X-Between', 'us', 'Keep-Alive', 'timeout=1'],
      ]);
      response.end('done');
    });
    const answer = await ask([
      ...['X-Asked', 'a', 'X-Asked', 'b', 'Connection', 'keep-alive, X-Mine', 'X-Mine', 'no'],
      ...['TE', 'trailers', 'Cookie', 'c=1'],
    ]);
    const lines = asked[0]?.rawHeaders ?? [];
    expect(pairs(lines, 'Host', 'X-Asked', 'Cookie')).toEqual([
      ...['Host: demo.test', 'X-Asked: a', 'X-Asked: b', 'Cookie: c=1'],
    ]);
    expect(pairs(lines, 'X-Mine', 'TE')).toEqual([]);
    expect(pairs(answer.rawHeaders, 'X-Twice', 'Set-Cookie')).toEqual([
      ...['X-Twice: 1', 'X-Twice: 2', 'Set-Cookie: a=1', 'Set-Cookie: b=2'],
    ]);
    expect(answer.headers).not.toHaveProperty('x-between');
    expect(answer.headers.connection).not.toContain('close');
    expect(answer.headers['x-server-id']).toBe('s1');
    expect(await text(answer)).toBe('done');
  });

  test.each([
    [[], '127.0.0.1'],
    [['X-Forwarded-For', '192.0.2.7'], '192.0.2.7, 127.0.0.1'],
    [['X-Forwarded-For', 'a', 'X-Forwarded-For', 'b'], 'a, b, 127.0.0.1'],
  ])('%j: the server hears of %s', async (headers, expected) => {
    server.on('request', (_message, response) => response.end());
    await ask([...headers, 'X-Forwarded-Proto', 'https']);
    expect(pairs(asked[0]?.rawHeaders ?? [], 'X-Forwarded-For', 'X-Forwarded-Proto')).toEqual([
      `X-Forwarded-For: ${expected}`,
      'X-Forwarded-Proto: http',
    ]);
  });

  test.each([
    ['of known length', ['Content-Length', '5']],
    ['in chunks', ['Transfer-Encoding', 'chunked']],
    ['that is announced', ['Transfer-Encoding', 'chunked', 'Expect', '100-continue']],
  ])('a body %s arrives', async (_name, headers) => {
    server.on(
      'request',
      (message, response) => void text(message).then((body) => response.end(body)),
    );
    expect(await text(await ask(headers, 'hello'))).toBe('hello');
  });

  test('a request that names its server gets that one, or is told that it is away', async () => {
    server.on('request', (_message, response) => response.end());
    rotation.set([
      { id: 's1', port: 1 },
      { id: 's2', port: portOf(server) },
    ]);
    for (let again = 0; again < 3; again += 1)
      expect((await ask(['X-Server-Id', 's2'])).statusCode).toBe(200);
    const away = await ask(['X-Server-Id', 's9']);
    expect([away.statusCode, await text(away)]).toEqual([
      503,
      '{"error":"Server s9 is not up.","whatToDo":"Start it, or leave X-Server-Id out."}',
    ]);
  });
});

describe('a server that does not do as it should', () => {
  test('is refused for when it is not there', async () => {
    rotation.set([{ id: 's1', port: 1 }]);
    const answer = await ask([]);
    expect(answer.statusCode).toBe(502);
    expect(await text(answer)).toContain('Server s1 did not answer.');
  });

  test('is given up when it never begins to answer', async () => {
    const answer = await ask([]);
    expect(answer.statusCode).toBe(504);
    expect(await text(answer)).toContain('Server s1 did not answer in');
  });

  test('may take as long as it likes once it has begun', async () => {
    server.on('request', (_message, response) => {
      response.write('begun, ');
      setTimeout(() => response.end('ended'), PATIENCE * 2);
    });
    expect(await text(await ask([]))).toBe('begun, ended');
  });

  test('leaves its client with half an answer that does not look like a whole one', async () => {
    server.on('request', (_message, response) => {
      response.write('half');
      setTimeout(() => response.destroy(), 50);
    });
    await expect(text(await ask([]))).rejects.toThrow('aborted');
  });
});

const UPGRADE = 'GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
const AGREED = [
  'HTTP/1.1 101 Switching Protocols',
  ...['Connection: Upgrade', 'Upgrade: websocket', 'X-Server-Id: s1', '\r\n'],
].join('\r\n');

/** A client that asks for an upgrade. */
function upgrading(): Socket {
  const socket = connect({ port: portOf(balancer), host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => undefined);
  socket.write(UPGRADE);
  return socket;
}

/** Agrees to the next upgrade; the server's end of it. */
const upgraded = () =>
  new Promise<Duplex>((done) => {
    server.once('upgrade', (_request, socket: Duplex) => {
      socket.on('error', () => undefined);
      socket.write(AGREED);
      done(socket);
    });
  });

describe('an upgrade', () => {
  test('is refused with words where no server is up, also to who leaves at once', async () => {
    rotation.set([]);
    const refused = upgrading();
    const answer = await text(refused);
    expect(answer).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\n/);
    expect(answer).toContain('No server of the cluster is up.');
    upgrading().resetAndDestroy();
    refused.destroy();
  });

  test('is refused with 502 where the server is gone, with 504 where it hangs', async () => {
    server.on('upgrade', () => undefined);
    expect(await text(upgrading())).toMatch(/^HTTP\/1\.1 504 Gateway Timeout\r\n/);
    rotation.set([{ id: 's1', port: 1 }]);
    expect(await text(upgrading())).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n/);
  });

  test('that the server refuses is refused as the server does it', async () => {
    server.on('upgrade', (_request, socket: Duplex) =>
      socket.end('HTTP/1.1 403 Forbidden\r\nX-Server-Id: s1\r\nContent-Length: 2\r\n\r\nno'),
    );
    const answer = await text(upgrading());
    expect(answer).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
    expect(answer).toMatch(/\r\nX-Server-Id: s1\r\n[\w\W]*\r\n\r\nno$/);
  });

  test('carries bytes both ways, the first of them too', async () => {
    const accepted = upgraded();
    const client = upgrading();
    client.write('early');
    const socket = await accepted;
    let heard = '';
    socket.on('data', (data) => {
      heard += data;
    });
    client.end(' and late');
    await once(socket, 'end');
    expect(heard).toBe('early and late');
    socket.end('answer');
    expect(await text(client)).toBe(`${AGREED}answer`);
  });

  test('brings the client to its own server from then on where sessions are sticky', async () => {
    rotation.isSticky = true;
    const accepted = upgraded();
    const client = upgrading();
    (await accepted).end();
    expect(await text(client)).toContain('\r\nSet-Cookie: pushscope-server=s1; Path=/;');
  });

  test('gives a slow client everything that the server said before it ended', async () => {
    const accepted = upgraded();
    const client = upgrading();
    client.pause();
    const socket = await accepted;
    const size = 8 * 1024 * 1024;
    socket.end(Buffer.alloc(size));
    await pause(300);
    expect((await text(client)).length).toBe(AGREED.length + size);
  });

  test.each(['client', 'server'] as const)('ends for both when the %s is cut off', async (who) => {
    const accepted = upgraded();
    const client = upgrading();
    const socket = await accepted;
    await once(client, 'data');
    const [cut, other] = who === 'client' ? [client, socket] : [socket, client];
    other.resume();
    cut.destroy();
    await vi.waitFor(() => expect(other.destroyed || other.readableEnded).toBe(true));
  });
});
