import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { TextOffsets } from './text-offsets.ts';

// Many random inputs take a while on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const encoder = new TextEncoder();

describe('offsets in a text', () => {
  it('are those of its UTF-8, at every character', () => {
    const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('a', 'é', '€', '😀'));
    const long = fc.tuple(piece, fc.integer({ min: 1, max: 1500 }), piece);
    fc.assert(
      fc.property(long, ([filler, count, end]) => {
        const text = filler.repeat(count).slice(0, 5000) + end;
        const offsets = new TextOffsets(text);
        let at = 0;
        for (const character of text) {
          if (at % 97 === 0) {
            expect(offsets.at(at)).toBe(encoder.encode(text.slice(0, at)).length);
          }
          at += character.length;
        }
        expect(offsets.at(text.length)).toBe(encoder.encode(text).length);
      }),
      { numRuns: 50 },
    );
  });

  it('agree at and around the remembered positions', () => {
    const text = `a${'😀'.repeat(2000)}`;
    const offsets = new TextOffsets(text);
    for (const at of [1023, 1025, 2047, 2049, 4001]) {
      expect(offsets.at(at)).toBe(encoder.encode(text.slice(0, at)).length);
    }
  });

  it('stay within the text', () => {
    const offsets = new TextOffsets('é');
    expect([offsets.at(-1), offsets.at(0), offsets.at(1), offsets.at(99)]).toEqual([0, 0, 2, 2]);
  });
});
