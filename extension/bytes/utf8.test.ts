import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutUtf8Tail, decodeUtf8, invalidUtf8At, utf8Length } from './utf8.ts';

const encoder = new TextEncoder();
const anyText = fc.string({ unit: 'binary', maxLength: 60 });
/** UTF-16 units in any order, lone surrogates among them. */
const anyUnits = fc
  .array(fc.integer({ min: 0xd700, max: 0xe0ff }), { maxLength: 30 })
  .map((units) => String.fromCharCode(...units));

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

describe('the UTF-8 length of a text', () => {
  it('is what the encoder makes of it, lone surrogates included', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, anyUnits), (text) => {
        expect(utf8Length(text)).toBe(encoder.encode(text).length);
      }),
    );
  });

  it('is the same wherever a long text is parted to be counted', () => {
    const around = 8 * 1024;
    for (let before = around - 3; before <= around + 1; before += 1) {
      const text = `${'a'.repeat(before)}😀é\ud83d${'😀'.repeat(around)}`;
      expect(utf8Length(text)).toBe(encoder.encode(text).length);
    }
  });
});

describe('validation', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 12 }),
    anyText.map((text) => encoder.encode(text)),
    fc
      .array(
        fc.constantFrom(0x41, 0x80, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xe0, 0xed, 0xf0, 0xf4, 0xf5),
        {
          maxLength: 6,
        },
      )
      .map((list) => Uint8Array.from(list)),
  );

  it('agrees with the platform', () => {
    fc.assert(
      fc.property(bytes, (input) => {
        expect(invalidUtf8At(input) < 0).toBe(isUtf8(input));
      }),
      { numRuns: 600 },
    );
  });

  it('points at the first sequence that is wrong', () => {
    expect(invalidUtf8At(Uint8Array.of(0x61, 0xc3, 0xa9, 0xff))).toBe(3);
    expect(invalidUtf8At(Uint8Array.of(0x61, 0xe2, 0x82))).toBe(1);
    expect(invalidUtf8At(Uint8Array.of(0x61, 0xe2, 0x82), 0, 3, true)).toBe(-1);
    expect(invalidUtf8At(Uint8Array.of(0xff, 0x61), 1)).toBe(-1);
  });
});

describe('a cut tail', () => {
  it('is what has to wait, so that any split of a text decodes to the text', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), (text, position) => {
        const bytes = encoder.encode(text);
        const at = position % (bytes.length + 1);
        const keep = at - cutUtf8Tail(bytes.subarray(0, at));
        expect(at - keep).toBeLessThan(4);
        const halves = decodeUtf8(bytes.subarray(0, keep)) + decodeUtf8(bytes.subarray(keep));
        expect(halves).toBe(decodeUtf8(bytes));
      }),
    );
  });

  it.each([
    ['ASCII', [0x61], 0],
    ['a whole character', [0xe2, 0x82, 0xac], 0],
    ['two of three bytes', [0x61, 0xe2, 0x82], 2],
    ['three of four bytes', [0xf0, 0x9f, 0x98], 3],
    ['continuation bytes alone', [0x80, 0x80], 0],
    ['what no character begins with', [0xed, 0xa0], 0],
    ['nothing', [], 0],
  ])('of %s', (_, bytes, expected) => {
    expect(cutUtf8Tail(Uint8Array.from(bytes))).toBe(expected);
  });
});
