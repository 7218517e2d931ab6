import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { gzipSync as namedGzip, zlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import { openChain } from '../chain.ts';
import type { ConnectionFacts, Layer } from '../contract.ts';
import { gzip } from './decoder.ts';

const JSON_TEXT = '{"op":10,"d":{"heartbeat_interval":41250}}';
const plain = new TextEncoder().encode(JSON_TEXT);
const websocket: ConnectionFacts = { transport: 'websocket', url: 'ws://h/' };

const bytes = (made: Uint8Array) => Uint8Array.from(made);
const base64 = (made: Uint8Array) => Buffer.from(made).toString('base64');

function layersOf(payload: Payload, about = websocket, override?: string): readonly Layer[] {
  const chain = openChain(about, override === undefined ? {} : { override });
  const [record] = chain.feed({ message: 0, direction: 'received', time: 0, payload });
  return record?.layers ?? [];
}

const protocols = (layers: readonly Layer[]) => layers.map(({ protocol }) => protocol);

function gzipLayer(packed: Uint8Array): Layer {
  const session = gzip.open(websocket);
  const payload = Payload.ofBytes(packed);
  const [unit] = session.feed({ message: 0, direction: 'received', time: 0, payload });
  if (!unit) throw new Error('no unit');
  return unit.layer;
}

describe('recognition', () => {
  it.each([
    ['gzip', Payload.ofBytes(bytes(gzipSync(plain)))],
    ['zlib', Payload.ofBytes(bytes(deflateSync(plain)))],
    ['zlib of another level', Payload.ofBytes(bytes(deflateSync(plain, { level: 1 })))],
    ['zlib of the best', Payload.ofBytes(bytes(deflateSync(plain, { level: 9 })))],
    ['gzip in base64', Payload.ofText(base64(gzipSync(plain)))],
    ['zlib in base64', Payload.ofText(base64(deflateSync(plain)))],
    ['gzip that was cut off', Payload.ofBytes(bytes(gzipSync(plain)).subarray(0, 50))],
  ])('%s by its content, and JSON inside', (_, payload) => {
    const layers = layersOf(payload);
    expect(protocols(layers)).toEqual(['gzip', 'json']);
    expect(layers[1]?.payload.text.startsWith('{"op":10')).toBe(true);
  });

  it.each(['application/gzip', 'application/x-gzip', 'application/zlib'])(
    'by MIME type %s',
    (mime) => {
      const about: ConnectionFacts = { transport: 'fetch', url: 'http://h/', mime };
      expect(protocols(layersOf(Payload.ofBytes(bytes(gzipSync(plain))), about))).toEqual([
        'gzip',
        'json',
      ]);
    },
  );

  it('of raw deflate where it is declared, or a person says so', () => {
    const payload = Payload.ofBytes(bytes(deflateRawSync(plain)));
    expect(protocols(layersOf(payload))).toEqual(['bytes']);
    expect(protocols(layersOf(payload, websocket, 'gzip'))).toEqual(['gzip', 'json']);
    const about: ConnectionFacts = { transport: 'fetch', url: '', mime: 'application/deflate' };
    expect(protocols(layersOf(payload, about))).toEqual(['gzip', 'json']);
  });

  it.each([
    ['text that begins as zlib', new TextEncoder().encode('x\u0001hello, this is no zlib stream')],
    ['zlib without its end', bytes(deflateSync(plain)).subarray(0, 30)],
    ['zlib with another checksum', bytes(deflateSync(plain)).fill(0, -4)],
    ['the magic of gzip alone', Uint8Array.of(0x1f, 0x8b, 8, 0, ...new Uint8Array(30).fill(0xff))],
    ['a reserved flag', bytes(gzipSync(plain)).fill(0xe0, 3, 4)],
    ['another method', bytes(gzipSync(plain)).fill(7, 2, 3)],
    ['compressed nothing', bytes(gzipSync(''))],
    ['a short message', Uint8Array.of(0x78, 0x9c)],
  ])('never of %s', (_, message) => {
    expect(gzip.sniffs(Payload.ofBytes(message), 'received')).toBeUndefined();
  });

  it.each([
    'Hello',
    'H4sI',
    'eJzzSM3JyQcABYwB',
    'eAbcdefghijklmnopqrstuvwxyz01',
    'H4sIfewwordswithoutspacesatall',
    'e.g. this',
  ])('never of the text %s', (text) => {
    expect(gzip.sniffs(Payload.ofText(text), 'received')).toBeUndefined();
  });

  it('never of random bytes that begin as zlib does', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 60 }),
        fc.constantFrom(0x01, 0x5e, 0x9c, 0xda),
        (rest, flags) => {
          const message = Payload.ofBytes(Uint8Array.of(0x78, flags, ...rest));
          expect(gzip.sniffs(message, 'received')).toBeUndefined();
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('inside other protocols', () => {
  const frame = (head: string) => {
    const body = bytes(gzipSync(plain));
    const start = new TextEncoder().encode(`MESSAGE\n${head}\ncontent-length:${body.length}\n\n`);
    return Payload.ofBytes(Uint8Array.of(...start, ...body, 0));
  };
  const about: ConnectionFacts = { ...websocket, protocol: 'v12.stomp' };

  it.each([
    'destination:/a\nmessage-id:1\nsubscription:1\ncontent-type:application/json\ncontent-encoding:gzip',
    'destination:/a\nmessage-id:1\nsubscription:1',
  ])('a STOMP body with %j is JSON in gzip in STOMP', (head) => {
    expect(protocols(layersOf(frame(head), about))).toEqual(['stomp', 'gzip', 'json']);
  });
});

describe('in MQTT 5', () => {
  it('a user property content-encoding counts more than the content type', () => {
    const body = bytes(gzipSync(plain));
    const text = (value: string) => [0, value.length, ...new TextEncoder().encode(value)];
    const properties = [
      0x03,
      ...text('application/json'),
      0x26,
      ...text('Content-Encoding'),
      ...text('gzip'),
    ];
    const rest = [...text('a/b'), properties.length, ...properties, ...body];
    const message = Uint8Array.of(0x30, (rest.length % 128) | 128, rest.length >> 7, ...rest);
    const chain = openChain({ ...websocket, protocol: 'mqtt' });
    const connect = [0x10, 13, 0, 4, 0x4d, 0x51, 0x54, 0x54, 5, 2, 0, 60, 0, 0, 0];
    const [, record] = [Uint8Array.from(connect), message].flatMap((each, number) =>
      chain.feed({
        message: number,
        direction: 'sent',
        time: 0,
        payload: Payload.ofBytes(each),
      }),
    );
    expect(protocols(record?.layers ?? [])).toEqual(['mqtt', 'gzip', 'json']);
  });
});

describe('the fields', () => {
  it('of gzip are those of its header, its data and its trailer', () => {
    const layer = gzipLayer(namedGzip(plain, { filename: 'hello.json', mtime: 1577145600000 }));
    expect(layer.fields().map(({ name, value, range }) => [name, value, range])).toEqual([
      ['ID', '1f 8b', [0, 2]],
      ['CM', 8, [2, 3]],
      ['FLG', 8, [3, 4]],
      ['MTIME', 1577145600, [4, 8]],
      ['XFL', 0, [8, 9]],
      ['OS', 3, [9, 10]],
      ['FNAME', 'hello.json', [10, 21]],
      ['data', layer.payload.byteLength - 29, [21, layer.payload.byteLength - 8]],
      ['CRC32', expect.any(String), [layer.payload.byteLength - 8, layer.payload.byteLength - 4]],
      ['ISIZE', plain.length, [layer.payload.byteLength - 4, layer.payload.byteLength]],
    ]);
    expect(layer.fields()[3]?.note).toBe('2019-12-24T00:00:00Z');
    expect(layer.summary).toMatch(/^gzip "hello.json", \d+ bytes hold 42$/);
    expect(layer.problems).toEqual([]);
  });

  it('of zlib are its two bytes, its data and its checksum', () => {
    const layer = gzipLayer(zlibSync(plain));
    expect(layer.fields().map(({ name }) => name)).toEqual(['CMF', 'FLG', 'data', 'ADLER32']);
    expect(layer.fields()[0]?.note).toBe('deflate, window of 32768 bytes');
  });

  it('of base64 stand in its characters, one after the other', () => {
    const text = base64(gzipSync(plain));
    const [layer] = layersOf(Payload.ofText(text));
    const ranges = layer?.fields().map(({ range }) => range) ?? [];
    expect(ranges[0]).toEqual([0, 3]);
    expect(ranges.at(-1)?.[1]).toBe(text.replaceAll('=', '').length);
    for (const [index, range] of ranges.entries())
      expect(range[0]).toBe(index === 0 ? 0 : ranges[index - 1]?.[1]);
  });

  it('of several members make one content', () => {
    const [first, second] = [bytes(gzipSync('{"a":')), bytes(gzipSync('1}'))];
    const layer = gzipLayer(Uint8Array.of(...first, ...second));
    expect(layer.inner?.payload.text).toBe('{"a":1}');
    expect(layer.fields().filter(({ name }) => name === 'CRC32')).toHaveLength(2);
  });
});

describe('damage', () => {
  const packed = bytes(gzipSync(plain));
  it.each([
    [
      'a checksum that is another',
      packed.slice().fill(0, -8, -4),
      'bad-checksum',
      packed.length - 8,
    ],
    ['a size that is another', packed.slice().fill(0, -4), 'bad-checksum', packed.length - 4],
    ['no trailer', packed.subarray(0, -8), 'truncated', packed.length - 8],
    ['data that end too soon', packed.subarray(0, 40), 'truncated', 40],
    ['a header that ends too soon', packed.subarray(0, 8), 'truncated', 8],
    ['more behind the end', Uint8Array.of(...packed, 1, 2), 'trailing-data', packed.length],
  ])('%s is said', (_, message, kind, offset) => {
    expect(gzipLayer(message).problems).toContainEqual(expect.objectContaining({ kind, offset }));
  });

  it('leaves what was readable', () => {
    const layer = gzipLayer(packed.subarray(0, 40));
    expect(JSON_TEXT.startsWith(layer.inner?.payload.text ?? '-')).toBe(true);
    expect(layer.summary).toMatch(/^gzip, 40 bytes hold \d+ so far$/);
  });

  it('is a bomb as well, which goes no further than the limit', () => {
    const bomb = bytes(gzipSync(new Uint8Array(20_000_000)));
    const layer = gzipLayer(bomb);
    expect(layer.problems).toMatchObject([{ kind: 'too-large' }]);
    expect(layer.inner?.payload.byteLength).toBeLessThan(100 * bomb.length + 300_000);
  });

  it('of any kind does no harm', () => {
    const change = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 4 }), fc.nat({ max: 60 }), (changes, cut) => {
        const damaged = packed.slice(0, packed.length - cut);
        for (const { at, byte } of changes) damaged[at % damaged.length] = byte;
        const layer = gzipLayer(damaged);
        for (const { range } of layer.fields())
          expect(range[1]).toBeLessThanOrEqual(damaged.length);
        for (const { offset } of layer.problems) expect(offset).toBeLessThanOrEqual(damaged.length);
      }),
      { numRuns: 1000 },
    );
  });
});
