import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import { openChain } from '../chain.ts';
import type { ConnectionFacts, DecoderInput, Unit } from '../contract.ts';
import { messagepack } from './decoder.ts';

const facts: ConnectionFacts = { transport: 'websocket', url: 'ws://h/' };
const encoder = new TextEncoder();

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/[\da-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function binary(hex: string): Payload {
  return Payload.ofBytes(bytesOf(hex));
}

function input(payload: Payload, more: Partial<DecoderInput> = {}): DecoderInput {
  return { message: 0, direction: 'received', time: 0, payload, ...more };
}

function unitsOf(payload: Payload): readonly Unit[] {
  const session = messagepack.open(facts);
  return [...session.feed(input(payload)), ...session.end()];
}

describe('recognition by what is declared', () => {
  it.each([
    'application/msgpack',
    'application/x-msgpack',
    'application/vnd.msgpack',
    'application/x+msgpack',
    'application/vnd.example+msgpack',
  ])('knows the MIME type %s', (mime) => {
    expect(messagepack.claims({ ...facts, mime })?.by).toBe('mime');
  });

  it.each(['msgpack', 'x.msgpack.v1', 'MessagePack'])('knows the subprotocol %s', (protocol) => {
    expect(messagepack.claims({ ...facts, protocol })?.by).toBe('subprotocol');
  });

  it.each([
    { mime: 'application/octet-stream' },
    { mime: 'application/cbor' },
    { protocol: 'mqtt' },
    {},
  ])('leaves %j alone', (more) => {
    expect(messagepack.claims({ ...facts, ...more })).toBeUndefined();
  });
});

describe('recognition by content', () => {
  it.each([
    ['a map with a name', '81 a1 61 01'],
    ['a map of maps', '81 a2 6964 81 a1 78 cb 3ff0000000000000'],
    ['an array with strings', '93 01 a6 7265616c6d31 80'],
    ['an array of maps', '92 81 a2 6964 01 81 a2 6964 02'],
    ['a map with bytes', '81 a4 64617461 c4 03 00ff00'],
    ['a map with a time', '81 a2 6174 d6 ff 5a4af6a5'],
    ['a long string', `81 a1 73 d9 20 ${'61'.repeat(32)}`],
  ])('takes %s: %s', (_, hex) => {
    expect(messagepack.sniffs(binary(hex), 'received')?.by).toBe('content');
  });

  it.each([
    ['nothing', ''],
    ['a number', '2a'],
    ['a string', 'a2 6869'],
    ['an empty map', '80'],
    ['an empty array', '90'],
    ['an array of numbers', '93 01 02 03'],
    ['a map with numbers for keys', '82 01 02 03 04'],
    ['a map that goes on after its end', '81 a1 61 01 00'],
    ['a map that is cut', '82 a1 61 01'],
    ['an empty key', '81 a0 01'],
    ['a key with a control character', '81 a1 07 01'],
    ['a string that is not UTF-8', '81 a1 61 a1 ff'],
    ['a length written too long', '81 d9 01 61 01'],
    ['a count written too long', 'de 0001 a1 61 01'],
    ['the byte that is never used', '81 a1 61 c1'],
    ['a count that is a lie', 'dd ffffffff a3 616263'],
    ['MQTT SUBSCRIBE', '82 08 0001 0003 612f62 00'],
    ['MQTT SUBACK', '90 03 0001 00'],
    ['Protobuf', '92 01 05 68656c6c6f'],
    ['CBOR array', '83 01 63 616263 02'],
    ['CBOR map', 'a1 61 61 01'],
    ['a PNG', '89 504e470d0a1a0a 0000000d 49484452'],
    ['an RSocket frame', '00000001 28 60 686579'],
    ['gzip', '1f8b0800000000000003'],
  ])('leaves %s alone: %s', (_, hex) => {
    expect(messagepack.sniffs(binary(hex), 'received')).toBeUndefined();
  });

  it.each(['{"a":1}', '42', '12345678', 'hello', '[1,2]', 'é', '\u0700'])(
    'leaves the text %j alone, as text and as bytes',
    (text) => {
      expect(messagepack.sniffs(Payload.ofText(text), 'received')).toBeUndefined();
      const payload = Payload.ofBytes(encoder.encode(text));
      expect(messagepack.sniffs(payload, 'received')).toBeUndefined();
    },
  );

  it('does not go down without end', () => {
    const deep = Payload.ofBytes(new Uint8Array(1e6).fill(0x91));
    expect(messagepack.sniffs(deep, 'received')).toBeUndefined();
  });
});

describe('several values in one message', () => {
  it('are a unit each, with its bytes', () => {
    const units = unitsOf(binary('81 a1 61 01 92 02 03 80'));
    expect(units.map((unit) => unit.layer.summary)).toEqual(['{a: 1}', '[2] 2, 3', '{}']);
    expect(units.map((unit) => unit.sources[0]?.range)).toEqual([
      [0, 4],
      [4, 7],
      [7, 8],
    ]);
  });

  it('are one unit where they are plain', () => {
    const units = unitsOf(binary('80 01 a1 61 c0 90'));
    expect(units.map((unit) => unit.layer.summary)).toEqual(['{}', '1, "a", null', '[]']);
    expect(units[1]?.layer.fields().map(({ name, value }) => [name, value])).toEqual([
      ['0', 1],
      ['1', 'a'],
      ['2', null],
    ]);
  });

  it('may end with bytes that are no whole value', () => {
    const units = unitsOf(binary('81 a1 61 01 93 02'));
    expect(units.map((unit) => unit.layer.problems.map(({ kind }) => kind))).toEqual([
      [],
      ['truncated'],
    ]);
  });

  it('are not a million records', () => {
    const units = unitsOf(Payload.ofBytes(new Uint8Array(1e6).fill(0x80)));
    expect(units.length).toBe(1001);
    expect(units.at(-1)?.sources).toEqual([{ message: 0, range: [1000, 1e6] }]);
  });
});

describe('what is not MessagePack', () => {
  it.each([
    ['a text message', Payload.ofText('{"protocol":"json"}')],
    ['text as bytes', Payload.ofBytes(encoder.encode('{"error":"no"}'))],
  ])('although declared, %s, is read as what it is', (_, payload) => {
    const [unit] = unitsOf(payload);
    expect(unit?.isForeign).toBe(true);
    const [record] = openChain({ ...facts, protocol: 'msgpack' }).feed(input(payload));
    expect(record?.layers.map((layer) => layer.protocol)).toEqual(['json']);
    expect(record?.recognitions[0]?.reason).toMatch(/although .* says MessagePack$/);
  });

  it('begins with a byte that no value begins with', () => {
    expect(unitsOf(binary('c1 01'))).toMatchObject([{ isForeign: true }]);
  });
});

describe('a body in parts', () => {
  const body = bytesOf('82 a1 61 a5 68656c6c6f a1 62 92 cd 0100 c4 02 0001 81 a1 63 c0 01 02');

  it.each(Array.from(body.keys()))('gives the same units when cut at byte %i', (cut) => {
    const session = messagepack.open({ ...facts, mime: 'application/msgpack' });
    const units = [body.subarray(0, cut), body.subarray(cut)].flatMap((bytes, message) =>
      session.feed(input(Payload.ofBytes(bytes), { message, isPart: true })),
    );
    units.push(...session.end());
    const summaries = units.map((unit) => unit.layer.summary);
    expect(summaries.slice(0, 2)).toEqual([`{a: "hello", b: [2]}`, '{c: null}']);
    // Plain values do not wait for more of their kind.
    expect(summaries.slice(2).join(', ')).toBe('1, 2');
    expect(units.flatMap((unit) => unit.layer.problems)).toEqual([]);
  });

  it('keeps the directions apart', () => {
    const session = messagepack.open(facts);
    const part = (hex: string, direction: 'sent' | 'received') =>
      session.feed(input(binary(hex), { direction, isPart: true }));
    expect(part('92 01', 'sent')).toEqual([]);
    expect(part('91', 'received')).toEqual([]);
    expect(part('02', 'sent').map((unit) => unit.layer.summary)).toEqual(['[2] 1, 2']);
    expect(part('c0', 'received').map((unit) => unit.direction)).toEqual(['received']);
  });

  it('shows at the end what is incomplete', () => {
    const session = messagepack.open(facts);
    expect(session.feed(input(binary('92 01'), { isPart: true }))).toEqual([]);
    const [unit] = session.end();
    expect(unit?.layer.problems).toMatchObject([{ kind: 'truncated', offset: 2 }]);
  });
});
