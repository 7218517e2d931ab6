import { decode, encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Field } from '../contract.ts';
import { damaged } from '../damage.fixture.ts';
import { plainValue } from './plain-value.fixture.ts';
import { MessagePackTree } from './tree.ts';

function theirs(bytes: Uint8Array): string {
  try {
    decode(bytes, { useBigInt64: true });
    return 'accepts';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Kinds of problems; anything but one value is a problem for a library too. */
function ours(bytes: Uint8Array): readonly string[] {
  const tree = new MessagePackTree(bytes);
  tree.one();
  const rest = tree.at === bytes.length ? [] : ['more bytes'];
  return [...tree.problems.map(({ kind }) => kind), ...rest];
}

/** That library makes every 64-bit integer a bigint. */
function plain(field: Field): unknown {
  return plainValue(field, ({ value, note = '' }) =>
    /int 64$/.test(note) ? BigInt(`${value}`) : value,
  );
}

const scalar = fc.oneof(
  fc.constantFrom(null, true, false),
  fc.integer(),
  fc.double(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }),
  fc.string({ unit: 'grapheme' }),
  fc.uint8Array(),
);
const key = fc.string().filter((name) => name !== '__proto__');
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 20 }),
    fc.dictionary(key, tie('value'), { maxKeys: 20, noNullPrototype: true }),
  ),
}));
const encoded = value.map((one) => encode(one, { useBigInt64: true }));

describe('beside @msgpack/msgpack 3', () => {
  it('says the same of every value', () => {
    fc.assert(
      fc.property(encoded, (bytes) => {
        const field = new MessagePackTree(bytes).field();
        expect(field && plain(field)).toEqual(decode(bytes, { useBigInt64: true }));
        expect(ours(bytes)).toEqual([]);
      }),
      { numRuns: 2000, seed: 5 },
    );
  });

  it('takes and refuses the same damaged bytes, but for the table below', () => {
    let refused = 0;
    fc.assert(
      fc.property(damaged(encoded), (bytes) => {
        const known = ['invalid-utf-8', 'repeated-key'];
        const problems = ours(bytes).filter((kind) => !known.includes(kind));
        const their = theirs(bytes);
        if (/^(The type of key|The key __proto__)/.test(their)) return;
        // Times are read by their extension: both check them, each in its own words.
        if (problems.includes('bad-timestamp')) return;
        expect([their === 'accepts', bytes]).toEqual([problems.length === 0, bytes]);
        if (problems.length > 0) refused += 1;
      }),
      { numRuns: 4000, seed: 5 },
    );
    expect(refused).toBeGreaterThan(800);
  });

  it.each([
    ['"str": a string may contain bytes that are no UTF-8', 'a1ff', 'accepts', ['invalid-utf-8']],
    ['"map": nothing is said of equal keys', '82a16101a16102', 'accepts', ['repeated-key']],
    [
      '"map": a key may be any object',
      '819001',
      'The type of key must be string or number but object',
      [],
    ],
    [
      '"map": a key may be any object',
      '81c301',
      'The type of key must be string or number but boolean',
      [],
    ],
    [
      '"map": a key may be any string',
      '81a95f5f70726f746f5f5f01',
      'The key __proto__ is not allowed',
      [],
    ],
  ])('differs by %s (%s)', (_, hex, their, our) => {
    const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    expect(theirs(bytes)).toBe(their);
    expect(ours(bytes)).toEqual(our);
  });
});
