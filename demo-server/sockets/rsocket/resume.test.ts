import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Hub } from '../../hub/hub.ts';
import { MemoryBus } from '../../hub/memory-bus.ts';
import { LIMITS } from '../../limits.ts';
import { type DemoServer, startDemoServer } from '../../server.ts';
import { publish } from '../../testing/requests.ts';
import { SocketClient } from '../../testing/socket-client.ts';
import { decodeFrame } from '../../wire/rsocket/decode.ts';
import { encodeFrame } from '../../wire/rsocket/encode.ts';
import { ERROR, type Frame, type Setup } from '../../wire/rsocket/frame.ts';
import { ROUTING_METADATA } from '../../wire/rsocket/metadata.ts';
import { SentFrames } from '../../wire/rsocket/sent-frames.ts';
import { RSocketConnection } from './connection.ts';
import { Sessions } from './sessions.ts';

let server: DemoServer;
beforeAll(async () => {
  server = await startDemoServer({ site: 'no-site' });
});
afterAll(() => server.close());

const utf8 = (text: string) => new TextEncoder().encode(text);
const setup = (token: string): Setup => ({
  type: 'setup',
  ...{ major: 1, minor: 0, keepAlive: 10_000, maxLifetime: 60_000 },
  ...{ metadataMimeType: ROUTING_METADATA, dataMimeType: 'application/json' },
  ...{ resumes: true, token: utf8(token), leases: false, payload: { data: utf8('') } },
});
const resume = (token: string, lastServer: bigint, firstClient = 0n): Frame => ({
  ...{ type: 'resume', major: 1, minor: 0, token: utf8(token), lastServer, firstClient },
});
const follow = (topic: string): Frame => {
  const route = `topics.${topic}.messages`;
  const metadata = Uint8Array.of(route.length, ...utf8(route));
  const payload = { metadata, data: utf8('') };
  return { type: 'request-stream', streamId: 1, follows: false, initialN: 100, payload };
};
const PING: Frame = { type: 'keepalive', respond: true, position: 0n, data: utf8('') };

const FAREWELL: Frame = {
  ...{ type: 'error', streamId: 0, code: ERROR.CONNECTION_CLOSE, message: 'bye' },
};

/** A client that counts what it sends and takes, as one that resumes has to. */
class Client {
  sent = 0n;
  taken = 0n;
  private constructor(readonly socket: SocketClient) {}

  static async open(...first: Frame[]): Promise<Client> {
    const client = new Client(await SocketClient.open(`${server.url}/rsocket`));
    client.say(...first);
    return client;
  }

  say(...frames: Frame[]): void {
    for (const frame of frames) {
      const bytes = encodeFrame(frame);
      if (frame.type.startsWith('request')) this.sent += BigInt(bytes.length);
      this.socket.send(bytes);
    }
  }

  async hear() {
    const bytes = await this.socket.next();
    if (typeof bytes === 'string') throw new Error('Text came.');
    const frame = decodeFrame(bytes);
    if (frame.type === 'payload') this.taken += BigInt(bytes.length);
    return frame;
  }

  /** The text of the next message. */
  async text(): Promise<string> {
    const frame = await this.hear();
    if (frame.type !== 'payload') throw new Error(`A ${frame.type} came.`);
    return JSON.parse(new TextDecoder().decode(frame.payload.data)).text;
  }
}

describe('a session that is resumed', () => {
  test('brings what was missed, once and in order, and its stream goes on', async () => {
    const first = await Client.open(setup('one'), follow('resumed'), PING);
    await first.hear();
    await publish(server, 'resumed', 'a');
    expect(await first.text()).toBe('a');
    first.socket.socket.terminate();
    await first.socket.closed;
    for (const text of ['b', 'c']) await publish(server, 'resumed', text);
    const second = await Client.open(resume('one', first.taken));
    expect(await second.hear()).toEqual({ type: 'resume-ok', lastClient: first.sent });
    expect([await second.text(), await second.text()]).toEqual(['b', 'c']);
    await publish(server, 'resumed', 'd');
    expect(await second.text()).toBe('d');
    second.say(PING);
    expect(await second.hear()).toMatchObject({ type: 'keepalive', position: first.sent });
  });

  test('brings again what the client says it does not have', async () => {
    const first = await Client.open(setup('again'), follow('again'), PING);
    await first.hear();
    await publish(server, 'again', 'a');
    await first.text();
    const second = await Client.open(resume('again', 0n));
    expect(await second.hear()).toMatchObject({ type: 'resume-ok' });
    expect(await second.text()).toBe('a');
    expect((await first.socket.closed).reason).toBe('resumed elsewhere');
  });

  test.each([
    ['of which nothing is known', resume('nobody', 0n)],
    ['at a position where no frame begins', resume('kept', 3n)],
    ['without frames of the client that the server lacks', resume('kept', 0n, 9n)],
  ])('%s is refused', async (_what, frame) => {
    const kept = await Client.open(setup('kept'), PING);
    expect(await kept.hear()).toMatchObject({ type: 'keepalive' });
    const client = await Client.open(frame);
    const error = { type: 'error', streamId: 0, code: ERROR.REJECTED_RESUME };
    expect(await client.hear()).toMatchObject(error);
    kept.say(FAREWELL);
    await kept.socket.closed;
  });

  test('cannot have the token of another', async () => {
    await (await Client.open(setup('taken'), PING)).hear();
    const second = await Client.open(setup('taken'));
    expect(await second.hear()).toMatchObject({ type: 'error', code: ERROR.REJECTED_SETUP });
  });

  test('is over when the client ends it', async () => {
    const client = await Client.open(setup('ended'), PING);
    await client.hear();
    client.say(FAREWELL);
    await client.socket.closed;
    expect(await (await Client.open(resume('ended', 0n))).hear()).toMatchObject({ type: 'error' });
  });
});

describe('frames that were sent', () => {
  const frames = () => {
    const sent = new SentFrames(100);
    for (const size of [3, 4, 5]) sent.keep(new Uint8Array(size));
    return sent;
  };

  test('are kept from any border on, and told apart from what is within a frame', () => {
    const lengths = (position: bigint) =>
      frames()
        .since(position)
        ?.map(({ length }) => length);
    expect([0n, 3n, 7n, 12n].map(lengths)).toEqual([[3, 4, 5], [4, 5], [5], []]);
    expect([1n, 13n].map(lengths)).toEqual([undefined, undefined]);
  });

  test('are forgotten once the client has them whole', () => {
    const sent = frames();
    sent.forgetUntil(6n);
    expect(sent.since(0n)).toBeUndefined();
    expect(sent.since(3n)).toHaveLength(2);
    sent.forgetUntil(1_000n);
    expect(sent.since(12n)).toEqual([]);
  });

  test('make room for newer ones within their limit', () => {
    const sent = new SentFrames(100);
    const half = 50;
    for (let kept = 0; kept < 3; kept += 1) sent.keep(new Uint8Array(half));
    expect(sent.since(0n)).toBeUndefined();
    expect(sent.since(BigInt(half))).toHaveLength(2);
  });
});

test('a session that nobody resumes is given up', () => {
  const sessions = new Sessions();
  vi.useFakeTimers();
  try {
    const over = new AbortController();
    let hear: (data: string | Uint8Array) => void = () => undefined;
    const socket = {
      ...{ protocol: '', isOpen: true, over: over.signal, send: () => {}, close: () => {} },
      onMessage: (listener: typeof hear) => {
        hear = listener;
      },
    };
    const connection = new RSocketConnection(new Hub(new MemoryBus()), socket, sessions);
    connection.start(new AbortController().signal);
    hear(encodeFrame(setup('waits')));
    over.abort();
    vi.advanceTimersByTime(LIMITS.rsocketResume - 1);
    expect(sessions.find(utf8('waits'))).toBe(connection);
    vi.advanceTimersByTime(1);
    expect(sessions.find(utf8('waits'))).toBeUndefined();
  } finally {
    vi.useRealTimers();
  }
});
