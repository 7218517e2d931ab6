import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import { openChain } from '../chain.ts';
import type { ConnectionFacts, Field, FieldValue } from '../contract.ts';
import { bytesOf, schemaOf, typedLayer } from './types.fixture.ts';

/** The messages of the encoding guide, and what it has no example for. */
const SCHEMA = schemaOf(`
  syntax = "proto2";
  package t;
  import "google/protobuf/any.proto";
  import "google/protobuf/duration.proto";
  import "google/protobuf/timestamp.proto";
  import "google/protobuf/wrappers.proto";
  message Test1 { optional int32 a = 1; }
  message Test2 { optional string b = 2; }
  message Test3 { optional Test1 c = 3; }
  message Test4 { optional string d = 4; repeated int32 e = 6; }
  message Test5 { repeated int32 f = 6 [packed = true]; }
  message Test6 { map<string, int32> g = 7; map<int32, Test1> h = 8; }
  enum Role { GUEST = 0; ADMIN = 1; LOST = -1; }
  message Scalars {
    optional double d = 1; optional float f = 2; optional int32 i32 = 3; optional int64 i64 = 4;
    optional uint32 u32 = 5; optional uint64 u64 = 6; optional sint32 s32 = 7;
    optional sint64 s64 = 8; optional fixed32 f32 = 9; optional fixed64 f64 = 10;
    optional sfixed32 sf32 = 11; optional sfixed64 sf64 = 12; optional bool yes = 13;
    optional string text = 14; optional bytes raw = 15; optional Role role = 16;
  }
  message Groups { repeated group Result = 1 { optional string url = 2; } }
  message Either { oneof what { string text = 1; int32 number = 2; Test1 inner = 3; } }
  message Strict { required int32 id = 1; optional Strict next = 2; }
  message Known {
    optional google.protobuf.Timestamp at = 1; optional google.protobuf.Duration took = 2;
    optional google.protobuf.BoolValue maybe = 3; optional google.protobuf.Any any = 4;
  }
  message Open { extensions 100 to 200; }
  extend Open { optional string mood = 100; }
  message Lists { repeated Role roles = 1; repeated fixed32 numbers = 2; repeated string words = 3; }
`);

const layerOf = (name: string, hex: string) => typedLayer(SCHEMA, `t.${name}`, bytesOf(hex));

/** Names and values, those of branches without a value in brackets. */
function told(fields: readonly Field[]): unknown {
  return fields.map(({ name, value, children }) => [name, value ?? told(children ?? [])]);
}

/** Message, bytes, what is told of them. */
const GUIDE: readonly (readonly [string, string, unknown])[] = [
  ['Test1', '08 96 01', [['a', 150]]],
  ['Test1', '08 fe ff ff ff ff ff ff ff ff 01', [['a', -2]]],
  ['Test2', '12 07 74 65 73 74 69 6e 67', [['b', 'testing']]],
  ['Test3', '1a 03 08 96 01', [['c', [['a', 150]]]]],
  [
    'Test4',
    '22 05 68 65 6c 6c 6f 30 01 30 02 30 03',
    [
      ['d', 'hello'],
      ['e', 1],
      ['e', 2],
      ['e', 3],
    ],
  ],
  ['Test5', '32 06 03 8e 02 9e a7 05', [['f', '[3, 270, 86942]']]],
  ['Test6', '3a 05 0a 01 61 10 05', [['g', 'a: 5']]],
  [
    'Test6',
    '3a 00 42 04 12 02 08 01',
    [
      ['g', ': 0'],
      ['h', '0: {…}'],
    ],
  ],
  ['Groups', '0b 12 01 61 0c', [['result', [['url', 'a']]]]],
  ['Open', 'a2 06 02 6f 6b', [['[t.mood]', 'ok']]],
];

describe('a message of the encoding guide', () => {
  it.each(GUIDE)('%s from %s', (name, hex, expected) => {
    const layer = layerOf(name, hex);
    expect(told(layer.fields())).toEqual(expected);
    expect(layer.problems).toEqual([]);
  });
});

/** Type, bytes of the field, value. */
const SCALARS: readonly (readonly [string, string, FieldValue])[] = [
  ['double', '09 000000000000f83f', 1.5],
  ['float minus zero', '15 00000080', -0],
  ['float, as short as it is the same', '15 cdcccc3d', 0.1],
  ['float that needs all its digits', '15 ffffff3e', 0.49999997],
  ['int32', '18 01', 1],
  ['int32 written with 32 bits', '18 ffffffff0f', -1],
  ['int64', '20 ffffffffffffffffff01', -1],
  ['int64, exact', '20 8180808080808010', 9007199254740993n],
  ['uint32', '28 ffffffff0f', 4294967295],
  ['uint64', '30 ffffffffffffffffff01', 18446744073709551615n],
  ['sint32', '38 03', -2],
  ['sint32, the least', '38 ffffffff0f', -2147483648],
  ['sint64, the least', '40 ffffffffffffffffff01', -9223372036854775808n],
  ['fixed32', '4d ffffffff', 4294967295],
  ['fixed64', '51 ffffffffffffffff', 18446744073709551615n],
  ['sfixed32', '5d feffffff', -2],
  ['sfixed64', '61 feffffffffffffff', -2],
  ['bool', '68 01', true],
  ['bool written as another number', '68 07', true],
  ['string', '72 02 c3a9', 'é'],
  ['bytes', '7a 02 00ff', '00 ff'],
  ['enum', '80 01 01', 'ADMIN'],
  ['enum, negative', '80 01 ffffffffffffffffff01', 'LOST'],
  ['enum without a name', '80 01 05', 5],
];

describe('a scalar', () => {
  it.each(SCALARS)('%s from %s', (_, hex, value) => {
    const layer = layerOf('Scalars', hex);
    const [field, ...more] = layer.fields();
    expect(more).toEqual([]);
    expect(field).toMatchObject({ value, range: [0, bytesOf(hex).length] });
    expect(layer.problems).toEqual([]);
  });

  it.each([
    ['18 8080808010', 0, 'int32, field 3, sent as 4294967296, which int32 cannot hold'],
    ['28 8180808010', 1, 'uint32, field 5, sent as 4294967297, which uint32 cannot hold'],
  ])('%s is cut to its size, and says so', (hex, value, note) => {
    expect(layerOf('Scalars', hex).fields()[0]).toMatchObject({ value, note });
  });

  it.each([
    ['80 01 01', 't.Role, field 16, number 1'],
    ['80 01 05', 't.Role, field 16, a number that the enum has no name for'],
    ['7a 02 00ff', 'bytes, field 15, 2 bytes'],
    ['68 01', 'bool, field 13'],
  ])('%s has a note', (hex, note) => {
    expect(layerOf('Scalars', hex).fields()[0]?.note).toBe(note);
  });
});

describe('repeated fields', () => {
  it.each([
    ['together', '0a 02 01 00', [['roles', '[ADMIN, GUEST]']]],
    [
      'one by one',
      '08 01 08 00',
      [
        ['roles', 'ADMIN'],
        ['roles', 'GUEST'],
      ],
    ],
    ['of fixed size', '12 08 01000000 02000000', [['numbers', '[1, 2]']]],
    [
      'of strings',
      '1a 01 61 1a 00',
      [
        ['words', 'a'],
        ['words', ''],
      ],
    ],
    ['none together', '0a 00', [['roles', '[]']]],
  ])('may come %s', (_, hex, expected) => {
    const layer = layerOf('Lists', hex);
    expect(told(layer.fields())).toEqual(expected);
    expect(layer.problems).toEqual([]);
  });

  it('have a range for each element', () => {
    const [field] = layerOf('Test5', '32 06 03 8e 02 9e a7 05').fields();
    expect(field?.children?.map(({ name, range }) => [name, range])).toEqual([
      ['0', [2, 3]],
      ['1', [3, 5]],
      ['2', [5, 8]],
    ]);
  });
});

describe('what does not count', () => {
  it('is all but the last of a field that is there once', () => {
    const notes = layerOf('Test1', '08 01 08 02')
      .fields()
      .map(({ note }) => note);
    expect(notes).toEqual([
      'int32, field 1; does not count: another one follows',
      'int32, field 1',
    ]);
  });

  it('is all but the last member of a oneof', () => {
    const notes = layerOf('Either', '0a 01 61 10 01 1a 00')
      .fields()
      .map(({ note }) => note);
    expect(notes).toEqual([
      'string, field 1, oneof what; does not count: another one follows',
      'int32, field 2, oneof what; does not count: another one follows',
      't.Test1, field 3, oneof what',
    ]);
  });

  it('is nothing where messages are merged or lists go on', () => {
    for (const [name, hex] of [
      ['Test3', '1a 00 1a 00'],
      ['Lists', '0a 01 01 0a 01 01'],
    ] as const) {
      for (const { note } of layerOf(name, hex).fields()) expect(note).not.toContain('count');
    }
  });
});

describe('well-known types are told as what they mean', () => {
  it.each([
    ['a time', '0a 06 08 80 aa 85 f0 05', '2019-12-24T00:00:00Z'],
    ['the first second', '0a 00', '1970-01-01T00:00:00Z'],
    ['milliseconds', '0a 06 08 01 10 c0 84 3d', '1970-01-01T00:00:01.001Z'],
    ['nanoseconds', '0a 04 08 01 10 01', '1970-01-01T00:00:01.000000001Z'],
    ['the year 1', '0a 0b 08 80 92 b8 c3 98 fe ff ff ff 01', '0001-01-01T00:00:00Z'],
    ['a duration', '12 02 08 5a', '90s'],
    ['a negative one', '12 0b 10 80 ba f9 f0 fe ff ff ff ff 01', '-0.300s'],
    ['a wrapper around the default', '1a 00', false],
    ['a wrapper', '1a 02 08 01', true],
  ])('%s', (_, hex, value) => {
    expect(layerOf('Known', hex).fields()[0]?.value).toBe(value);
  });

  it.each([
    ['the year 10000', '0a 07 08 80 83 d1 ff af 07'],
    ['a second of nanoseconds', '0a 06 10 80 94 eb dc 03'],
    ['a duration of both signs', '12 0d 08 01 10 80 ba f9 f0 fe ff ff ff ff 01'],
  ])('but not %s', (_, hex) => {
    expect(layerOf('Known', hex).fields()[0]).not.toHaveProperty('value');
  });

  it('also what an Any holds, where its type is known', () => {
    const url = 'type.googleapis.com/t.Test1';
    const inner = `0a 1b ${Buffer.from(url).toString('hex')} 12 03 08 96 01`;
    const [any] = layerOf('Known', `22 22 ${inner}`).fields();
    expect(any?.value).toBe(url);
    expect(told(any?.children ?? [])).toEqual([
      ['type_url', url],
      ['value', [['a', 150]]],
    ]);
  });
});

describe('what the schema does not have', () => {
  it('is shown with everything that it may mean', () => {
    const layer = layerOf('Test1', '08 01 10 03');
    expect(layer.fields()[1]).toMatchObject({
      name: '2',
      note: 'not in t.Test1; varint',
      value: 'unsigned 3 | zigzag -2',
      range: [2, 4],
    });
    expect(layer.problems).toEqual([]);
  });

  it('as another wire type than it says is a problem', () => {
    const layer = layerOf('Test1', '0a 01 61');
    expect(layer.fields()[0]).toMatchObject({
      name: 'a',
      note: 'not the wire type of int32; length-delimited, 1 bytes',
    });
    expect(layer.problems).toEqual([
      {
        kind: 'wrong-wire-type',
        offset: 0,
        reason:
          'a (field 1) is int32, sent as varint, and this is length-delimited. Is it another message type?',
      },
    ]);
  });
});

describe('damage', () => {
  it.each([
    ['Test1', '08 80', 'truncated', 1],
    ['Test3', '1a 05 08 01', 'truncated', 4],
    ['Test3', '1a 02 08 80', 'truncated', 3],
    ['Test2', '12 02 c3 28', 'invalid-utf-8', 2],
    ['Test5', '32 02 01 80', 'truncated', 3],
    ['Lists', '12 05 01 00 00 00 02', 'truncated', 6],
    ['Strict', '', 'missing-field', 0],
    ['Strict', '08 01 12 00', 'missing-field', 4],
    ['Groups', '0b 12 01 61', 'truncated', 4],
  ])('of %s (%s) is %s at %i', (name, hex, kind, offset) => {
    expect(layerOf(name, hex).problems).toMatchObject([{ kind, offset }]);
  });

  it('leaves what was readable', () => {
    expect(told(layerOf('Test4', '22 05 68 65 6c 6c 6f 30 80').fields())).toEqual([['d', 'hello']]);
  });

  it.each([
    ['wrong wire types', 'Test1', [0x0a, 0x00]],
    ['groups', 'Groups', [0x0b]],
    ['messages in messages', 'Strict', [0x12, 0x7f]],
    ['packed elements', 'Test5', [0x32, 0xff, 0xff, 0x3f, ...new Array(1e4).fill(1)]],
  ])('of a million %s is no trouble', (_, name, unit) => {
    const bytes = new Uint8Array(1e6).map((__, index) => unit[index % unit.length] ?? 0);
    const layer = typedLayer(SCHEMA, `t.${name}`, bytes);
    expect(layer.fields().length).toBeLessThanOrEqual(100_000);
    expect(layer.problems.length).toBeGreaterThan(0);
    expect(layer.problems.length).toBeLessThanOrEqual(101);
    expect(layer.summary.length).toBeLessThanOrEqual(120);
  });
});

describe('groups in groups around millions of fields', () => {
  it('are no trouble', () => {
    const schema = schemaOf('message G { optional group Part = 1 { optional G more = 9; } }');
    const bytes = new Uint8Array(4_000_000).fill(0x0b, 0, 90);
    for (let at = 90; at < bytes.length; at += 2) bytes.set([0x10, 1], at);
    const layer = typedLayer(schema, 'G', bytes);
    expect(layer.fields()).toEqual([]);
    expect(layer.problems).toMatchObject([{ kind: 'too-many-fields' }]);
  });
});

describe('a summary', () => {
  it.each([
    ['Test1', '', 'Test1 {}'],
    ['Test1', '08 96 01 10 02', 'Test1 {a: 150, 2: ?}'],
    [
      'Scalars',
      '72 02 6869 80 01 01 7a 02 00ff',
      'Scalars {text: "hi", role: ADMIN, raw: 2 bytes}',
    ],
    ['Test3', '1a 03 08 96 01', 'Test3 {c: {…}}'],
    ['Test5', '32 01 03', 'Test5 {f: […]}'],
    ['Test1', '0a 00', 'Test1 {a: ?}'],
    ['Test1', '08 01 07', 'Test1 {a: 1, …}'],
    ['Scalars', '72 03 610a62', 'Scalars {text: "a\\nb"}'],
  ])('of %s %s is %s', (name, hex, summary) => {
    expect(layerOf(name, hex).summary).toBe(summary);
  });
});

describe('in the chain', () => {
  const names = { sent: 't.Test1', received: 't.Test2' };
  const facts: ConnectionFacts = { transport: 'websocket', url: 'ws://h/' };

  function summaryOf(about: ConnectionFacts, hex: string, direction: 'sent' | 'received') {
    const payload = Payload.ofBytes(bytesOf(hex));
    const [record] = openChain(about).feed({ message: 0, direction, time: 0, payload });
    return record?.layers.map(({ protocol, summary }) => `${protocol} ${summary}`);
  }

  it('a chosen type reads the binary messages of its direction', () => {
    const about = { ...facts, protobuf: { schema: SCHEMA, names } };
    expect(summaryOf(about, '08 01', 'sent')).toEqual(['protobuf Test1 {a: 1}']);
    expect(summaryOf(about, '12 01 61', 'received')).toEqual(['protobuf Test2 {b: "a"}']);
  });

  it('a chosen type leaves alone what another protocol knows by its frames', () => {
    const about = { ...facts, protocol: 'mqtt', protobuf: { schema: SCHEMA, names } };
    expect(summaryOf(about, '30 05 00 01 74 08 01', 'sent')).toEqual([
      expect.stringMatching(/^mqtt PUBLISH/),
      'protobuf Test1 {a: 1}',
    ]);
  });

  it('without a choice, the schema alone makes nothing Protobuf', () => {
    const about = { ...facts, protobuf: { schema: SCHEMA } };
    expect(summaryOf(about, '08 01', 'sent')?.[0]).toMatch(/^bytes/);
  });

  it('a MIME type together with a chosen type gives names', () => {
    const about: ConnectionFacts = {
      transport: 'fetch',
      url: 'http://h/',
      mime: 'application/x-protobuf',
      protobuf: { schema: SCHEMA, names },
    };
    expect(summaryOf(about, '12 01 61', 'received')).toEqual(['protobuf Test2 {b: "a"}']);
  });

  it('gRPC-Web finds the types of a method by its URL', () => {
    const schema = schemaOf(`syntax = "proto3"; package chat;
      message In { string room = 1; } message Out { uint64 id = 1; }
      service Rooms { rpc Join(In) returns (stream Out); }`);
    const about: ConnectionFacts = {
      transport: 'fetch',
      url: 'http://h/api/chat.Rooms/Join?x',
      mime: 'application/grpc-web+proto',
      requestMime: 'application/grpc-web+proto',
      protobuf: { schema },
    };
    expect(summaryOf(about, '00 00000003 0a0161', 'sent')?.[1]).toBe('protobuf In {room: "a"}');
    expect(summaryOf(about, '00 00000002 0801', 'received')?.[1]).toBe('protobuf Out {id: 1}');
  });
});
