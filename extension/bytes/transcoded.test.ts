import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeForm,
  decodePercent,
  type Transcoded,
  unescapeJson,
  verbatim,
} from './transcoded.ts';

const encoder = new TextEncoder();

/** The text, and the source of each byte of it. */
function read({ bytes, sourceAt }: Transcoded): readonly unknown[] {
  return [
    new TextDecoder().decode(bytes),
    Array.from({ length: bytes.length + 1 }, (_, offset) => sourceAt(offset)),
  ];
}

describe('unescaped', () => {
  const json = (source: string) =>
    read(unescapeJson(encoder.encode(source), 1, encoder.encode(source).length - 1));

  it.each([
    ['"ab"', 'ab', [1, 2, 3]],
    ['"a\\"b"', 'a"b', [1, 2, 4, 5]],
    ['"\\u00e9x"', 'éx', [1, 1, 7, 8]],
    ['"\\ud83d\\ude00"', '😀', [1, 1, 1, 1, 13]],
    ['"\\ud83dx"', '\uFFFDx', [1, 1, 1, 7, 8]],
    ['"\\u12"', '\\u12', [1, 2, 3, 4, 5]],
    ['"\\n\\/\\\\"', '\n/\\', [1, 3, 5, 7]],
  ])('JSON %s', (source, text, offsets) => {
    expect(json(source)).toEqual([text, offsets]);
  });

  it('JSON says what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(json(JSON.stringify(text))[0]).toBe(text);
      }),
    );
  });

  it.each([
    ['%5B%22x%22%5D', '["x"]', [0, 3, 6, 7, 10, 13]],
    ['a+b%2', 'a b%2', [0, 1, 2, 3, 4, 5]],
    ['%zz%C3%A9', '%zzé', [0, 1, 2, 3, 6, 9]],
  ])('form value %s', (source, text, offsets) => {
    const bytes = encoder.encode(source);
    expect(read(decodeForm(bytes, 0, bytes.length))).toEqual([text, offsets]);
  });

  it('form values say what URLSearchParams reads', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const source = new URLSearchParams({ d: text }).toString();
        const bytes = encoder.encode(source);
        expect(read(decodeForm(bytes, 2, bytes.length))[0]).toBe(text);
      }),
    );
  });

  it('only where it is wanted', () => {
    const bytes = encoder.encode('%25%2F+');
    expect(read(decodePercent(bytes, 0, 7, (byte) => byte === 0x25))[0]).toBe('%%2F+');
  });

  it('not at all', () => {
    expect(read(verbatim(encoder.encode('abc'), 1, 3))).toEqual(['bc', [1, 2, 3]]);
  });
});
