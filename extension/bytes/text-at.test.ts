import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NameCache } from './name-cache.ts';
import { quoted } from './shorten.ts';
import { quotedAt, textAt } from './text-at.ts';
import { decodeUtf8 } from './utf8.ts';

const encoder = new TextEncoder();
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 200 }),
);

/** The text's bytes with others around them. */
function around(content: Uint8Array): readonly [Uint8Array, number, number] {
  return [Uint8Array.of(0xff, 0x61, ...content, 0xbf, 0x22), 2, 2 + content.length];
}

describe('the text at a place', () => {
  it('is what the decoder makes of its bytes', () => {
    const bytes = fc.oneof(
      text.map((one) => encoder.encode(one)),
      fc.uint8Array(),
    );
    fc.assert(
      fc.property(bytes, (content) => {
        expect(textAt(...around(content))).toBe(decodeUtf8(content));
      }),
    );
  });

  it('is quoted like any text, though only its beginning is read', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 60 }), (one, limit) => {
        expect(quotedAt(...around(encoder.encode(one)), limit)).toBe(quoted(one, limit));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a name at a place', () => {
  it('is the one in its bytes, however many names there are', () => {
    const cache = new NameCache((name) => `${name}:`);
    fc.assert(
      fc.property(fc.array(text, { maxLength: 20 }), (names) => {
        for (const one of names) {
          const known = cache.at(...around(encoder.encode(one)));
          if (/^[ -~]{1,32}$/.test(one)) expect(known).toEqual({ text: one, written: `${one}:` });
          else expect(known).toBeUndefined();
        }
      }),
    );
  });

  it('is the same text when it comes again', () => {
    const written: string[] = [];
    const cache = new NameCache((name) => {
      written.push(name);
      return name;
    });
    for (let round = 0; round < 3; round += 1) cache.at(encoder.encode('price'), 0, 5);
    expect(written).toEqual(['price']);
  });
});
