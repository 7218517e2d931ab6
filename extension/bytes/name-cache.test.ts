import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Name, NameCache } from './name-cache.ts';

const encoder = new TextEncoder();
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 40 }),
);

/** What the cache makes of the text's bytes, with others around them. */
function nameIn(cache: NameCache, one: string): Name | undefined {
  const content = encoder.encode(one);
  return cache.at(Uint8Array.of(0x61, ...content, 0x62), 1, 1 + content.length);
}

describe('a name at a place', () => {
  it('is the one in its bytes, however many names there are', () => {
    const cache = new NameCache((name) => `${name}:`);
    fc.assert(
      fc.property(fc.array(text, { maxLength: 20 }), (names) => {
        for (const one of names) {
          const known = nameIn(cache, one);
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
