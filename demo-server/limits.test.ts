import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LIMITS } from './limits.ts';
import { type DemoServer, startDemoServer } from './server.ts';
import { ledgerOf } from './testing/ledger-of.ts';
import { sendJson } from './testing/requests.ts';
import { SocketClient } from './testing/socket-client.ts';

/** What a greedy or sleeping client can cost this server, and where it ends. */

let server: DemoServer;
beforeAll(async () => {
  server = await startDemoServer();
});
afterAll(() => server.close());

describe('a client that does not read', { timeout: 30_000 }, () => {
  test('is dropped from a WebSocket before it fills the memory', async () => {
    const client = await SocketClient.open(`${server.url}/ws/echo`, 'sleeper');
    client.socket.pause();
    for (let n = 0; n < 40; n += 1) client.send(new Uint8Array(1_000_000));
    const { connection } =
      (await ledgerOf(server)).find((e) => e.kind === 'open' && e.protocol === 'sleeper') ?? {};
    await expect
      .poll(async () => (await ledgerOf(server, connection)).at(-1), { timeout: 15_000 })
      .toMatchObject({ kind: 'close', code: 1006 });
    client.socket.resume();
    expect((await client.closed).code).toBe(1006);
  });

  test('is dropped from an event stream before it fills the memory', async () => {
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.pause();
    socket.write('GET /api/events/ticker HTTP/1.1\r\nHost: sleeper\r\n\r\n');
    const isOpen = async () =>
      (await ledgerOf(server)).find((e) => e.kind === 'open' && e.url.includes('sleeper'));
    await expect.poll(isOpen).toBeDefined();
    const { connection } = (await isOpen()) ?? {};
    await sendJson(server, 'PUT', '/api/settings', { rate: 500, payloadSize: 60_000 });
    await expect
      .poll(async () => (await ledgerOf(server, connection)).at(-1), { timeout: 15_000 })
      .toMatchObject({ kind: 'close', aborted: true });
    await sendJson(server, 'PUT', '/api/settings', { rate: 0 });
    socket.destroy();
  });
});

describe('a STOMP client', { timeout: 30_000 }, () => {
  const open = async () => {
    const client = await SocketClient.open(`${server.url}/stomp`);
    client.send('CONNECT\naccept-version:1.2\n\n\0');
    await client.next();
    return client;
  };

  const lastWord = async (client: SocketClient) => {
    await client.closed;
    return client.heard.at(-1);
  };

  test('that never acknowledges is told so in the end', async () => {
    const client = await open();
    client.send('SUBSCRIBE\nid:1\ndestination:/q\nack:client\n\n\0');
    for (let n = 0; n <= LIMITS.stompUnacknowledged; n += 1)
      client.send('SEND\ndestination:/q\n\n\0');
    expect(await lastWord(client)).toContain('messages are not acknowledged');
  });

  test.each([
    ['frames', LIMITS.stompTransactionFrames, ''],
    ['bytes', 5, 'x'.repeat(LIMITS.stompTransactionSize / 4)],
  ])('cannot fill a transaction with %s', async (_what, count, body) => {
    const client = await open();
    client.send('BEGIN\ntransaction:t\n\n\0');
    const frame = `SEND\ndestination:/q\ntransaction:t\n\n${body}\0`;
    // A frame of a megabyte goes in two messages, each within the limit of one.
    for (let n = 0; n < count; n += 1) client.send(frame.slice(0, 500_000), frame.slice(500_000));
    expect(await lastWord(client)).toContain('hold too much');
  });

  test('cannot subscribe without end', async () => {
    const client = await open();
    for (let n = 0; n <= LIMITS.stompSubscriptions; n += 1)
      client.send(`SUBSCRIBE\nid:${n}\ndestination:/q\n\n\0`);
    expect(await lastWord(client)).toContain('subscriptions');
  });

  test('cannot put more text on a topic than other transports carry', async () => {
    const client = await open();
    client.send(`SEND\ndestination:/topic/chat\n\n${'x'.repeat(LIMITS.text + 1)}\0`);
    expect(await lastWord(client)).toContain('at most');
  });
});
