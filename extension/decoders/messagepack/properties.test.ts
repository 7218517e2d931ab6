import { encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import { quoted, shorten } from '../../bytes/shorten.ts';
import type { Field, FieldValue } from '../contract.ts';
import { messagepack } from './decoder.ts';
import { messagePackLayer } from './layer.ts';
import { lineOf } from './line.ts';

/** A value with one of its encodings, and the fields it must give. */
interface Sample {
  readonly bytes: readonly number[];
  readonly shown: Shown;
}

type Shown = FieldValue | readonly (readonly [name: string, shown: Shown])[];

function bigEndian(value: bigint, size: number): readonly number[] {
  return Array.from({ length: size }, (_, at) =>
    Number((value >> BigInt(8 * (size - 1 - at))) & 0xffn),
  );
}

const plainOf = (value: bigint) =>
  value >= -(2n ** 53n) + 1n && value < 2n ** 53n ? Number(value) : value;

const integer = (first: number, size: number, min: bigint, max: bigint): fc.Arbitrary<Sample> =>
  fc
    .bigInt({ min, max })
    .map((value) => ({ bytes: [first, ...bigEndian(value, size)], shown: plainOf(value) }));

/** A head with its length in one of the sizes that can hold it. */
function head(
  length: number,
  fixed: readonly [first: number, most: number],
  firsts: readonly number[],
  sizes: readonly number[],
) {
  const long = firsts.flatMap((first, at) => {
    const size = sizes[at] ?? 4;
    return length < 2 ** (8 * size) ? [[first, ...bigEndian(BigInt(length), size)]] : [];
  });
  const short = length <= fixed[1] ? [[fixed[0] + length]] : [];
  return fc.constantFrom(...short, ...long);
}

const string: fc.Arbitrary<Sample> = fc
  .string({ unit: 'grapheme', maxLength: 40 })
  .chain((text) => {
    const data = new TextEncoder().encode(text);
    return head(data.length, [0xa0, 31], [0xd9, 0xda, 0xdb], [1, 2, 4]).map((first) => ({
      bytes: [...first, ...data],
      shown: text,
    }));
  });

const float: fc.Arbitrary<Sample> = fc.double().map((value) => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return { bytes: [0xcb, ...new Uint8Array(view.buffer)], shown: value };
});

const { value: sample } = fc.letrec<{ value: Sample; array: Sample; map: Sample }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(
      { bytes: [0xc0], shown: null },
      { bytes: [0xc2], shown: false },
      { bytes: [0xc3], shown: true },
    ),
    fc.integer({ min: -32, max: 127 }).map((n) => ({ bytes: [n & 0xff], shown: n })),
    integer(0xcf, 8, 0n, 2n ** 64n - 1n),
    integer(0xd3, 8, -(2n ** 63n), 2n ** 63n - 1n),
    integer(0xd1, 2, -32768n, 32767n),
    float,
    string,
    tie('array'),
    tie('map'),
  ),
  array: fc.array(tie('value'), { maxLength: 5 }).chain((items) =>
    head(items.length, [0x90, 15], [0xdc, 0xdd], [2, 4]).map((first) => ({
      bytes: [...first, ...items.flatMap((item) => item.bytes)],
      shown: items.map((item, at) => [String(at), item.shown] as const),
    })),
  ),
  map: fc.array(fc.tuple(string, tie('value')), { maxLength: 5 }).chain((pairs) =>
    head(pairs.length, [0x80, 15], [0xde, 0xdf], [2, 4]).map((first) => ({
      bytes: [...first, ...pairs.flatMap(([key, value]) => [...key.bytes, ...value.bytes])],
      shown: pairs.map(([key, value]) => [String(key.shown), value.shown] as const),
    })),
  ),
}));

function shownOf({ value, children }: Field): Shown | undefined {
  return children ? children.map((child) => [child.name, shownOf(child) ?? null] as const) : value;
}

describe('any value', () => {
  it('is read as it was meant, in every one of its encodings', () => {
    fc.assert(
      fc.property(sample, ({ bytes, shown }) => {
        // Inside an array, so that the value is a field of its own.
        const layer = messagePackLayer(Payload.ofBytes(Uint8Array.of(0x91, ...bytes)));
        const fields = layer.fields();
        expect(fields.map(shownOf)).toEqual([shown]);
        expect(fields[0]?.range).toEqual([1, bytes.length + 1]);
        expect(layer.problems.filter(({ kind }) => kind !== 'repeated-key')).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('ends where the next one begins', () => {
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 5 }), fc.nat(), (list, cut) => {
        const bytes = Uint8Array.from(list.flatMap((one) => [0x91, ...one.bytes]));
        const place = cut % (bytes.length + 1);
        const session = messagepack.open({ transport: 'fetch', url: '' });
        const units = [bytes.subarray(0, place), bytes.subarray(place)].flatMap((part, message) =>
          session.feed({
            message,
            direction: 'received',
            time: 0,
            payload: Payload.ofBytes(part),
            isPart: true,
          }),
        );
        expect(session.end()).toEqual([]);
        expect(units.map((unit) => unit.layer.payload.byteLength)).toEqual(
          list.map((one) => one.bytes.length + 1),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('may be damaged in any way without harm', () => {
    const change = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) });
    fc.assert(
      fc.property(sample, fc.array(change, { maxLength: 4 }), fc.nat(), (one, changes, cut) => {
        const bytes = Uint8Array.from(one.bytes);
        for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
        const payload = Payload.ofBytes(bytes.subarray(0, bytes.length - (cut % 3)));
        messagepack.sniffs(payload, 'sent');
        const layer = messagePackLayer(payload);
        layer.fields();
        expect(layer.summary.length).toBeLessThanOrEqual(120);
        for (const { offset } of layer.problems)
          expect(offset).toBeLessThanOrEqual(payload.byteLength);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('random bytes', () => {
  it('are not taken for MessagePack', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 6, maxLength: 64 }), (bytes) => {
        expect(messagepack.sniffs(Payload.ofBytes(bytes), 'received')).toBeUndefined();
      }),
      { numRuns: 5000, seed: 8949 },
    );
  });
});

/** What a line shows of a value inside, and of one that is outermost. */
function short(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${value.length}]`;
  if (typeof value === 'object' && value !== null)
    return Object.keys(value).length === 0 ? '{}' : '{…}';
  if (typeof value === 'string') return quoted(value, 40);
  return String(value);
}

function outermost(value: unknown): string {
  if (!Array.isArray(value) || value.length === 0) return members(value);
  return `[${value.length}] ${value.map(members).join(', ')}`;
}

function members(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return short(value);
  const pairs = Object.entries(value).map(([name, one]) => `${nameOf(name)}: ${short(one)}`);
  return `{${pairs.join(', ')}}`;
}

function nameOf(name: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? shorten(name, 40) : short(name);
}

describe('the line for a value', () => {
  it('shows the members of the outermost maps, and of all else what it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(lineOf(encode(value), false)).toBe(shorten(outermost(value), 120));
      }),
      { numRuns: 1000 },
    );
  });
});
