import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import { openChain } from '../chain.ts';
import type { ConnectionFacts, DecoderInput, Unit } from '../contract.ts';
import { cbor } from './decoder.ts';

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
  const session = cbor.open(facts);
  return [...session.feed(input(payload)), ...session.end()];
}

describe('recognition by what is declared', () => {
  it.each(['application/cbor', 'application/cbor-seq', 'application/senml+cbor'])(
    'knows the MIME type %s',
    (mime) => {
      expect(cbor.claims({ ...facts, mime })?.by).toBe('mime');
    },
  );

  it('knows a subprotocol that says so', () => {
    expect(cbor.claims({ ...facts, protocol: 'x.cbor' })?.by).toBe('subprotocol');
  });

  it.each(['application/octet-stream', 'application/msgpack', 'application/cose'])(
    'leaves %s alone',
    (mime) => {
      expect(cbor.claims({ ...facts, mime })).toBeUndefined();
    },
  );
});

describe('recognition by content', () => {
  it.each([
    ['a map with a name', 'a1 6161 01'],
    ['a map of indefinite length', 'bf 6161 01 ff'],
    ['a map with maps inside', 'a1 61 78 a2 01 02 03 f6'],
    ['a map with a tag', 'a1 62 6174 c1 1a 514b67b0'],
    ['anything that says it is CBOR', 'd9d9f7 83 01 02 03'],
  ])('takes %s: %s', (_, hex) => {
    expect(cbor.sniffs(binary(hex), 'received')?.by).toBe('content');
  });

  it.each([
    ['nothing', ''],
    ['a number', '01'],
    ['an empty map', 'a0'],
    ['an empty map of indefinite length', 'bf ff'],
    ['an array', '83 01 02 03'],
    ['a map with numbers for keys', 'a1 01 02'],
    ['a map that goes on after its end', 'a1 6161 01 00'],
    ['a map that is cut', 'a2 6161 01'],
    ['an empty key', 'a1 60 01'],
    ['a key with a control character', 'a1 61 07 01'],
    ['a key that is not UTF-8', 'a1 61 ff 01'],
    ['a length written too long', 'a1 78 01 61 01'],
    ['a count written too long', 'b8 01 6161 01'],
    ['a reserved byte', 'a1 6161 1c'],
    ['the tag alone', 'd9d9f7'],
    ['the tag with more than one item', 'd9d9f7 01 02'],
    ['MessagePack', '81 a1 61 01'],
    ['a MessagePack string', 'a2 6869'],
    ['an RSocket frame', '00000001 28 60 686579'],
  ])('leaves %s alone: %s', (_, hex) => {
    expect(cbor.sniffs(binary(hex), 'received')).toBeUndefined();
  });

  it.each(['{"a":1}', '42', '12345678', 'hello', '¡aa\u0001'])(
    'leaves the text %j alone, as text and as bytes',
    (text) => {
      expect(cbor.sniffs(Payload.ofText(text), 'received')).toBeUndefined();
      const payload = Payload.ofBytes(encoder.encode(text));
      expect(cbor.sniffs(payload, 'received')).toBeUndefined();
    },
  );

  it('does not go down without end', () => {
    const deep = new Uint8Array(1e6).fill(0x81);
    deep.set([0xa1, 0x61, 0x61]);
    expect(cbor.sniffs(Payload.ofBytes(deep), 'received')).toBeUndefined();
  });
});

describe('a sequence of items (RFC 8742)', () => {
  it('gives a unit each, with its bytes; plain ones share one', () => {
    const units = unitsOf(binary('a1 6161 01 01 f6 82 02 03 6161'));
    expect(units.map((unit) => unit.layer.summary)).toEqual([
      '{"a": 1}',
      '1, null',
      '[2, 3]',
      '"a"',
    ]);
    expect(units.map((unit) => unit.sources[0]?.range)).toEqual([
      [0, 4],
      [4, 6],
      [6, 9],
      [9, 11],
    ]);
  });

  it('may end with bytes that are no whole item', () => {
    const units = unitsOf(binary('a1 6161 01 83 02'));
    expect(units.map((unit) => unit.layer.problems.map(({ kind }) => kind))).toEqual([
      [],
      ['truncated'],
    ]);
  });

  it('is not a million records', () => {
    expect(unitsOf(Payload.ofBytes(new Uint8Array(1e6).fill(0xa0)))).toHaveLength(1001);
  });
});

describe('what is not CBOR', () => {
  it.each([
    ['a text message', Payload.ofText('{"a":1}')],
    ['text as bytes', Payload.ofBytes(encoder.encode('{"error":"no"}'))],
  ])('although declared, %s, is read as what it is', (_, payload) => {
    expect(unitsOf(payload)).toMatchObject([{ isForeign: true }]);
    const [record] = openChain({ ...facts, protocol: 'cbor' }).feed(input(payload));
    expect(record?.layers.map((layer) => layer.protocol)).toEqual(['json']);
    expect(record?.recognitions[0]?.reason).toMatch(/although .* says CBOR$/);
  });

  it('begins with a byte that no item begins with', () => {
    expect(unitsOf(binary('1c 01'))).toMatchObject([{ isForeign: true }]);
  });

  it('is not a text of four letters that are a whole item', () => {
    expect(unitsOf(Payload.ofBytes(encoder.encode('chip')))[0]?.layer.summary).toBe('"hip"');
  });
});

describe('a body in parts', () => {
  const body = bytesOf(
    'a2 6161 7f 62 6869 61 21 ff 6162 9f 19 0100 ff 82 5f 41 00 ff c1 1a 514b67b0 bf 6163 f6 ff',
  );

  it.each(Array.from(body.keys()))('gives the same units when cut at byte %i', (cut) => {
    const session = cbor.open({ ...facts, mime: 'application/cbor-seq' });
    const units = [body.subarray(0, cut), body.subarray(cut)].flatMap((bytes, message) =>
      session.feed(input(Payload.ofBytes(bytes), { message, isPart: true })),
    );
    expect(session.end()).toEqual([]);
    expect(units.map((unit) => unit.layer.summary)).toEqual([
      '{"a": (_ "hi", "!"), "b": [_ 256]}',
      "[(_ h'00'), 1(1363896240)]",
      '{_ "c": null}',
    ]);
  });

  it('begins anew behind what is not well-formed', () => {
    const session = cbor.open(facts);
    const part = (hex: string, message: number) =>
      session.feed(input(binary(hex), { message, isPart: true }));
    expect(part('82 01', 0)).toEqual([]);
    expect(part('ff 02', 1).map((unit) => unit.layer.problems)).toMatchObject([
      [{ kind: 'unexpected-break', offset: 2 }],
    ]);
    expect(part('a1 6161 01', 2).map((unit) => unit.layer.summary)).toEqual(['{"a": 1}']);
  });

  it('shows at the end what is incomplete', () => {
    const session = cbor.open(facts);
    expect(session.feed(input(binary('82 01'), { isPart: true }))).toEqual([]);
    expect(session.end()[0]?.layer.problems).toMatchObject([{ kind: 'truncated', offset: 2 }]);
  });
});
