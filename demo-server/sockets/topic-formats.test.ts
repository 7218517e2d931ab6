import { decode as fromMessagePack, encode as toMessagePack } from '@msgpack/msgpack';
import { decode as fromCbor, encode as toCbor } from 'cbor2';
import fc from 'fast-check';
import protobuf from 'protobufjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoServer, startDemoServer } from '../server.ts';
import { publish } from '../testing/requests.ts';
import { SocketClient } from '../testing/socket-client.ts';
import { formatOfSubprotocol } from '../wire/topic/format.ts';
import type { Command, News } from '../wire/topic/vocabulary.ts';
import { FORMATS, TOPIC_PROTO } from './topic-formats.ts';

type Packed = 'messagepack' | 'cbor' | 'protobuf';
const PACKED: readonly Packed[] = ['messagepack', 'cbor', 'protobuf'];

const { root } = protobuf.parse(TOPIC_PROTO);
const [COMMAND_TYPE, NEWS_TYPE] = [root.lookupType('Command'), root.lookupType('News')];

/** The page's side of each format: it writes commands and reads news. */
const PAGE: Record<
  Packed,
  { write(command: Command): Uint8Array; read(bytes: Uint8Array): unknown }
> = {
  messagepack: { write: toMessagePack, read: fromMessagePack },
  cbor: { write: toCbor, read: (bytes) => fromCbor(bytes) },
  protobuf: {
    write: (command) =>
      COMMAND_TYPE.encode(COMMAND_TYPE.fromObject({ [command.kind]: command })).finish(),
    read: (bytes) => {
      const { kind, ...fields } = NEWS_TYPE.toObject(NEWS_TYPE.decode(bytes), {
        longs: Number,
        oneofs: true,
        defaults: true,
      });
      const { quote, ...value } = fields[kind];
      if (kind !== 'message') return { kind, ...value };
      return { kind, message: quote ? { ...value, quote } : value };
    },
  },
};

const text = fc.string({ unit: 'grapheme' });
const number = fc.double({ noNaN: true }).filter((value) => !Object.is(value, -0));
const COMMAND: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ kind: fc.constant('publish'), topic: text, from: text, text }),
  fc.record({ kind: fc.constantFrom('subscribe', 'unsubscribe'), topic: text }),
  fc.record({ kind: fc.constant('ping'), at: number }),
);
const MESSAGE = fc.record(
  {
    id: fc.maxSafeNat(),
    topic: text,
    type: text,
    time: number,
    from: text,
    text,
    quote: fc.record({ symbol: text, price: number, change: number }),
    server: text,
  },
  { requiredKeys: ['id', 'topic', 'type', 'time', 'from', 'text'] },
);
const NEWS: fc.Arbitrary<News> = fc.oneof(
  fc.record({ kind: fc.constant('welcome'), topics: fc.array(text) }),
  fc.record({ kind: fc.constant('welcome'), topics: fc.array(text), server: text }),
  fc.record({ kind: fc.constant('message'), message: MESSAGE }),
  fc.record({ kind: fc.constant('pong'), at: number }),
  fc.record({ kind: fc.constant('error'), error: text, whatToDo: text }),
);

const hex = (bytes: string | Uint8Array) => Buffer.from(bytes).toString('hex');
const bytesOf = (message: string | Uint8Array) => {
  if (typeof message === 'string') throw new Error(`Text came: ${message}`);
  return message;
};

describe('the bytes of a pong and of an error', () => {
  test.each<[Packed, string, string]>([
    // fixmap(2), fixstr(4) kind, fixstr(4) pong, fixstr(2) at, positive fixint 7
    [
      'messagepack',
      '82a46b696e64a4706f6e67a2617407',
      '83a46b696e64a56572726f72a56572726f72a161a87768617454',
    ],
    // map(2), text(4) kind, text(4) pong, text(2) at, unsigned 7 (RFC 8949 §3.1)
    [
      'cbor',
      'a2646b696e6464706f6e6762617407',
      'a3646b696e64656572726f72656572726f7261616877686174',
    ],
    // field 3 of News, 9 bytes, field 1 of Clock, 7.0 little-endian
    ['protobuf', '1a09090000000000001c40', '22060a0161120162'],
  ])('in %s', (name, pong, error) => {
    expect(hex(FORMATS[name].encode({ kind: 'pong', at: 7 }))).toBe(pong);
    const encoded = hex(FORMATS[name].encode({ kind: 'error', error: 'a', whatToDo: 'b' }));
    expect(encoded.startsWith(error)).toBe(true);
  });
});

describe('commands, from their bytes', () => {
  const subscribe: Command = { kind: 'subscribe', topic: 'chat' };
  test.each<[Packed, string]>([
    ['messagepack', '82a46b696e64a9737562736372696265a5746f706963a463686174'],
    ['cbor', 'a2646b696e6469737562736372696265 65746f706963 6463686174'],
    ['protobuf', '12060a0463686174'],
  ])('in %s', (name, bytes) => {
    expect(FORMATS[name].decode(Buffer.from(bytes.replaceAll(' ', ''), 'hex'))).toEqual(subscribe);
  });
});

describe.each(PACKED)('%s', (name) => {
  test('gives commands and news back as they were', () => {
    const page = PAGE[name];
    const server = FORMATS[name];
    fc.assert(
      fc.property(
        COMMAND,
        (command) => void expect(server.decode(page.write(command))).toEqual(command),
      ),
    );
    fc.assert(
      fc.property(
        NEWS,
        (news) => void expect(page.read(bytesOf(server.encode(news)))).toEqual(news),
      ),
    );
  });

  test('reads any bytes, and any piece of a command, without an exception', () => {
    const { decode } = FORMATS[name];
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => void expect(decode(bytes)).toHaveProperty('kind')),
    );
    const whole = PAGE[name].write({ kind: 'publish', topic: 'chat', from: 'kim', text: 'hello' });
    for (let end = 0; end < whole.length; end += 1)
      expect(decode(whole.slice(0, end)).kind).toBe('malformed');
  });
});

test.each<[Packed, string, string]>([
  ['messagepack', '', 'MessagePack'],
  ['messagepack', 'c1', 'MessagePack'],
  ['messagepack', 'ddffffffff', 'MessagePack'],
  ['messagepack', '91'.repeat(100_000), 'MessagePack'],
  ['messagepack', '07', 'not an object'],
  ['messagepack', '81a46b696e6405', 'kind is not'],
  ['cbor', '', 'CBOR'],
  ['cbor', 'ff', 'CBOR'],
  ['cbor', '81'.repeat(100_000), 'CBOR'],
  ['cbor', '07', 'not an object'],
  ['cbor', 'a2646b696e646470696e676261741bffffffffffffffff', 'needs a number'],
  ['protobuf', '', 'No field'],
  ['protobuf', '12ff', 'topic.proto'],
  ['protobuf', '2a00', 'No field'],
])('of %s, %s is answered with what is wrong', (name, bytes, reason) => {
  expect(FORMATS[name].decode(Buffer.from(bytes, 'hex'))).toEqual({
    kind: 'malformed',
    reason: expect.stringContaining(reason),
  });
});

test('a subprotocol names a format or says nothing about it', () => {
  const names = ['topics.cbor', 'topics.json', 'topics.xml', 'cbor', 'topics', 'topics.'];
  expect(names.map(formatOfSubprotocol)).toEqual(['cbor', 'json', ...Array(4).fill(undefined)]);
});

describe('on the socket', () => {
  let server: DemoServer;
  beforeAll(async () => {
    server = await startDemoServer();
  });
  afterAll(() => server.close());

  const converse = async (client: SocketClient, name: Packed, topic: string) => {
    const next = async () => PAGE[name].read(bytesOf(await client.next()));
    const say = (command: Command) => client.send(PAGE[name].write(command));
    expect(await next()).toEqual({ kind: 'welcome', topics: [] });
    say({ kind: 'subscribe', topic });
    expect(await next()).toEqual({ kind: 'welcome', topics: [topic] });
    await publish(server, topic, 'by HTTP');
    expect(await next()).toMatchObject({ kind: 'message', message: { id: 1, text: 'by HTTP' } });
    say({ kind: 'publish', topic, from: 'kim', text: '안녕' });
    expect(await next()).toMatchObject({ message: { id: 2, from: 'kim', text: '안녕' } });
    client.send(Uint8Array.of(0xc1, 0xff));
    expect(await next()).toMatchObject({ kind: 'error', whatToDo: expect.any(String) });
    client.send('{"kind":"ping","at":1.5}');
    expect(await next()).toEqual({ kind: 'pong', at: 1.5 });
    await client.close();
  };

  test.each(PACKED)('%s is asked for in the URL', async (name) => {
    const client = await SocketClient.open(`${server.url}/ws?format=${name}`);
    await converse(client, name, `url-${name}`);
  });

  test.each(PACKED)('%s is asked for by the subprotocol, whatever the URL says', async (name) => {
    const url = `${server.url}/ws?format=binary`;
    const client = await SocketClient.open(url, 'other', `topics.${name}`);
    expect(client.socket.protocol).toBe(`topics.${name}`);
    await converse(client, name, `subprotocol-${name}`);
  });

  test('the schema is served', async () => {
    expect(await (await fetch(`${server.url}/topic.proto`)).text()).toBe(TOPIC_PROTO);
  });
});
