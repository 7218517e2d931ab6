import { Client, type IFrame, type IMessage, Versions } from '@stomp/stompjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { LIMITS } from '../../limits.ts';
import { type DemoServer, startDemoServer } from '../../server.ts';
import { publish } from '../../testing/requests.ts';

/** The public client, in every version, against our broker. */

let server: DemoServer;
beforeAll(async () => {
  server = await startDemoServer();
});
afterAll(() => server.close());

interface ClientOptions {
  readonly heartBeat?: number;
  readonly login?: string;
}

async function connected(version: string, options: ClientOptions = {}): Promise<Client> {
  const versions = new Versions([version]);
  const url = `${server.url.replace('http', 'ws')}/stomp`;
  const client = new Client({
    stompVersions: versions,
    webSocketFactory: () => new WebSocket(url, versions.protocolVersions()),
    heartbeatIncoming: options.heartBeat ?? 0,
    heartbeatOutgoing: options.heartBeat ?? 0,
    reconnectDelay: 0,
    ...(options.login && { connectHeaders: { login: options.login } }),
  });
  await new Promise<void>((resolve, reject) => {
    client.onConnect = () => resolve();
    client.onStompError = (frame) => reject(new Error(frame.headers.message));
    client.activate();
  });
  return client;
}

function collect(client: Client, destination: string, headers = {}): IMessage[] {
  const heard: IMessage[] = [];
  client.subscribe(destination, (message) => heard.push(message), headers);
  return heard;
}

/** Resolves when the broker has carried out everything sent before. */
function receipt(client: Client, send: (receipt: string) => void): Promise<IFrame> {
  const id = `r-${Math.random()}`;
  return new Promise((resolve) => {
    client.watchForReceipt(id, resolve);
    send(id);
  });
}

const settled = (client: Client) =>
  receipt(client, (id) =>
    client.publish({ destination: '/topic/nobody', headers: { receipt: id } }),
  );

describe.each(['1.0', '1.1', '1.2'])('STOMP %s with @stomp/stompjs', (version) => {
  test('agrees on the version', async () => {
    const client = await connected(version);
    expect(client.connectedVersion).toBe(version);
    await client.deactivate();
  });

  test('delivers to the subscribers of a destination, and to nobody else', async () => {
    const [speaker, listener, other] = await Promise.all([
      connected(version),
      connected(version),
      connected(version),
    ]);
    const heard = collect(listener, '/topic/room1');
    const own = collect(speaker, '/topic/room1');
    const elsewhere = collect(other, '/topic/room2');
    await Promise.all([speaker, listener, other].map(settled));
    speaker.publish({
      destination: '/topic/room1',
      body: 'héllo\n안녕',
      headers: { mood: 'fine' },
    });
    await settled(speaker);
    await expect.poll(() => heard.length).toBe(1);
    expect(heard[0]?.body).toBe('héllo\n안녕');
    expect(heard[0]?.headers).toMatchObject({ destination: '/topic/room1', mood: 'fine' });
    expect(own).toHaveLength(1);
    await settled(other);
    expect(elsewhere).toEqual([]);
    await Promise.all([speaker, listener, other].map((client) => client.deactivate()));
  });

  test('delivers bytes that are no text', async () => {
    const client = await connected(version);
    const heard = collect(client, '/topic/bytes');
    const bytes = Uint8Array.of(0, 255, 10, 0, 128);
    client.publish({ destination: '/topic/bytes', binaryBody: bytes });
    await expect.poll(() => heard.length).toBe(1);
    expect(new Uint8Array(heard[0]?.binaryBody ?? [])).toEqual(bytes);
    await client.deactivate();
  });

  test('joins the topics that other transports bring', async () => {
    const client = await connected(version);
    const heard = collect(client, '/topic/chat');
    await settled(client);
    await publish(server, 'chat', 'by POST');
    client.publish({ destination: '/topic/chat', body: '{"from":"kim","text":"by STOMP"}' });
    await expect.poll(() => heard.length).toBe(2);
    expect(JSON.parse(heard[0]?.body ?? '')).toMatchObject({ from: 'test', text: 'by POST' });
    expect(heard[1]?.body).toBe('{"from":"kim","text":"by STOMP"}');
    const polled = await (await fetch(`${server.url}/api/poll/chat`)).json();
    expect(polled.messages.at(-1)).toMatchObject({ from: 'kim', text: 'by STOMP' });
    await client.deactivate();
  });

  test('holds what is sent in a transaction until COMMIT, and forgets it on ABORT', async () => {
    const client = await connected(version);
    const heard = collect(client, `/topic/tx-${version}`);
    const say = (body: string, transaction: string) =>
      client.publish({ destination: `/topic/tx-${version}`, body, headers: { transaction } });
    const [kept, dropped] = [client.begin(), client.begin()];
    say('one', kept.id);
    say('never', dropped.id);
    say('two', kept.id);
    await settled(client);
    expect(heard).toEqual([]);
    dropped.abort();
    kept.commit();
    await settled(client);
    await expect.poll(() => heard.map(({ body }) => body)).toEqual(['one', 'two']);
    await client.deactivate();
  });

  test('takes acknowledgements in mode client', async () => {
    const client = await connected(version);
    const heard = collect(client, `/topic/ack-${version}`, { ack: 'client' });
    for (const body of ['a', 'b', 'c'])
      client.publish({ destination: `/topic/ack-${version}`, body });
    await expect.poll(() => heard.length).toBe(3);
    heard[1]?.ack();
    if (version === '1.0') heard[2]?.ack();
    else heard[2]?.nack();
    await settled(client);
    expect(client.connected).toBe(true);
    await client.deactivate();
  });

  test('brings what is sent to a user to that user alone', async () => {
    const [kim, lee] = [
      await connected(version, { login: 'kim' }),
      await connected(version, { login: 'lee' }),
    ];
    const [toKim, toLee] = [collect(kim, '/user/queue/notes'), collect(lee, '/user/queue/notes')];
    await Promise.all([kim, lee].map(settled));
    lee.publish({ destination: '/user/kim/queue/notes', body: 'for kim' });
    await expect.poll(() => toKim.length).toBe(1);
    expect(toKim[0]?.headers.destination).toBe('/user/queue/notes');
    await settled(lee);
    expect(toLee).toEqual([]);
    await Promise.all([kim, lee].map((client) => client.deactivate()));
  });

  test('stops delivering after UNSUBSCRIBE', async () => {
    const client = await connected(version);
    const heard: IMessage[] = [];
    const destination = `/topic/left-${version}`;
    const subscription = client.subscribe(destination, (message) => heard.push(message));
    client.publish({ destination, body: 'before' });
    await expect.poll(() => heard.length).toBe(1);
    subscription.unsubscribe();
    client.publish({ destination, body: 'after' });
    await settled(client);
    expect(heard.map(({ body }) => body)).toEqual(['before']);
    await client.deactivate();
  });

  test('answers DISCONNECT with its receipt, then closes', async () => {
    const client = await connected(version);
    const disconnected = new Promise<IFrame>((resolve) => {
      client.onDisconnect = resolve;
    });
    const closed = new Promise<number>((resolve) => {
      client.onWebSocketClose = ({ code }) => resolve(code);
    });
    await client.deactivate();
    expect((await disconnected).command).toBe('RECEIPT');
    expect(await closed).toBe(1000);
  });
});

test.each(['1.1', '1.2'])(
  'STOMP %s keeps a silent connection alive by heart-beats',
  async (version) => {
    const client = await connected(version, { heartBeat: 300 });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(client.connected).toBe(true);
    await client.deactivate();
  },
);

test.each(['1.1', '1.2'])(
  'STOMP %s delivers again what NACK refuses, a few times',
  async (version) => {
    const client = await connected(version);
    const destination = `/topic/nack-${version}`;
    const heard: IMessage[] = [];
    client.subscribe(
      destination,
      (message) => {
        heard.push(message);
        message.nack();
      },
      { ack: 'client-individual' },
    );
    client.publish({ destination, body: 'unwanted' });
    await expect.poll(() => heard.length).toBe(LIMITS.stompAttempts);
    await settled(client);
    expect(heard.map(({ headers }) => headers.redelivered)).toEqual([undefined, 'true', 'true']);
    expect(new Set(heard.map(({ body }) => body))).toEqual(new Set(['unwanted']));
    await client.deactivate();
  },
);
