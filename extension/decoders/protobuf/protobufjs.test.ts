import fc from 'fast-check';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import type { MessageType, SchemaField } from '../../schema/schema.ts';
import type { Field, FieldValue } from '../contract.ts';
import { damaged } from '../damage.fixture.ts';
import { agreesButFor, type Difference, type Ours } from '../differential.fixture.ts';
import { schemaOf, typedLayer } from './types.fixture.ts';

const SCALARS = [
  'double',
  'float',
  'int32',
  'int64',
  'uint32',
  'uint64',
  'sint32',
  'sint64',
  'fixed32',
  'fixed64',
  'sfixed32',
  'sfixed64',
  'bool',
  'string',
  'bytes',
] as const;
const KEYS = SCALARS.filter((name) => !/double|float|bytes/.test(name));

const lines = (names: readonly string[], from: number, line: (name: string) => string) =>
  names.map((name, index) => `${line(name)} = ${from + index};`).join('\n');

/** Every type there is, alone, in lists of both kinds, in maps and in one another. */
const TEXT = `
  syntax = "proto3";
  enum Mood { CALM = 0; GLAD = 1; LOW = -1; }
  message All {
    ${lines(SCALARS, 1, (name) => `optional ${name} one_${name}`)}
    ${lines(SCALARS, 21, (name) => `repeated ${name} many_${name}`)}
    ${SCALARS.map((name, index) => `repeated ${name} apart_${name} = ${41 + index} [packed = false];`).join('\n')}
    ${lines(KEYS, 61, (name) => `map<${name}, string> by_${name}`)}
    map<string, All> inside = 100;
    All child = 101;
    repeated All children = 102;
    optional Mood mood = 103;
    repeated Mood moods = 104;
    oneof choice { string left = 536870911; All right = 536870910; }
  }`;

const schema = schemaOf(TEXT);
const reference = protobuf.parse(TEXT, { keepCase: true }).root.lookupType('All');

type Json = Readonly<Record<string, unknown>>;

const value: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  double: fc.double(),
  float: fc.float(),
  int32: fc.integer(),
  int64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
  uint32: fc.nat({ max: 2 ** 31 - 1 }).map((number) => number * 2 + 1),
  uint64: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
  bool: fc.boolean(),
  string: fc.string({ unit: 'binary', maxLength: 8 }),
  bytes: fc.uint8Array({ maxLength: 12 }),
};
const SAME: Readonly<Record<string, string>> = {
  sint32: 'int32',
  sfixed32: 'int32',
  fixed32: 'uint32',
  sint64: 'int64',
  sfixed64: 'int64',
  fixed64: 'uint64',
};
const anyValue = (name: string) => value[SAME[name] ?? name] ?? fc.constant(0);
const mood = fc.constantFrom('CALM', 'GLAD', 'LOW');
const many = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 4 });
const key = (name: string) =>
  name === 'string' ? fc.string({ unit: 'grapheme', maxLength: 5 }) : anyValue(name).map(String);

/** A field of `All` that holds no `All`, and a value for it. */
const member = fc.oneof(
  ...SCALARS.flatMap((name) => [
    named(`one_${name}`, anyValue(name)),
    named(`many_${name}`, many(anyValue(name))),
    named(`apart_${name}`, many(anyValue(name))),
  ]),
  ...KEYS.map((name) =>
    named(
      `by_${name}`,
      fc.dictionary(key(name), fc.string({ maxLength: 3 }), { minKeys: 1, maxKeys: 3 }),
    ),
  ),
  named('mood', mood),
  named('moods', many(mood)),
);

function named(name: string, one: fc.Arbitrary<unknown>): fc.Arbitrary<readonly [string, unknown]> {
  return fc.tuple(fc.constant(name), one);
}

const { all } = fc.letrec<{ all: Json }>((tie) => ({
  all: fc
    .tuple(
      fc.oneof(
        { maxDepth: 3 },
        fc.constant({}),
        fc.record({ child: tie('all') }),
        fc.record({ children: fc.array(tie('all'), { minLength: 1, maxLength: 2 }) }),
        fc.record({
          inside: fc.dictionary(fc.string({ maxLength: 3 }), tie('all'), {
            minKeys: 1,
            maxKeys: 2,
          }),
        }),
        fc.record({ right: tie('all') }),
      ),
      fc.array(member, { maxLength: 10 }),
    )
    .map(([outer, inner]) => ({ ...Object.fromEntries(inner), ...outer })),
}));

/** What another implementation makes of the bytes, in the words of `plain`. */
function referenceReading(bytes: Uint8Array): unknown {
  return reference.toObject(reference.decode(bytes), {
    longs: String,
    enums: String,
    bytes: Array,
  });
}

/** Our fields as the objects that the reference makes. */
function plain(fields: readonly Field[], type: MessageType): Json {
  const result: Record<string, unknown> = {};
  for (const field of fields) {
    const known = [...type.fields.values()].find(({ name }) => name === field.name);
    // What the schema does not have goes by its number; of what comes again, the last one counts.
    if (!known || field.note?.endsWith('does not count: another one follows')) continue;
    const before = result[field.name];
    if (known.label === 'map') result[field.name] = { ...(before ?? {}), ...entry(field, known) };
    else if (known.label !== 'repeated') result[field.name] = one(field, known);
    else {
      const elements = [...(Array.isArray(before) ? before : []), ...list(field, known)];
      // The reference does not tell an empty list from none.
      if (elements.length > 0) result[field.name] = elements;
    }
  }
  return result;
}

function list(field: Field, known: SchemaField): readonly unknown[] {
  const isPacked = known.type.kind !== 'message' && field.children !== undefined;
  return isPacked ? (field.children ?? []).map((child) => one(child, known)) : [one(field, known)];
}

function entry(field: Field, { type }: SchemaField): Json {
  if (type.kind !== 'message') throw new Error('a map is a message');
  const byType = type.fields.get(2)?.type.kind === 'message' ? {} : '';
  const { key: name = '', value: shown = byType } = plain(field.children ?? [], type);
  const byDefault = type.fields.get(1)?.type.name;
  const missing = byDefault === 'bool' ? 'false' : byDefault === 'string' ? '' : '0';
  return { [name === '' ? missing : String(name)]: shown };
}

function one({ value: shown, children = [] }: Field, { type }: SchemaField): unknown {
  if (type.kind === 'message') return plain(children, type);
  if (type.name === 'bytes') return hexBytes(shown);
  if (/64$/.test(type.name)) return String(shown);
  if (type.name === 'float') return Math.fround(Number(shown));
  return shown;
}

function hexBytes(shown: FieldValue | undefined): readonly number[] {
  return (String(shown).match(/[\da-f]{2}/g) ?? []).map((pair) => Number.parseInt(pair, 16));
}

/** The bytes that are no field of a message: with the fields they make all of it. */
function checkRanges(fields: readonly Field[], start: number, end: number): void {
  let at = start;
  for (const { range, children } of fields) {
    expect(range[0]).toBe(at);
    expect(range[1]).toBeLessThanOrEqual(end);
    at = range[1];
    for (const child of children ?? []) {
      expect(child.range[0]).toBeGreaterThanOrEqual(range[0]);
      expect(child.range[1]).toBeLessThanOrEqual(range[1]);
    }
  }
  expect(at).toBe(end);
}

const type = schema.messages.get('All');

function ours(bytes: Uint8Array): Ours {
  if (!type) throw new Error('no message All');
  const layer = typedLayer(schema, 'All', bytes);
  const fields = layer.fields();
  const kinds = layer.problems.map(({ kind }) => kind);
  if (kinds.length > 0) return { said: undefined, kinds };
  checkRanges(fields, 0, bytes.length);
  return { said: plain(fields, type), kinds };
}

/** Parts of the encoding guide. */
const DIFFERENCES: readonly Difference<Uint8Array>[] = [
  [
    '"Message Structure": a field with another wire type is told, not passed over',
    Uint8Array.of(0x08, 1),
    { marked: ['wrong-wire-type'] },
  ],
  [
    '"Base 128 Varints": up to ten bytes, also in a field that nobody knows',
    Uint8Array.of(0x80, 0x23, ...Array<number>(10).fill(0x81), 1),
    { marked: ['too-long'] },
  ],
];

describe('protobufjs and we', () => {
  const wire = all.map((message) =>
    reference.encode(reference.fromObject({ ...message })).finish(),
  );

  it('read the same in any message that it writes', () => {
    fc.assert(
      fc.property(wire, (bytes) => {
        expect(ours(bytes)).toEqual({ said: referenceReading(bytes), kinds: [] });
      }),
      { numRuns: 1000, seed: 3 },
    );
  });

  agreesButFor({
    inputs: damaged(wire),
    theirs: referenceReading,
    ours,
    differences: DIFFERENCES,
    runs: 4000,
    seed: 3,
    atLeast: { refused: 2000, alike: 400 },
  });
});
