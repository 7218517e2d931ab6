import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import { openChain } from '../chain.ts';
import type { ConnectionFacts, Field, FieldValue } from '../contract.ts';
import { protobuf } from './decoder.ts';
import { ProtobufLayer } from './layer.ts';

const facts: ConnectionFacts = { transport: 'fetch', url: 'http://h/' };
const encoder = new TextEncoder();

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/[\da-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function layerOf(hex: string): ProtobufLayer {
  return new ProtobufLayer(Payload.ofBytes(bytesOf(hex)));
}

/** The readings of a field, by their names. */
function readingsOf(field: Field | undefined): Readonly<Record<string, FieldValue | undefined>> {
  return Object.fromEntries((field?.children ?? []).map(({ name, value }) => [name, value]));
}

describe('recognition', () => {
  it.each([
    'application/x-protobuf',
    'application/protobuf',
    'application/vnd.google.protobuf',
    'application/x-google-protobuf',
    'application/proto',
    'application/vnd.example+protobuf',
  ])('by MIME type %s', (mime) => {
    expect(protobuf.claims({ ...facts, mime })?.by).toBe('mime');
  });

  it.each([
    'application/json',
    'application/octet-stream',
    'application/grpc-web+proto',
    'application/connect+proto',
  ])('not by %s', (mime) => {
    expect(protobuf.claims({ ...facts, mime })).toBeUndefined();
  });

  it.each([
    'protobuf',
    'Protobuf',
    'topics.protobuf',
    'chat.proto',
    'v1.protobuf',
    'com.example.protobuf.v2',
    'vnd.example+proto',
    'protobuf3',
  ])('by subprotocol %s', (protocol) => {
    expect(protobuf.claims({ transport: 'websocket', url: 'ws://h/', protocol })).toEqual({
      by: 'subprotocol',
      reason: `subprotocol ${protocol}`,
    });
  });

  it.each([
    'proto',
    'echo-proto',
    'echo-protocol',
    'lws-mirror-protocol',
    'protocol.v1',
    'notprotobuf',
    'centrifuge-protobuf',
    'json',
  ])('not by subprotocol %s', (protocol) => {
    expect(protobuf.claims({ transport: 'websocket', url: 'ws://h/', protocol })).toBeUndefined();
  });

  it.each(['12345678', '42', '{"a":1}', '\b\u0001'])('never by the looks of %j', (text) => {
    expect(protobuf.sniffs(Payload.ofText(text), 'received')).toBeUndefined();
    expect(protobuf.sniffs(Payload.ofBytes(encoder.encode(text)), 'received')).toBeUndefined();
  });

  it('never by the looks of a real message', () => {
    const payload = Payload.ofBytes(bytesOf('08 96 01'));
    expect(protobuf.sniffs(payload, 'received')).toBeUndefined();
    const [record] = openChain(facts).feed({ message: 0, direction: 'received', time: 0, payload });
    expect(record?.layers[0]?.protocol).toBe('bytes');
  });

  it('when a person asks for it', () => {
    const chain = openChain({ transport: 'websocket', url: '' }, { override: 'protobuf' });
    const payload = Payload.ofBytes(bytesOf('08 96 01'));
    const [record] = chain.feed({ message: 0, direction: 'received', time: 0, payload });
    expect(record?.layers[0]?.summary).toBe('1: varint 150');
    expect(record?.recognitions[0]?.by).toBe('person');
  });
});

/** What, bytes of the whole field, every reading there is. */
const READINGS: readonly (readonly [
  string,
  string,
  Readonly<Record<string, FieldValue | undefined>>,
])[] = [
  ['varint 150', '08 9601', { unsigned: 150, zigzag: 75 }],
  ['varint 1', '08 01', { unsigned: 1, zigzag: -1, bool: true }],
  ['varint 0', '08 00', { unsigned: 0, zigzag: 0, bool: false }],
  [
    'varint -2 (ten bytes)',
    '08 feffffffffffffffff01',
    { unsigned: 18446744073709551614n, signed: -2, zigzag: 9223372036854775807n },
  ],
  [
    'varint of 64 bits',
    '08 ffffffffffffffffff01',
    { unsigned: 18446744073709551615n, signed: -1, zigzag: -9223372036854775808n },
  ],
  [
    'varint 2^53 + 1',
    '08 8180808080808010',
    { unsigned: 9007199254740993n, zigzag: -4503599627370497 },
  ],
  ['varint written too long', '08 8100', { unsigned: 1, zigzag: -1, bool: true }],
  ['32-bit', '0d 0000c03f', { float: 1.5, unsigned: 1069547520 }],
  ['32-bit negative', '0d ffffffff', { float: Number.NaN, unsigned: 4294967295, signed: -1 }],
  ['64-bit', '09 000000000000f83f', { double: 1.5, unsigned: 4609434218613702656n }],
  [
    '64-bit negative',
    '09 00000000000000c0',
    { double: -2, unsigned: 13835058055282163712n, signed: -4611686018427387904n },
  ],
  [
    'text',
    '12 07 74657374696e67',
    {
      text: 'testing',
      'packed varints': '116, 101, 115, 116, 105, 110, 103',
      bytes: '74 65 73 74 69 6e 67',
    },
  ],
  ['nothing', '12 00', { text: '', bytes: '' }],
  [
    'packed varints (not text)',
    '32 06 038e029ea705',
    { 'packed varints': '3, 270, 86942', bytes: '03 8e 02 9e a7 05' },
  ],
  [
    'a message inside',
    '1a 03 089601',
    { 'packed varints': '8, 150', bytes: '08 96 01', message: undefined },
  ],
  [
    'packed floats',
    '22 08 0000c03f 000000c0',
    {
      'packed floats': '1.5, -2',
      'packed 32-bit integers': '1069547520, 3221225472',
      'packed doubles': '-2.000000474974513',
      'packed 64-bit integers': '13835058056351711232',
      bytes: '00 00 c0 3f 00 00 00 c0',
    },
  ],
  ['bytes', '12 03 ffffff', { bytes: 'ff ff ff' }],
];

describe('a field', () => {
  it.each(READINGS)('%s (%s) shows all that it may mean', (_, hex, readings) => {
    const [field, ...more] = layerOf(hex).fields();
    expect(more).toEqual([]);
    expect(field?.range).toEqual([0, bytesOf(hex).length]);
    expect(readingsOf(field)).toEqual(readings);
    expect(layerOf(hex).problems).toEqual([]);
  });

  it('has its number for a name and its readings on one line', () => {
    const [field] = layerOf('92 01 02 6869').fields();
    expect(field).toMatchObject({
      name: '18',
      // Even "hi" may be a message: field 13, a varint, with the value 105.
      value: 'message | text "hi" | packed varints 104, 105 | bytes 68 69',
      note: 'length-delimited, 2 bytes',
    });
    expect(layerOf('1a 03 089601').fields()[0]?.value).toMatch(/^message \| /);
  });

  it('may be a message, with its own fields in their place', () => {
    const [field] = layerOf('1a 05 08 9601 12 00').fields();
    const message = field?.children?.find(({ name }) => name === 'message');
    expect(message?.range).toEqual([2, 7]);
    expect(message?.children?.map(({ name, range }) => [name, range])).toEqual([
      ['1', [2, 5]],
      ['2', [5, 7]],
    ]);
  });

  it('may be a group', () => {
    const [field] = layerOf('0b 10 01 13 18 02 14 0c').fields();
    expect(field).toMatchObject({ name: '1', range: [0, 8], note: 'group' });
    expect(field?.children?.map(({ name, note, range }) => [name, note, range])).toEqual([
      ['2', 'varint', [1, 3]],
      ['2', 'group', [3, 7]],
    ]);
  });

  it('may come again and again', () => {
    expect(
      layerOf('08 01 08 02 08 03')
        .fields()
        .map(({ name }) => name),
    ).toEqual(['1', '1', '1']);
  });
});

describe('a summary', () => {
  it.each([
    ['', '(empty message)'],
    ['08 9601 12 07 74657374696e67', '1: varint 150, 2: 7 bytes "testing"'],
    ['0d 00000000 11 0000000000000000', '1: 32-bit, 2: 64-bit'],
    ['0b 0c 12 01 ff', '1: group, 2: 1 byte'],
    ['08 01 07', '1: varint 1, …'],
  ])('of %s is %s', (hex, summary) => {
    expect(layerOf(hex).summary).toBe(summary);
  });
});

describe('damage', () => {
  it.each([
    ['a wire type that is none', '08 01 0e', 'bad-tag', 2],
    ['the field number 0', '00 01', 'bad-tag', 0],
    ['a field number too great', '80 80 80 80 10 01', 'bad-tag', 0],
    ['a tag cut', '80', 'truncated', 0],
    ['a varint cut', '08 80', 'truncated', 1],
    ['a varint of eleven bytes', '08 ffffffffffffffffffff01', 'too-long', 1],
    ['64 bits cut', '09 0000', 'truncated', 3],
    ['bytes cut', '12 05 6869', 'truncated', 4],
    ['a length that is a lie', '12 ffffffffffffffffff01 00', 'truncated', 12],
    ['a group without end', '0b 08 01', 'truncated', 3],
    ['a group that another one ends', '0b 14', 'unexpected-group-end', 1],
    ['an end without a group', '0c', 'unexpected-group-end', 0],
  ])('%s (%s) is %s at %i', (_, hex, kind, offset) => {
    expect(layerOf(hex).problems).toMatchObject([{ kind, offset }]);
  });

  it('leaves what was readable', () => {
    expect(
      layerOf('08 01 12 05 6869')
        .fields()
        .map(({ name }) => name),
    ).toEqual(['1']);
  });

  it.each([
    ['groups', 0x0b],
    ['tiny fields', 0x08],
    ['lengths', 0x0a],
  ])('of a million %s is no trouble', (_, byte) => {
    const layer = new ProtobufLayer(Payload.ofBytes(new Uint8Array(1e6).fill(byte)));
    expect(layer.fields().length).toBeLessThanOrEqual(100_000);
    expect(layer.problems).toHaveLength(1);
    expect(layer.summary.length).toBeLessThanOrEqual(120);
  });
});

describe('what is not Protobuf', () => {
  it.each([
    ['a text message', Payload.ofText('{"error":"no"}')],
    ['text as bytes', Payload.ofBytes(encoder.encode('{"error":"no"}'))],
  ])('although declared, %s, is read as what it is', (_, payload) => {
    const chain = openChain({ ...facts, mime: 'application/x-protobuf' });
    const [record] = chain.feed({ message: 0, direction: 'received', time: 0, payload });
    expect(record?.layers.map(({ protocol }) => protocol)).toEqual(['json']);
    expect(record?.recognitions[0]?.reason).toMatch(/although .* says Protobuf$/);
  });
});

describe('a body in parts', () => {
  it('is one message, wherever it is cut', () => {
    const body = bytesOf('08 9601 12 07 74657374696e67');
    for (let cut = 0; cut <= body.length; cut += 1) {
      const session = protobuf.open(facts);
      const units = [body.subarray(0, cut), body.subarray(cut)].flatMap((part, message) => {
        const payload = Payload.ofBytes(part);
        return session.feed({ message, direction: 'received', time: 0, payload, isPart: true });
      });
      expect(units).toEqual([]);
      expect(session.end().map((unit) => unit.layer.summary)).toEqual([
        '1: varint 150, 2: 7 bytes "testing"',
      ]);
    }
  });
});

/** A message as fields, with its bytes. */
interface Sample {
  readonly number: number;
  readonly bytes: readonly number[];
}

function varint(value: bigint): readonly number[] {
  return value < 0x80n ? [Number(value)] : [Number(value & 0x7fn) | 0x80, ...varint(value >> 7n)];
}

const number = fc.integer({ min: 1, max: 2 ** 29 - 1 });
const tagged = (no: number, type: number) => varint((BigInt(no) << 3n) | BigInt(type));
const { message: sample } = fc.letrec<{ field: Sample; message: readonly Sample[] }>((tie) => ({
  field: fc.oneof(
    { maxDepth: 3 },
    fc.tuple(number, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })).map(([no, value]) => ({
      number: no,
      bytes: [...tagged(no, 0), ...varint(value)],
    })),
    fc.tuple(number, fc.uint8Array({ minLength: 8, maxLength: 8 })).map(([no, data]) => ({
      number: no,
      bytes: [...tagged(no, 1), ...data],
    })),
    fc.tuple(number, fc.uint8Array({ maxLength: 20 })).map(([no, data]) => ({
      number: no,
      bytes: [...tagged(no, 2), data.length, ...data],
    })),
    fc.tuple(number, tie('message')).map(([no, fields]) => {
      const data = fields.flatMap((field) => field.bytes);
      return { number: no, bytes: [...tagged(no, 2), ...varint(BigInt(data.length)), ...data] };
    }),
    fc.tuple(number, tie('message')).map(([no, fields]) => ({
      number: no,
      bytes: [...tagged(no, 3), ...fields.flatMap((field) => field.bytes), ...tagged(no, 4)],
    })),
  ),
  message: fc.array(tie('field'), { maxLength: 5 }),
}));

describe('any message', () => {
  it('is split into its fields, each with its bytes', () => {
    fc.assert(
      fc.property(sample, (fields) => {
        const bytes = Uint8Array.from(fields.flatMap((field) => field.bytes));
        const layer = new ProtobufLayer(Payload.ofBytes(bytes));
        const shown = layer.fields();
        expect(shown.map(({ name }) => name)).toEqual(fields.map((field) => String(field.number)));
        expect(shown.map(({ range }) => range[1] - range[0])).toEqual(
          fields.map((field) => field.bytes.length),
        );
        expect(layer.problems).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('may be damaged in any way without harm', () => {
    const change = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) });
    fc.assert(
      fc.property(sample, fc.array(change, { maxLength: 4 }), fc.nat(), (fields, changes, cut) => {
        const damaged = Uint8Array.from(fields.flatMap((field) => field.bytes));
        for (const { at, byte } of changes) damaged[at % Math.max(damaged.length, 1)] = byte;
        const bytes = damaged.subarray(0, Math.max(damaged.length - (cut % 3), 0));
        const layer = new ProtobufLayer(Payload.ofBytes(bytes));
        const end = layer.fields().at(-1)?.range[1] ?? 0;
        if (layer.problems.length === 0) expect(end).toBe(bytes.length);
        expect(layer.summary.length).toBeLessThanOrEqual(120);
      }),
      { numRuns: 1000 },
    );
  });
});
