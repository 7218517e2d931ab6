import { decodePayload, encodePayload, type Packet } from 'engine.io-parser';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damaged } from '../damage.fixture.ts';
import { polling, told, whole } from './sessions.fixture.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const content = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }).filter((text) => !text.includes('\x1e')),
  fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
);
const packet: fc.Arbitrary<Packet> = fc.oneof(
  fc.record({ type: fc.constant('message' as const), data: content }),
  fc.record({ type: fc.constantFrom('ping' as const, 'pong' as const, 'noop' as const) }),
);
const payload = fc
  .array(packet, { minLength: 1, maxLength: 5 })
  .map((packets) => {
    let text = '';
    encodePayload(packets, (encoded) => {
      text = encoded;
    });
    return text;
  })
  .filter((text) => text !== '');

/** Type and content of each packet; `error` ends the list. */
function theirs(text: string): readonly unknown[] {
  return decodePayload(text).map(({ type, data }) => [
    type,
    data instanceof Uint8Array ? [...data] : (data ?? ''),
  ]);
}

function ours(text: string): readonly unknown[] {
  return whole(polling(4), ['received', text]).map((unit) => {
    const [summary, inside = ''] = told(unit);
    return [String(summary).replace(/^binary /, ''), inside];
  });
}

describe('beside engine.io-parser 5', () => {
  it('says the same of every payload of revision 4', () => {
    fc.assert(
      fc.property(payload, (text) => {
        expect(ours(text)).toEqual(theirs(text));
      }),
      { numRuns: 2000, seed: 4 },
    );
  });

  it('refuses every damaged payload that the library refuses', () => {
    let refused = 0;
    fc.assert(
      fc.property(damaged(payload.map((text) => encoder.encode(text))), (bytes) => {
        const text = decoder.decode(bytes);
        // Nothing stands beside a separator at an end: see below.
        if (text.split('\x1e').includes('')) return;
        if (!decodePayload(text).some(({ type }) => type === 'error')) return;
        const units = whole(polling(4), ['received', text]);
        const isRefused = units.some(
          ({ isForeign, layer }) => isForeign || layer.problems.length > 0,
        );
        expect([isRefused, text]).toEqual([true, text]);
        refused += 1;
      }),
      { numRuns: 5000, seed: 4 },
    );
    expect(refused).toBeGreaterThan(500);
  });

  it('differs where nothing stands behind the last separator (protocol v4, "Payload encoding")', () => {
    expect(theirs('2\x1e')).toEqual([
      ['ping', ''],
      ['error', 'parser error'],
    ]);
    expect(ours('2\x1e')).toEqual([['ping', '']]);
  });
});
