import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { Field, FieldValue, Layer } from '../contract.ts';
import { messagePackLayer } from './layer.ts';

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/[\da-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function layerOf(hex: string): Layer {
  return messagePackLayer(Payload.ofBytes(bytesOf(hex)));
}

function only(fields: readonly Field[]): Field {
  const [field] = fields;
  if (!field || fields.length > 1) throw new Error(`${fields.length} fields`);
  return field;
}

/** Clause of the specification, bytes, value, format. */
const SCALARS: readonly (readonly [string, string, FieldValue, string])[] = [
  ['nil', 'c0', null, 'nil'],
  ['bool', 'c2', false, 'false'],
  ['bool', 'c3', true, 'true'],
  ['int', '00', 0, 'positive fixint'],
  ['int', '7f', 127, 'positive fixint'],
  ['int', 'e0', -32, 'negative fixint'],
  ['int', 'ff', -1, 'negative fixint'],
  ['int', 'cc 80', 128, 'uint 8'],
  ['int', 'cd 0100', 256, 'uint 16'],
  ['int', 'ce ffffffff', 4294967295, 'uint 32'],
  ['int', 'cf 001fffffffffffff', Number.MAX_SAFE_INTEGER, 'uint 64'],
  ['int', 'cf 0020000000000001', 9007199254740993n, 'uint 64'],
  ['int', 'cf ffffffffffffffff', 18446744073709551615n, 'uint 64'],
  ['int', 'd0 80', -128, 'int 8'],
  ['int', 'd1 8000', -32768, 'int 16'],
  ['int', 'd2 80000000', -2147483648, 'int 32'],
  ['int', 'd3 ffffffffffffffff', -1, 'int 64'],
  ['int', 'd3 8000000000000000', -9223372036854775808n, 'int 64'],
  ['int', 'd3 00000000000000ff (not the shortest)', 255, 'int 64'],
  ['float', 'ca 3fc00000', 1.5, 'float 32'],
  ['float', 'ca 3dcccccd', 0.10000000149011612, 'float 32'],
  ['float', 'cb 3fb999999999999a', 0.1, 'float 64'],
  ['float', 'cb 8000000000000000', -0, 'float 64'],
  ['float', 'cb 7ff0000000000000', Number.POSITIVE_INFINITY, 'float 64'],
  ['float', 'ca 7fc00000', Number.NaN, 'float 32'],
  ['str', 'a0', '', 'fixstr'],
  ['str', 'a3 e282ac', '€', 'fixstr'],
  ['str', 'd9 02 6162', 'ab', 'str 8'],
  ['str', 'da 0001 61', 'a', 'str 16'],
  ['str', 'db 00000001 61', 'a', 'str 32'],
  ['bin', 'c4 00', '', 'bin 8, 0 bytes'],
  ['bin', 'c4 02 01ff', '01 ff', 'bin 8, 2 bytes'],
  ['bin', 'c5 0001 ff', 'ff', 'bin 16, 1 bytes'],
  ['bin', 'c6 00000001 ff', 'ff', 'bin 32, 1 bytes'],
];

describe('no bytes', () => {
  it('are no value, and nothing is wrong with them', () => {
    expect(layerOf('').fields()).toEqual([]);
    expect(layerOf('').problems).toEqual([]);
    expect(layerOf('').summary).toBe('(no value)');
  });
});

describe('a value', () => {
  it.each(SCALARS)('%s: %s is %s (%s)', (_, text, value, note) => {
    const hex = text.replace(/ \(.*/, '');
    const layer = layerOf(hex);
    const range = [0, bytesOf(hex).length];
    expect(only(layer.fields())).toEqual({ name: 'value', value, range, note });
    expect(layer.problems).toEqual([]);
  });
});

/** Clause, bytes, time. */
const TIMES = [
  ['timestamp 32', 'd6 ff 5a4af6a5', '2018-01-02T03:04:05Z'],
  ['timestamp 32', 'd6 ff ffffffff', '2106-02-07T06:28:15Z'],
  ['timestamp 64', 'd7 ff a1dcd7c8 5a4af6a5', '2018-01-02T03:04:05.678901234Z'],
  ['timestamp 64', 'd7 ff 00000003 ffffffff', '2514-05-30T01:53:03Z'],
  ['timestamp 96', 'c7 0c ff 1dcd6500 ffffffffffffffff', '1969-12-31T23:59:59.5Z'],
  ['timestamp 96', 'c7 0c ff 00000000 7fffffffffffffff', '9223372036854775807 s + 0 ns'],
] as const;

describe('an ext', () => {
  it.each(TIMES)('%s: %s is %s', (format, hex, value) => {
    const field = only(layerOf(hex).fields());
    expect(field).toMatchObject({ value, range: [0, bytesOf(hex).length] });
    expect(field.note).toContain(format);
    expect(layerOf(hex).problems).toEqual([]);
    expect(layerOf(hex).summary).toBe(value);
  });

  it.each([
    ['fixext 1', 'd4 05 aa', 2],
    ['fixext 2', 'd5 05 aabb', 2],
    ['fixext 4', 'd6 05 aabbccdd', 2],
    ['fixext 8', 'd7 05 0001020304050607', 2],
    ['fixext 16', 'd8 05 000102030405060708090a0b0c0d0e0f', 2],
    ['ext 8', 'c7 03 05 aabbcc', 3],
    ['ext 16', 'c8 0001 05 aa', 4],
    ['ext 32', 'c9 00000001 05 aa', 6],
  ])('%s: %s has a type and data, each with its bytes', (format, hex, dataStart) => {
    const layer = layerOf(hex);
    const data = bytesOf(hex).subarray(dataStart);
    const value = Array.from(data, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const branch = only(layer.fields());
    expect(branch.note).toBe(`${format}, type 5, ${data.length} bytes`);
    expect(branch.children).toEqual([
      { name: 'type', value: 5, range: [dataStart - 1, dataStart] },
      { name: 'data', value, range: [dataStart, bytesOf(hex).length] },
    ]);
  });

  it.each([
    ['five bytes', 'c7 05 ff 0102030405', 3],
    ['a billion nanoseconds', 'c7 0c ff 3b9aca00 0000000000000000', 3],
    ['more than a billion nanoseconds', 'd7 ff ee6b2800 00000000', 2],
  ])('with type -1 and %s is no timestamp', (_, hex, offset) => {
    expect(layerOf(hex).problems).toMatchObject([{ kind: 'bad-timestamp', offset }]);
  });

  it('may have a type that is reserved', () => {
    expect(layerOf('d4 fe 00').summary).toBe("ext(-2, h'00')");
  });
});

describe('an array', () => {
  it.each([
    ['fixarray', '92 01 a1 61', 1],
    ['array 16', 'dc 0002 01 a1 61', 3],
    ['array 32', 'dd 00000002 01 a1 61', 5],
  ])('%s: %s names its elements by their place', (_, hex, start) => {
    expect(layerOf(hex).fields()).toEqual([
      { name: '0', value: 1, range: [start, start + 1], note: 'positive fixint' },
      { name: '1', value: 'a', range: [start + 1, start + 3], note: 'fixstr' },
    ]);
    expect(layerOf(hex).summary).toBe('[2] 1, "a"');
  });

  it('may be empty', () => {
    expect(only(layerOf('90').fields())).toMatchObject({
      name: 'value',
      note: 'fixarray, 0 elements',
    });
    expect(layerOf('90').summary).toBe('[]');
  });
});

describe('a map', () => {
  it.each([
    ['fixmap', '81 a1 61 c3', 1],
    ['map 16', 'de 0001 a1 61 c3', 3],
    ['map 32', 'df 00000001 a1 61 c3', 5],
  ])('%s: %s names its values by their keys', (_, hex, start) => {
    expect(layerOf(hex).fields()).toEqual([
      { name: 'a', value: true, range: [start, start + 3], note: 'true' },
    ]);
    expect(layerOf(hex).summary).toBe('{a: true}');
  });

  it('may have any key', () => {
    const layer = layerOf(
      '88 01 a1 61 a1 31 a1 62 c0 01 c2 02 cb3ff0000000000000 03 c40101 04 9105 05 80 06',
    );
    expect(layer.fields().map(({ name, note }) => [name, note])).toEqual([
      ['1', 'key positive fixint; fixstr'],
      ['1', 'fixstr'],
      ['null', 'key nil; positive fixint'],
      ['false', 'key false; positive fixint'],
      ['1.0', 'key float 64; positive fixint'],
      ["h'01'", 'key bin 8'],
      ['[1]', 'key fixarray'],
      ['{}', 'key fixmap'],
    ]);
    expect(layer.fields()[6]?.children).toMatchObject([
      { name: 'key', children: [{ value: 5 }] },
      { name: 'value', value: 5 },
    ]);
    expect(layer.problems).toEqual([]);
    expect(layer.summary).toBe(
      `{1: "a", "1": "b", null: 1, false: 2, 1.0: 3, h'01': 4, [1]: 5, {}: 6}`,
    );
  });

  it('keeps __proto__ and repeated keys, and says where the second one is', () => {
    const layer = layerOf('83 a9 5f5f70726f746f5f5f 01 a1 61 02 a1 61 03');
    expect(layer.fields().map(({ name, value }) => [name, value])).toEqual([
      ['__proto__', 1],
      ['a', 2],
      ['a', 3],
    ]);
    expect(layer.problems).toMatchObject([{ kind: 'repeated-key', offset: 15 }]);
  });

  it('takes one number in two formats for one key, and a number and its digits for two', () => {
    expect(layerOf('82 01 c0 cc01 c0').problems).toMatchObject([{ kind: 'repeated-key' }]);
    expect(layerOf('83 01 c0 a131 c0 ca3f800000 c0').problems).toEqual([]);
  });
});

describe('damage', () => {
  it.each([
    ['an element is missing', '92 01', 'truncated', 2, '[2] 1, …'],
    ['a value is missing', '81 a1 61', 'truncated', 3, '{a: …}'],
    ['a string is cut', 'a5 6869', 'truncated', 3, '"hi"'],
    ['a string is cut inside a character', 'a3 e282', 'truncated', 3, '"\uFFFD"'],
    ['a number is cut', 'cd 01', 'truncated', 2, 'null'],
    ['a head is cut', 'db 0000', 'truncated', 3, '(no value)'],
    ['an ext is cut', 'd6 ff 5a4a', 'truncated', 4, "ext(-1, h'5a4a')"],
    ['a count is a lie', 'dd ffffffff 01', 'truncated', 6, '[4294967295] 1, …'],
    ['a string is not UTF-8', '91 a2 61ff', 'invalid-utf-8', 3, '[1] "a\uFFFD"'],
    ['a byte begins no value', '92 c1 01', 'never-used', 1, '[2] null, 1'],
  ])('%s: %s', (_, hex, kind, offset, summary) => {
    const layer = layerOf(hex);
    expect(layer.problems).toMatchObject([{ kind, offset }]);
    expect(layer.summary).toBe(summary);
  });

  it('behind a value leaves the value as it is alone', () => {
    const alone = layerOf('81 a1 61 01').fields();
    expect(layerOf('81 a1 61 01 d4').fields()).toEqual(alone);
    expect(layerOf('81 a1 61 01 d4').problems).toMatchObject([{ kind: 'truncated', offset: 5 }]);
  });

  it('of too many levels is not followed, however many there are', () => {
    const layer = messagePackLayer(Payload.ofBytes(new Uint8Array(1e6).fill(0x91)));
    expect(layer.problems).toMatchObject([{ kind: 'too-deep', offset: 201 }]);
    expect(layer.fields()).toHaveLength(1);
  });
});

describe('a summary', () => {
  it('is one short line, however long the value', () => {
    const long = new Uint8Array(1e6).fill(0x61);
    long.set(bytesOf('82 a1 61 db 000f4200'));
    expect(messagePackLayer(Payload.ofBytes(long)).summary).toBe(`{a: "${'a'.repeat(39)}…", …}`);
    const wide = new Uint8Array(1e6).fill(0x07);
    wide.set(bytesOf('dd 000f423b'));
    expect(messagePackLayer(Payload.ofBytes(wide)).summary).toMatch(/^\[999995\] 7, 7, .{100,}…$/);
  });

  it('shows binary data by its beginning', () => {
    expect(layerOf('81 a1 62 c4 0a 000102030405060708 09').summary).toBe(
      "{b: h'0001020304050607…' (10 bytes)}",
    );
  });
});
