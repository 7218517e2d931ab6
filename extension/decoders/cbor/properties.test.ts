import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { Field, FieldValue } from '../contract.ts';
import { cbor } from './decoder.ts';
import { ItemScanner } from './item-scanner.ts';
import { cborLayer } from './layer.ts';

/** An item with one of its encodings, and the fields it must give. */
interface Sample {
  readonly bytes: readonly number[];
  readonly shown: Shown;
}

type Shown = FieldValue | readonly (readonly [name: string, shown: Shown])[];

/** A head with its argument in each of the sizes that can hold it. */
function head(major: number, argument: bigint): fc.Arbitrary<readonly number[]> {
  const sized = [1, 2, 4, 8].flatMap((size, at) =>
    argument < 2n ** BigInt(8 * size)
      ? [[(major << 5) | (24 + at), ...bigEndian(argument, size)]]
      : [],
  );
  const short = argument < 24n ? [[(major << 5) | Number(argument)]] : [];
  return fc.constantFrom(...short, ...sized);
}

function bigEndian(value: bigint, size: number): readonly number[] {
  return Array.from({ length: size }, (_, at) =>
    Number((value >> BigInt(8 * (size - 1 - at))) & 0xffn),
  );
}

/** Parts with a count in front, or with a break behind. */
function container(major: number, count: number, parts: readonly number[]) {
  const definite = head(major, BigInt(count)).map((first) => [...first, ...parts]);
  return fc.oneof(definite, fc.constant([(major << 5) | 31, ...parts, 0xff]));
}

const plainOf = (value: bigint) => (Number.isSafeInteger(Number(value)) ? Number(value) : value);

const integer: fc.Arbitrary<Sample> = fc
  .tuple(fc.constantFrom(0, 1), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }))
  .chain(([major, argument]) =>
    head(major, argument).map((bytes) => ({
      bytes,
      shown: plainOf(major === 0 ? argument : -1n - argument),
    })),
  );

const string: fc.Arbitrary<Sample> = fc
  .string({ unit: 'grapheme', maxLength: 30 })
  .chain((text) => {
    const data = new TextEncoder().encode(text);
    return head(3, BigInt(data.length)).map((first) => ({
      bytes: [...first, ...data],
      shown: text,
    }));
  });

const float: fc.Arbitrary<Sample> = fc.double().map((value) => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return { bytes: [0xfb, ...new Uint8Array(view.buffer)], shown: value };
});

const { item: sample } = fc.letrec<{ item: Sample; array: Sample; map: Sample }>((tie) => ({
  item: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom({ bytes: [0xf4], shown: false }, { bytes: [0xf6], shown: null }),
    integer,
    float,
    string,
    tie('array'),
    tie('map'),
  ),
  array: fc.array(tie('item'), { maxLength: 5 }).chain((items) =>
    container(
      4,
      items.length,
      items.flatMap((one) => one.bytes),
    ).map((bytes) => ({
      bytes,
      shown: items.map((one, at) => [String(at), one.shown] as const),
    })),
  ),
  map: fc.array(fc.tuple(string, tie('item')), { maxLength: 5 }).chain((pairs) =>
    container(
      5,
      pairs.length,
      pairs.flatMap(([key, value]) => [...key.bytes, ...value.bytes]),
    ).map((bytes) => ({
      bytes,
      shown: pairs.map(([key, value]) => [String(key.shown), value.shown] as const),
    })),
  ),
}));

function shownOf({ value, children }: Field): Shown | undefined {
  return children ? children.map((child) => [child.name, shownOf(child) ?? null] as const) : value;
}

describe('any item', () => {
  it('is read as it was meant, in every one of its encodings', () => {
    fc.assert(
      fc.property(sample, ({ bytes, shown }) => {
        // Inside an array, so that the item is a field of its own.
        const layer = cborLayer(Payload.ofBytes(Uint8Array.of(0x81, ...bytes)));
        const fields = layer.fields();
        expect(fields.map(shownOf)).toEqual([shown]);
        expect(fields[0]?.range).toEqual([1, bytes.length + 1]);
        expect(layer.problems.filter(({ kind }) => kind !== 'repeated-key')).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('ends where its bytes end, however they are cut', () => {
    fc.assert(
      fc.property(sample, fc.array(fc.nat(), { maxLength: 4 }), ({ bytes }, cuts) => {
        const all = Uint8Array.from([...bytes, 0x00]);
        const scanner = new ItemScanner();
        for (const cut of cuts.map((one) => one % bytes.length).toSorted((a, b) => a - b))
          expect(scanner.next(all.subarray(0, cut))).toBe('incomplete');
        expect(scanner.next(all)).toBe(bytes.length);
      }),
      { numRuns: 300 },
    );
  });
});

describe('damaged items', () => {
  it('do no harm, and the scan agrees with the reading', () => {
    const change = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) });
    fc.assert(
      fc.property(sample, fc.array(change, { maxLength: 4 }), fc.nat(), (one, changes, cut) => {
        const damaged = Uint8Array.from(one.bytes);
        for (const { at, byte } of changes) damaged[at % damaged.length] = byte;
        const bytes = damaged.subarray(0, damaged.length - (cut % 3));
        const layer = cborLayer(Payload.ofBytes(bytes));
        layer.fields();
        expect(layer.summary.length).toBeLessThanOrEqual(120);
        const isWhole = new ItemScanner().next(bytes) === bytes.length;
        const kinds = new Set(layer.problems.map(({ kind }) => kind));
        const isDamaged = ['truncated', 'reserved', 'unexpected-break', 'bad-chunk', 'half-pair'];
        if (isWhole) expect(isDamaged.filter((kind) => kinds.has(kind))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('random bytes', () => {
  it('are not taken for CBOR', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 6, maxLength: 64 }), (bytes) => {
        expect(cbor.sniffs(Payload.ofBytes(bytes), 'received')).toBeUndefined();
      }),
      { numRuns: 5000, seed: 8949 },
    );
  });
});
