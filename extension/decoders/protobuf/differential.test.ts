import fc from 'fast-check';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { Field, FieldValue } from '../contract.ts';
import { ProtobufLayer } from './layer.ts';

/** Types as protobufjs writes them, and the value that one of our readings has to have. */
const TYPES = {
  uint32: fc.integer({ min: 0, max: 0xffff_ffff }),
  int32: fc.integer(),
  sint32: fc.integer(),
  bool: fc.boolean(),
  fixed32: fc.integer({ min: 0, max: 0xffff_ffff }),
  sfixed32: fc.integer(),
  float: fc.float({ noNaN: true }),
  double: fc.double({ noNaN: true }),
  string: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 10 }),
} as const;

const written = fc.constantFrom(...(Object.keys(TYPES) as (keyof typeof TYPES)[])).chain((type) => {
  const values: fc.Arbitrary<number | boolean | string> = TYPES[type];
  return fc.tuple(fc.constant(type), fc.integer({ min: 1, max: 500 }), values);
});
const WIRE = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

function wireType(type: keyof typeof TYPES): number {
  if (type === 'double') return WIRE.fixed64;
  if (type === 'string') return WIRE.bytes;
  return ['fixed32', 'sfixed32', 'float'].includes(type) ? WIRE.fixed32 : WIRE.varint;
}

function bytesOf([type, number, value]: readonly [
  keyof typeof TYPES,
  number,
  number | boolean | string,
]): Uint8Array {
  const writer = protobuf.Writer.create().uint32((number << 3) | wireType(type));
  if (type === 'string') return writer.string(String(value)).finish();
  if (type === 'bool') return writer.bool(value === true).finish();
  return writer[type](Number(value)).finish();
}

function readings(field: Field): readonly (FieldValue | undefined)[] {
  return [field.value, ...(field.children ?? []).flatMap(readings)];
}

describe('beside the writer of protobufjs 8', () => {
  it('has the value that was written among its readings', () => {
    fc.assert(
      fc.property(written, (field) => {
        const layer = new ProtobufLayer(Payload.ofBytes(bytesOf(field)));
        const [read] = layer.fields();
        expect(layer.problems).toEqual([]);
        expect(read && readings(read).map(String)).toContain(String(field[2]));
      }),
      { numRuns: 3000, seed: 3 },
    );
  });
});
