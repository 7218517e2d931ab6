import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiAt, plainAsciiAt } from './ascii-at.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const bytes = fc.oneof(
  fc.uint8Array({ max: 0x80, maxLength: 80 }),
  fc.uint8Array({ min: 0x20, max: 0x7f, maxLength: 80 }),
);

describe('short ASCII at a place', () => {
  it('is the text that a decoder makes of it', () => {
    fc.assert(
      fc.property(bytes, fc.nat({ max: 10 }), (all, start) => {
        const content = all.subarray(Math.min(start, all.length));
        const isShortAscii = content.length <= 64 && content.every((byte) => byte < 0x80);
        const text = isShortAscii ? decoder.decode(content) : undefined;
        expect(asciiAt(all, Math.min(start, all.length), all.length)).toBe(text);
      }),
    );
  });

  it('is plain where JSON has nothing to escape', () => {
    fc.assert(
      fc.property(bytes, (all) => {
        const text = asciiAt(all, 0, all.length);
        const isPlain =
          text !== undefined && JSON.stringify(text) === `"${text}"` && !/\x7f/.test(text);
        expect(plainAsciiAt(all, 0, all.length)).toBe(isPlain ? text : undefined);
      }),
    );
  });
});
