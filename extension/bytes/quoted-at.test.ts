import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quotedAt } from './quoted-at.ts';
import { quoted } from './shorten.ts';

const encoder = new TextEncoder();
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 200 }),
);

describe('the text at a place', () => {
  it('is quoted like any text, though only its beginning is read', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 60 }), (one, limit) => {
        const content = encoder.encode(one);
        const bytes = Uint8Array.of(0xff, 0x61, ...content, 0xbf, 0x22);
        expect(quotedAt(bytes, 2, 2 + content.length, limit)).toBe(quoted(one, limit));
      }),
      { numRuns: 1000 },
    );
  });
});
