import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { LIMITS } from '../../limits.ts';
import { type DemoServer, startDemoServer } from '../../server.ts';
import { publish } from '../../testing/requests.ts';
import { SocketClient } from '../../testing/socket-client.ts';
import { decodeFrame } from '../../wire/rsocket/decode.ts';
import { encodeFrame } from '../../wire/rsocket/encode.ts';
import { ERROR, type Frame, type Setup } from '../../wire/rsocket/frame.ts';
import { COMPOSITE_METADATA, ROUTING_METADATA } from '../../wire/rsocket/metadata.ts';
import { LeaseOffice } from './lease.ts';

let server: DemoServer;
beforeAll(async () => {
  server = await startDemoServer({ site: 'no-site' });
});
afterAll(() => server.close());

const utf8 = (text: string) => new TextEncoder().encode(text);
const none = new Uint8Array();
const SETUP: Setup = {
  type: 'setup',
  ...{ major: 1, minor: 0, keepAlive: 10_000, maxLifetime: 60_000 },
  ...{ metadataMimeType: ROUTING_METADATA, dataMimeType: 'application/json' },
  ...{ resumes: false, leases: false, payload: { data: none } },
};

const connect = async (setup: Setup = SETUP) => {
  const client = await SocketClient.open(`${server.url}/rsocket`);
  client.send(encodeFrame(setup));
  return client;
};
const say = (client: SocketClient, ...frames: Frame[]) => client.send(...frames.map(encodeFrame));
const hear = async (client: SocketClient) => {
  const message = await client.next();
  return decodeFrame(typeof message === 'string' ? utf8(message) : message);
};
const payload = (route: string, data: object | string = '') => ({
  metadata: Uint8Array.of(route.length, ...utf8(route)),
  data: utf8(typeof data === 'string' ? data : JSON.stringify(data)),
});
const ask = (route: string, data: object | string = '', streamId = 1): Frame => ({
  ...{ type: 'request-response', streamId, follows: false, payload: payload(route, data) },
});
const follow = (route: string, initialN: number, data: object | string = ''): Frame => ({
  ...{ type: 'request-stream', streamId: 1, follows: false, initialN },
  payload: payload(route, data),
});
/** What the server says to all that was sent before: it comes before the answer to a second ping. */
const settled = async (client: SocketClient) => {
  const frames: ReturnType<typeof decodeFrame>[] = [];
  for (let pings = 0; pings < 2; pings += 1) {
    say(client, { type: 'keepalive', respond: true, position: 0n, data: utf8('ping') });
    for (let frame = await hear(client); frame.type !== 'keepalive'; frame = await hear(client))
      frames.push(frame);
  }
  return frames;
};
const jsonOf = (frame: ReturnType<typeof decodeFrame>) => {
  if (frame.type !== 'payload') throw new Error(`A ${frame.type} came.`);
  return JSON.parse(new TextDecoder().decode(frame.payload.data));
};

describe('a connection is refused', () => {
  const refused = async (first: Uint8Array | string) => {
    const client = await SocketClient.open(`${server.url}/rsocket`);
    client.send(first);
    const answer = await hear(client);
    return { answer, ...(await client.closed) };
  };

  test.each<[string, Partial<Setup>, number]>([
    ['of another version', { major: 2 }, ERROR.INVALID_SETUP],
    ['without keep-alive', { keepAlive: 0 }, ERROR.INVALID_SETUP],
    ['that wants to resume without a token', { resumes: true }, ERROR.INVALID_SETUP],
    ['with other metadata', { metadataMimeType: 'text/plain' }, ERROR.UNSUPPORTED_SETUP],
    ['with other data', { dataMimeType: 'application/cbor' }, ERROR.UNSUPPORTED_SETUP],
  ])('to a SETUP %s', async (_what, change, code) => {
    const { answer, ...close } = await refused(encodeFrame({ ...SETUP, ...change }));
    expect(answer).toMatchObject({ type: 'error', streamId: 0, code });
    expect(close.code).toBe(1002);
  });

  test.each([
    [
      'RESUME of what nobody knows',
      `000000003400000100000001aa${'00'.repeat(16)}`,
      ERROR.REJECTED_RESUME,
    ],
    ['half a RESUME', '00000000340000010000', ERROR.INVALID_SETUP],
    ['a request', '000000011000', ERROR.INVALID_SETUP],
    ['SETUP on a stream', '0000000104000001', ERROR.INVALID_SETUP],
    ['three bytes', '000000', ERROR.INVALID_SETUP],
  ])('to %s', async (_what, hex, code) => {
    const { answer } = await refused(Buffer.from(hex, 'hex'));
    expect(answer).toMatchObject({ type: 'error', streamId: 0, code });
  });

  test('to text', async () => {
    const client = await connect();
    client.send('hello');
    expect((await client.closed).code).toBe(1003);
  });
});

describe('a lease', () => {
  const LEASE = {
    type: 'lease',
    timeToLive: LIMITS.rsocketLeaseTime,
    requests: LIMITS.rsocketLeaseRequests,
  } as const;

  test('is given to a client that asks for leases, and to no other', async () => {
    expect(await hear(await connect({ ...SETUP, leases: true }))).toEqual(LEASE);
    expect(await settled(await connect())).toEqual([]);
  });

  test('allows so many requests, of any kind; one more is rejected and not carried out', async () => {
    const client = await connect({ ...SETUP, leases: true });
    await hear(client);
    const history = (streamId: number) => ask('topics.lease.history', { count: 0 }, streamId);
    const ids = Array.from({ length: LIMITS.rsocketLeaseRequests + 1 }, (_, at) => 2 * at + 1);
    say(client, ...ids.map(history), {
      ...{ type: 'request-fnf', streamId: 99, follows: false },
      payload: payload('topics.lease.publish', { from: 'a', text: 'too much' }),
    });
    const answers = await settled(client);
    const rejected = answers.filter(({ type }) => type === 'error');
    expect(rejected).toMatchObject([{ streamId: ids.at(-1), code: ERROR.REJECTED }]);
    expect(answers.filter(({ type }) => type === 'payload')).toHaveLength(ids.length - 1);
    expect(jsonOf(await answerAnew(history(1)))).toMatchObject({ cursor: 0 });
  });

  test('is followed by another when its time is over', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const sent: Frame[] = [];
      const office = new LeaseOffice((frame) => sent.push(frame));
      while (office.takes());
      vi.advanceTimersByTime(LIMITS.rsocketLeaseTime - 1);
      expect(office.takes()).toBe(false);
      vi.advanceTimersByTime(1);
      expect(office.takes()).toBe(true);
      office.stop();
      vi.advanceTimersByTime(LIMITS.rsocketLeaseTime);
      expect(sent).toEqual([LEASE, LEASE]);
    } finally {
      vi.useRealTimers();
    }
  });

  /** What another client, without leases, is answered. */
  const answerAnew = async (request: Frame) => {
    const client = await connect();
    say(client, request);
    return hear(client);
  };
});

describe('keep-alive', () => {
  test('is answered with the same data', async () => {
    const client = await connect();
    const data = utf8('are you there?');
    say(client, { type: 'keepalive', respond: true, position: 7n, data });
    expect(await hear(client)).toEqual({ type: 'keepalive', respond: false, position: 0n, data });
  });

  test('that does not come in the lifetime that SETUP named ends the connection', async () => {
    const client = await connect({ ...SETUP, maxLifetime: 60 });
    say(client, follow('topics.chat.messages', 1));
    expect(await hear(client)).toMatchObject({
      ...{ type: 'error', streamId: 0, code: ERROR.CONNECTION_ERROR },
      message: 'No KEEPALIVE came for 60 ms.',
    });
    await client.closed;
  });
});

describe('request-response', () => {
  test('tells the history of a topic', async () => {
    for (const text of ['a', 'b', 'c']) await publish(server, 'rs-history', text);
    const client = await connect();
    say(client, ask('topics.rs-history.history', { count: 2 }));
    const answer = await hear(client);
    expect(answer).toMatchObject({ streamId: 1, next: true, complete: true });
    expect(jsonOf(answer)).toMatchObject({ cursor: 3, messages: [{ text: 'b' }, { text: 'c' }] });
  });

  test('publishes, and answers with the message', async () => {
    const client = await connect();
    say(client, ask('topics.rs-publish.publish', { from: 'kim', text: '안녕' }));
    expect(jsonOf(await hear(client))).toMatchObject({ id: 1, from: 'kim', text: '안녕' });
  });

  test.each([
    ['topics.chat.shout', '', 'no route "topics.chat.shout"'],
    ['topics.NO!.history', '', 'no route'],
    ['', '', 'no route ""'],
    ['topics.chat.messages', '', 'Use request-stream'],
    ['topics.chat.history', { count: -1 }, 'count'],
    ['topics.chat.history', '{', 'no JSON'],
    ['topics.chat.publish', { from: '', text: 'x' }, 'from'],
  ])('to %s with %j is INVALID, and says why', async (route, data, reason) => {
    const client = await connect();
    say(client, ask(route, data));
    expect(await hear(client)).toMatchObject({
      ...{ type: 'error', streamId: 1, code: ERROR.INVALID },
      message: expect.stringContaining(reason),
    });
  });

  test('in fragments is one request; a request on a stream in use, or an even one, is ignored', async () => {
    const client = await connect();
    const { metadata, data } = payload('topics.rs-cut.publish', { from: 'kim', text: 'cut' });
    say(
      client,
      {
        ...{ type: 'request-response', streamId: 1, follows: true },
        payload: { metadata: metadata.slice(0, 5), data: none },
      },
      ask('topics.chat.history'),
      ask('topics.chat.history', '', 2),
      {
        ...{ type: 'payload', streamId: 1, follows: true, complete: false, next: true },
        payload: { metadata: metadata.slice(5), data: data.slice(0, 3) },
      },
      {
        ...{ type: 'payload', streamId: 1, follows: false, complete: false, next: true },
        payload: { data: data.slice(3) },
      },
    );
    const frames = await settled(client);
    expect(frames.map(jsonOf)).toMatchObject([{ topic: 'rs-cut', text: 'cut' }]);
  });

  test('in more fragments than are kept is INVALID, and the connection goes on', async () => {
    const client = await connect();
    const piece = { data: new Uint8Array(600_000) };
    say(
      client,
      { type: 'request-response', streamId: 1, follows: true, payload: piece },
      ...([1, 2].map(() => ({
        ...{ type: 'payload', streamId: 1, follows: true, complete: false, next: true },
        payload: piece,
      })) as Frame[]),
    );
    const frames = await settled(client);
    expect(frames).toMatchObject([{ type: 'error', streamId: 1, code: ERROR.INVALID }]);
  });
});

test('fire-and-forget publishes, and is told nothing, not even of errors', async () => {
  const client = await connect();
  const fire = (data: object, streamId: number): Frame => ({
    ...{ type: 'request-fnf', streamId, follows: false },
    payload: payload('topics.rs-fire.publish', data),
  });
  say(client, fire({ from: 'kim', text: 'gone' }, 1), fire({ wrong: true }, 3));
  say(client, { ...fire({}, 5), payload: payload('nowhere') } as Frame);
  expect(await settled(client)).toEqual([]);
  const history = await (await fetch(`${server.url}/api/poll/rs-fire`)).json();
  expect(history).toMatchObject({ cursor: 1, messages: [{ text: 'gone' }] });
});

describe('request-stream', () => {
  test('brings as many messages as are requested, and the rest when more are', async () => {
    const client = await connect();
    say(client, follow('topics.rs-stream.messages', 2));
    await settled(client);
    for (const text of ['a', 'b', 'c', 'd', 'e']) await publish(server, 'rs-stream', text);
    const texts = async () => (await settled(client)).map((frame) => jsonOf(frame).text);
    expect(await texts()).toEqual(['a', 'b']);
    say(client, { type: 'request-n', streamId: 1, n: 1 }, { type: 'request-n', streamId: 1, n: 1 });
    expect(await texts()).toEqual(['c', 'd']);
    say(client, { type: 'request-n', streamId: 1, n: 0x7fffffff });
    await publish(server, 'rs-stream', 'f');
    expect(await texts()).toEqual(['e', 'f']);
    say(client, { type: 'cancel', streamId: 1 });
    await settled(client);
    await publish(server, 'rs-stream', 'unheard');
    expect(await settled(client)).toEqual([]);
  });

  test('begins after a cursor and ends after a count', async () => {
    for (const text of ['a', 'b', 'c', 'd']) await publish(server, 'rs-count', text);
    const client = await connect();
    say(client, follow('topics.rs-count.messages', 10, { cursor: 1, count: 2 }));
    const frames = await settled(client);
    expect(frames.map((frame) => jsonOf(frame).text)).toEqual(['b', 'c']);
    expect(frames).toMatchObject([{ complete: false }, { complete: true }]);
  });

  test('that requests nothing is INVALID', async () => {
    const client = await connect();
    say(client, follow('topics.chat.messages', 0));
    expect(await hear(client)).toMatchObject({ type: 'error', streamId: 1, code: ERROR.INVALID });
  });

  test('ends with CANCELED when more wait than are kept', async () => {
    const client = await connect();
    say(client, follow('topics.rs-slow.messages', 1));
    await settled(client);
    const publisher = await SocketClient.open(`${server.url}/ws`);
    const news = JSON.stringify({ kind: 'publish', topic: 'rs-slow', from: 'kim', text: 'x' });
    for (let n = 0; n <= LIMITS.rsocketBacklog + 1; n += 1) publisher.send(news);
    expect(jsonOf(await hear(client))).toMatchObject({ id: 1 });
    expect(await hear(client)).toMatchObject({
      ...{ type: 'error', streamId: 1, code: ERROR.CANCELED },
      message: expect.stringContaining('wait to be requested'),
    });
    await publisher.close();
  });
});

describe('request-channel', () => {
  const news = (text: string) => ({ from: 'kim', text });
  const channel = (initialN: number, complete = false): Frame => ({
    ...{ type: 'request-channel', streamId: 1, follows: false, initialN, complete },
    payload: payload('topics.rs-channel.publish', news('first')),
  });
  const next = (data: object, complete = false): Frame => ({
    ...{ type: 'payload', streamId: 1, follows: false, complete, next: true },
    payload: { data: utf8(JSON.stringify(data)) },
  });
  const last: Frame = {
    ...{ type: 'payload', streamId: 1, follows: false, complete: true, next: false },
    payload: { data: none },
  };

  test('publishes each payload, and acknowledges as many as are requested', async () => {
    const client = await connect();
    say(client, channel(2));
    expect(await hear(client)).toEqual({ type: 'request-n', streamId: 1, n: LIMITS.rsocketWindow });
    say(client, next(news('second')), next(news('third')), last);
    const first = await settled(client);
    expect(first.map(jsonOf)).toEqual([{ id: 1 }, { id: 2 }]);
    say(client, { type: 'request-n', streamId: 1, n: 5 });
    const rest = await settled(client);
    expect(rest).toMatchObject([{ next: true }, { next: false, complete: true }]);
  });

  test('lets the client go on as acknowledgements are taken, and no further', async () => {
    const client = await connect();
    say(client, channel(1));
    for (let n = 0; n < LIMITS.rsocketWindow; n += 1) say(client, next(news(`${n}`)));
    const before = await settled(client);
    expect(before).toHaveLength(2);
    say(client, { type: 'request-n', streamId: 1, n: 100 });
    const grants = (await settled(client)).flatMap((frame) =>
      frame.type === 'request-n' ? frame.n : [],
    );
    expect(grants.reduce((sum, n) => sum + n, 0)).toBe(LIMITS.rsocketWindow + 1);
  });

  test('ends when more payloads come than were requested', async () => {
    const client = await connect();
    say(client, channel(1));
    for (let n = 0; n <= LIMITS.rsocketWindow; n += 1) say(client, next(news(`${n}`)));
    expect((await settled(client)).at(-1)).toMatchObject({ type: 'error', code: ERROR.INVALID });
  });

  test('ends with the first payload that is wrong', async () => {
    const client = await connect();
    say(client, channel(10));
    say(client, next({ text: 'who says so?' }), next(news('never published')));
    expect((await settled(client)).at(-1)).toMatchObject({ type: 'error', code: ERROR.INVALID });
    const history = await (await fetch(`${server.url}/api/poll/rs-channel`)).text();
    expect(history).not.toContain('never published');
  });
});

test('what means nothing here is ignored; what is no frame ends the connection', async () => {
  const client = await connect();
  say(client, SETUP, { type: 'cancel', streamId: 99 }, { type: 'request-n', streamId: 99, n: 1 });
  say(client, { type: 'error', streamId: 99, code: 0x201, message: 'x' });
  for (const hex of [
    '000000003100616263',
    '0000000008000000753000000005',
    '00000063fe00',
    '000000632860',
  ])
    client.send(Buffer.from(hex, 'hex'));
  expect(await settled(client)).toEqual([]);
  client.send(Buffer.from('00000001c000', 'hex'));
  expect(await hear(client)).toMatchObject({ streamId: 0, code: ERROR.CONNECTION_ERROR });
  expect((await client.closed).code).toBe(1002);
});

test('with the server a connection ends, by ERROR and 1001', async () => {
  const closing = await startDemoServer({ site: 'no-site' });
  const client = await SocketClient.open(`${closing.url}/rsocket`);
  client.send(encodeFrame(SETUP));
  await settled(client);
  await closing.close();
  expect(await hear(client)).toMatchObject({ streamId: 0, message: 'The server is closing.' });
  expect((await client.closed).code).toBe(1001);
});

test('below /secure a token is asked for', async () => {
  await expect(SocketClient.open(`${server.url}/secure/rsocket`)).rejects.toThrow('401');
});

test('composite metadata holds the route among others', async () => {
  const client = await connect({ ...SETUP, metadataMimeType: COMPOSITE_METADATA });
  const { metadata } = payload('topics.chat.history');
  const entry = Uint8Array.of(0xfe, 0, 0, metadata.length, ...metadata);
  say(client, {
    ...{ type: 'request-response', streamId: 1, follows: false },
    payload: { metadata: entry, data: none },
  });
  expect(jsonOf(await hear(client))).toHaveProperty('messages');
});

test('no bytes after SETUP end the process', async () => {
  const message = fc.uint8Array({ maxLength: 100 });
  const stream = fc
    .tuple(fc.constantFrom(4, 5, 6, 7, 8, 10), message)
    .map(([type, rest]) => Uint8Array.of(0, 0, 0, 1, type << 2, 0, ...rest));
  const check = fc.asyncProperty(fc.array(fc.oneof(message, stream)), async (messages) => {
    const client = await connect();
    client.send(...messages);
    await client.close();
  });
  await fc.assert(check, { numRuns: 40 });
  expect((await fetch(`${server.url}/api`)).status).toBe(200);
});
