import { decode, diagnose, encode } from 'cbor2';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import { damaged } from '../damage.fixture.ts';
import { cborLayer } from './layer.ts';
import { CborTree } from './tree.ts';

function theirs(bytes: Uint8Array): string {
  try {
    decode(bytes);
    return 'accepts';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Kinds of problems; anything but one item is a problem for a library too. */
function ours(bytes: Uint8Array): readonly string[] {
  const tree = new CborTree(bytes);
  tree.one();
  const rest = tree.at === bytes.length ? [] : ['more bytes'];
  return [...tree.problems.map(({ kind }) => kind), ...rest];
}

const scalar = fc.oneof(
  fc.constantFrom(null, undefined, true, false),
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n - 1n }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 6 }),
  fc.uint8Array({ maxLength: 6 }),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(fc.string({ maxLength: 4 }), tie('value'), { maxKeys: 5 }),
  ),
}));
const encoded = value.map((one) => encode(one));

/**
 * Their notation says how each number was encoded, leaves no space behind a comma, and writes 1e+300
 * where Appendix A has 1.0e+300.
 */
function withoutIndicators(notation: string): string {
  return notation.replace(/"(?:[^"\\]|\\.)*"|_[0-3i]|\s+|\.0(?=e)/g, (found) =>
    found.startsWith('"') ? found : '',
  );
}

describe('beside cbor2 2.3', () => {
  it('writes the same diagnostic notation (RFC 8949 §8)', () => {
    fc.assert(
      fc.property(encoded, (bytes) => {
        const layer = cborLayer(Payload.ofBytes(bytes));
        const { summary } = layer;
        expect(layer.problems).toEqual([]);
        if (summary.includes('…')) return;
        expect(withoutIndicators(summary)).toBe(withoutIndicators(diagnose(bytes)));
      }),
      { numRuns: 3000, seed: 8949 },
    );
  });

  it('takes and refuses the same damaged bytes, but for the table below', () => {
    let refused = 0;
    fc.assert(
      fc.property(damaged(encoded), (bytes) => {
        const problems = ours(bytes).filter((kind) => kind !== 'repeated-key');
        const their = theirs(bytes);
        if (problems.length === 0 && /^(Expected |Invalid |Unknown )/.test(their)) return;
        expect([their === 'accepts', bytes]).toEqual([problems.length === 0, bytes]);
        if (problems.length > 0) refused += 1;
      }),
      { numRuns: 10_000, seed: 8949 },
    );
    expect(refused).toBeGreaterThan(2000);
  });

  it.each([
    [
      '§5.6: equal keys make a map invalid, not ill-formed',
      'a201020103',
      'accepts',
      ['repeated-key'],
    ],
    ['§5.3.2: a time that is no number is invalid, not ill-formed', 'c1f6', 'Expected number', []],
    ['§5.3.2: so is a date that is no text', 'c080', 'Expected string', []],
    ['§5.3.2: so is a bignum that is no byte string', 'c26161', 'Expected Uint8Array', []],
  ])('differs by %s (%s)', (_, hex, their, our) => {
    const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    expect(theirs(bytes)).toContain(their);
    expect(ours(bytes)).toEqual(our);
  });
});
