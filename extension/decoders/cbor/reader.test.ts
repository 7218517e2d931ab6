import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { Field, FieldValue, Layer } from '../contract.ts';
import { cborLayer } from './layer.ts';

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/[\da-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function layerOf(hex: string): Layer {
  return cborLayer(Payload.ofBytes(bytesOf(hex)));
}

function only(fields: readonly Field[]): Field {
  const [field] = fields;
  if (!field || fields.length > 1) throw new Error(`${fields.length} fields`);
  return field;
}

/** As in RFC 8949, Appendix A: bytes, value, diagnostic notation. */
const SCALARS: readonly (readonly [string, FieldValue, string])[] = [
  ['00', 0, '0'],
  ['17', 23, '23'],
  ['18 18', 24, '24'],
  ['19 03e8', 1000, '1000'],
  ['1a 000f4240', 1000000, '1000000'],
  ['1b 000000e8d4a51000', 1000000000000, '1000000000000'],
  ['1b 001fffffffffffff', Number.MAX_SAFE_INTEGER, '9007199254740991'],
  ['1b 0020000000000000', 9007199254740992n, '9007199254740992'],
  ['1b ffffffffffffffff', 18446744073709551615n, '18446744073709551615'],
  ['20', -1, '-1'],
  ['38 63', -100, '-100'],
  ['39 03e7', -1000, '-1000'],
  ['3b 001ffffffffffffe', Number.MIN_SAFE_INTEGER, '-9007199254740991'],
  ['3b 001fffffffffffff', -9007199254740992n, '-9007199254740992'],
  ['3b ffffffffffffffff', -18446744073709551616n, '-18446744073709551616'],
  ['f9 0000', 0, '0.0'],
  ['f9 8000', -0, '-0.0'],
  ['f9 3c00', 1, '1.0'],
  ['f9 3e00', 1.5, '1.5'],
  ['f9 7bff', 65504, '65504.0'],
  ['f9 0001', 2 ** -24, '5.960464477539063e-8'],
  ['f9 0400', 0.00006103515625, '0.00006103515625'],
  ['f9 c400', -4, '-4.0'],
  ['f9 7c00', Number.POSITIVE_INFINITY, 'Infinity'],
  ['f9 7e00', Number.NaN, 'NaN'],
  ['f9 fc00', Number.NEGATIVE_INFINITY, '-Infinity'],
  ['fa 47c35000', 100000, '100000.0'],
  ['fa 7f7fffff', 3.4028234663852886e38, '3.4028234663852886e+38'],
  ['fb 3ff199999999999a', 1.1, '1.1'],
  ['fb 7e37e43c8800759c', 1e300, '1.0e+300'],
  ['fb 43f0000000000000', 2 ** 64, '18446744073709552000.0'],
  ['fb 0000000000000001', 5e-324, '5.0e-324'],
  ['fb fff0000000000000', Number.NEGATIVE_INFINITY, '-Infinity'],
  ['f4', false, 'false'],
  ['f5', true, 'true'],
  ['f6', null, 'null'],
  ['f7', 'undefined', 'undefined'],
  ['f0', 'simple(16)', 'simple(16)'],
  ['f8 ff', 'simple(255)', 'simple(255)'],
  ['40', '', "h''"],
  ['44 01020304', '01 02 03 04', "h'01020304'"],
  ['60', '', '""'],
  ['64 49455446', 'IETF', '"IETF"'],
  ['62 225c', '"\\', '"\\"\\\\"'],
  ['62 c3bc', 'ü', '"ü"'],
  ['64 f0908591', '𐅑', '"𐅑"'],
  ['5f 42 0102 43 030405 ff', '01 02 03 04 05', "(_ h'0102', h'030405')"],
  ['7f 65 7374726561 64 6d696e67 ff', 'streaming', '(_ "strea", "ming")'],
  ['5f ff', '', "''_"],
  ['7f ff', '', '""_'],
];

describe('no bytes', () => {
  it('are no item, and nothing is wrong with them', () => {
    expect(layerOf('').fields()).toEqual([]);
    expect(layerOf('').problems).toEqual([]);
    expect(layerOf('').summary).toBe('(no item)');
  });
});

describe('an item of Appendix A', () => {
  it.each(SCALARS)('%s is %s, written %s', (hex, value, text) => {
    const layer = layerOf(hex);
    const range = [0, bytesOf(hex).length];
    expect(only(layer.fields())).toMatchObject({ name: 'item', value, range });
    expect(layer.summary).toBe(text);
    expect(layer.problems).toEqual([]);
  });

  it.each([
    ['80', '[]'],
    ['83 010203', '[1, 2, 3]'],
    ['83 01 82 0203 82 0405', '[1, [2, 3], [4, 5]]'],
    ['a0', '{}'],
    ['a2 0102 0304', '{1: 2, 3: 4}'],
    ['a2 6161 01 6162 82 0203', '{"a": 1, "b": [2, 3]}'],
    ['9f ff', '[_ ]'],
    ['9f 01 82 0203 9f 0405 ff ff', '[_ 1, [2, 3], [_ 4, 5]]'],
    ['bf 6161 01 6162 9f 0203 ff ff', '{_ "a": 1, "b": [_ 2, 3]}'],
    ['82 6161 bf 6162 6163 ff', '["a", {_ "b": "c"}]'],
    ['bf 63 46756e f5 63 416d74 21 ff', '{_ "Fun": true, "Amt": -2}'],
    ['c0 74 323031332d30332d32315432303a30343a30305a', '0("2013-03-21T20:04:00Z")'],
    ['c1 1a 514b67b0', '1(1363896240)'],
    ['d7 44 01020304', "23(h'01020304')"],
    ['d8 18 45 6449455446', "24(h'6449455446')"],
    ['d8 20 76 687474703a2f2f7777772e6578616d706c652e636f6d', '32("http://www.example.com")'],
  ])('%s is written %s', (hex, text) => {
    expect(layerOf(hex).summary).toBe(text);
    expect(layerOf(hex).problems).toEqual([]);
  });
});

/** Clause, bytes, what it means. */
const TAGS: readonly (readonly [string, string, FieldValue])[] = [
  ['§3.4.1 text', 'c0 74 323031332d30332d32315432303a30343a30305a', '2013-03-21T20:04:00Z'],
  ['§3.4.2 integer', 'c1 1a 514b67b0', '2013-03-21T20:04:00Z'],
  ['§3.4.2 float', 'c1 fb 41d452d9ec200000', '2013-03-21T20:04:00.500Z'],
  ['§3.4.2 before 1970', 'c1 20', '1969-12-31T23:59:59Z'],
  ['§3.4.3 bignum', 'c2 49 010000000000000000', 18446744073709551616n],
  ['§3.4.3 negative bignum', 'c3 49 010000000000000000', -18446744073709551617n],
  ['§3.4.3 small bignum', 'c2 41 07', 7],
  ['§3.4.3 empty bignum', 'c3 40', -1],
  ['§3.4.4 decimal fraction', 'c4 82 21 19 6ab3', '273.15'],
  ['§3.4.4 negative', 'c4 82 22 38 04', '-0.005'],
  ['§3.4.4 of a bignum', 'c4 82 20 c2 49 010000000000000000', '1844674407370955161.6'],
  ['§3.4.4 great', 'c4 82 02 05', '500'],
  ['§3.4.4 far', 'c4 82 19 03e8 05', '5 × 10^1000'],
  ['§3.4.4 bigfloat', 'c5 82 20 03', '3 × 2^-1'],
  ['tag 30', 'd8 1e 82 01 03', '1/3'],
  ['tag 37', 'd8 25 50 00112233445566778899aabbccddeeff', '00112233-4455-6677-8899-aabbccddeeff'],
  ['RFC 8943', 'd8 64 19 0f9a', '1980-12-08'],
  ['RFC 8943 before 1970', 'd8 64 39 29b3', '1940-10-09'],
  ['§3.4.6', 'd9 d9f7 01', 1],
  ['nested tags', 'd9 d9f7 c1 00', '1970-01-01T00:00:00Z'],
  ['unknown tag', 'db 0102030405060708 61 61', 'a'],
];

describe('a tag', () => {
  it.each(TAGS)('%s: %s means %s', (_, hex, value) => {
    const field = only(layerOf(hex).fields());
    expect(field).toMatchObject({ value, range: [0, bytesOf(hex).length] });
    expect(field.note).toMatch(/^tag \d+/);
    expect(layerOf(hex).problems).toEqual([]);
  });

  it('shows what it was made from', () => {
    expect(only(layerOf('c1 1a 514b67b0').fields()).children).toEqual([
      { name: 'content', value: 1363896240, range: [1, 6], note: 'unsigned' },
    ]);
  });

  it('24 holds an item, which is read in its place', () => {
    expect(only(layerOf('d8 18 45 82 01 62 6869').fields())).toEqual({
      name: 'item',
      range: [0, 8],
      note: 'tag 24: encoded CBOR data item',
      children: [
        {
          name: 'item',
          range: [3, 8],
          note: 'array of 2',
          children: [
            { name: '0', value: 1, range: [4, 5], note: 'unsigned' },
            { name: '1', value: 'hi', range: [5, 8], note: 'text' },
          ],
        },
      ],
    });
  });

  it.each([
    ['24 with bytes that are no item', 'd8 18 42 8201'],
    ['1 with a text', 'c1 61 61'],
    ['1 with a time too far', 'c1 1b ffffffffffffffff'],
    ['2 with a number', 'c2 01'],
    ['4 with one number', 'c4 81 01'],
    ['37 with too few bytes', 'd8 25 41 00'],
  ])('%s is shown as it is', (_, hex) => {
    expect(layerOf(hex).problems).toEqual([]);
    expect(layerOf(hex).fields()).toHaveLength(1);
  });
});

describe('a map', () => {
  it('may have any key', () => {
    const layer = layerOf('a7 01 6161 6131 02 f6 03 41ff 04 8105 05 c1 00 06 20 07');
    expect(layer.fields().map(({ name, note }) => [name, note])).toEqual([
      ['1', 'key integer; text'],
      ['1', 'unsigned'],
      ['null', 'key simple; unsigned'],
      ["h'ff'", 'key bytes; unsigned'],
      ['[5]', 'key array'],
      ['1(0)', 'key tag'],
      ['-1', 'key integer; unsigned'],
    ]);
    expect(layer.fields()[4]?.children).toMatchObject([
      { name: 'key', children: [{ value: 5 }] },
      { name: 'value', value: 5 },
    ]);
    expect(layer.problems).toEqual([]);
  });

  it('keeps __proto__ and repeated keys, and says where the second one is', () => {
    const layer = layerOf('a3 69 5f5f70726f746f5f5f 01 6161 02 6161 03');
    expect(layer.fields().map(({ name, value, range }) => [name, value, range])).toEqual([
      ['__proto__', 1, [1, 12]],
      ['a', 2, [12, 15]],
      ['a', 3, [15, 18]],
    ]);
    expect(layer.problems).toMatchObject([{ kind: 'repeated-key', offset: 15 }]);
  });
});

/** Of the kinds of RFC 8949, Appendix F.1, and text that is not UTF-8 (§5.3.1): bytes, problem, where. */
const NOT_WELL_FORMED = [
  ['end in a head', '18', 'truncated', 1],
  ['end in a head', '19 01', 'truncated', 2],
  ['end in a float', 'fa 0000', 'truncated', 3],
  ['string cut', '41', 'truncated', 1],
  ['string cut', '61', 'truncated', 1],
  ['string of 2^64-1 bytes', '5b ffffffffffffffff 010203', 'truncated', 12],
  ['array cut', '82 00', 'truncated', 2],
  ['array of 2^64-1 items', '9b ffffffffffffffff 00', 'truncated', 10],
  ['map without its value', 'a1 00', 'truncated', 2],
  ['tag without content', 'c0', 'truncated', 1],
  ['indefinite string without end', '5f 41 00', 'truncated', 3],
  ['indefinite array without end', '9f 01 02', 'truncated', 3],
  ['indefinite map without end', 'bf 01 02', 'truncated', 3],
  ['reserved information 28', '1c', 'reserved', 0],
  ['reserved information 29', '5d', 'reserved', 0],
  ['reserved information 30', '9e', 'reserved', 0],
  ['simple value with 28', 'fc', 'reserved', 0],
  ['integer of indefinite length', '1f', 'reserved', 0],
  ['tag of indefinite length', 'df 00', 'reserved', 0],
  ['two-byte simple value below 32', 'f8 18', 'bad-simple', 0],
  ['chunk of another type', '5f 00 ff', 'bad-chunk', 1],
  ['chunk of another string type', '7f 41 00 ff', 'bad-chunk', 1],
  ['chunk of indefinite length', '5f 5f 41 00 ff ff', 'bad-chunk', 1],
  ['break by itself', 'ff', 'unexpected-break', 0],
  ['break in an array', '82 00 ff', 'unexpected-break', 2],
  ['break instead of a value', 'a1 00 ff', 'unexpected-break', 2],
  ['break as tag content', 'c0 ff', 'unexpected-break', 1],
  ['break behind a key', 'bf 00 ff', 'half-pair', 2],
  ['text that is not UTF-8', '62 61ff', 'invalid-utf-8', 2],
  ['character split over chunks', '7f 61 c3 61 bc ff', 'invalid-utf-8', 2],
] as const;

describe('damage', () => {
  it.each(NOT_WELL_FORMED)('%s (%s) is %s at %i', (_, hex, kind, offset) => {
    const layer = layerOf(hex);
    expect(layer.problems[0]).toMatchObject({ kind, offset });
    expect(layer.summary).not.toBe('');
  });

  it('leaves what was readable', () => {
    expect(layerOf('83 01 6161').summary).toBe('[1, "a", …]');
    expect(layerOf('a2 6161 01').summary).toBe('{"a": 1, …}');
    expect(layerOf('65 6869').summary).toBe('"hi"');
    expect(layerOf('82 c1 ff').summary).toBe('[1(…), …]');
  });

  it('makes no number of a bignum that is cut', () => {
    const layer = layerOf('c2 49 0100');
    expect(layer.summary).toBe("2(h'0100')");
    expect(only(layer.fields())).toMatchObject({ value: '01 00', range: [0, 4] });
  });

  it('of too many levels is not followed, however many there are', () => {
    for (const byte of [0x81, 0x9f, 0xa1, 0xc1]) {
      const layer = cborLayer(Payload.ofBytes(new Uint8Array(1e5).fill(byte)));
      expect(layer.problems.map(({ kind }) => kind)).toContain('too-deep');
      expect(layer.fields().length).toBeGreaterThan(0);
    }
  });
});

describe('a summary', () => {
  it('is one short line, however long the item', () => {
    const wide = new Uint8Array(1e6).fill(0x07);
    wide.set(bytesOf('9a 000f423b'));
    expect(cborLayer(Payload.ofBytes(wide)).summary).toMatch(/^\[7, 7, .{100,}…$/);
    const long = new Uint8Array(1e6).fill(0x61);
    long.set(bytesOf('a1 61 61 7a 000f4238'));
    expect(cborLayer(Payload.ofBytes(long)).summary).toBe(`{"a": "${'a'.repeat(39)}…"}`);
  });

  it('shows byte strings by their beginning', () => {
    expect(layerOf(`58 20 ${'ab'.repeat(32)}`).summary).toBe(`h'${'ab'.repeat(16)}…'`);
  });
});
