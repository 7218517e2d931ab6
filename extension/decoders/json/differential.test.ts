import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { Field } from '../contract.ts';
import { damaged } from '../damage.fixture.ts';
import { JsonLayer } from './layer.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Reads a text of JSON as JSON.parse does. */
function theirs(bytes: Uint8Array): 'accepts' | 'refuses' {
  try {
    JSON.parse(decoder.decode(bytes));
    return 'accepts';
  } catch {
    return 'refuses';
  }
}

function ours(bytes: Uint8Array): readonly string[] {
  return new JsonLayer(Payload.ofBytes(bytes)).problems.map(({ kind }) => kind);
}

/** The value that the fields of an object or array tell of; the last of equal names counts. */
function valueIn(fields: readonly Field[], isList: boolean): unknown {
  const values = fields.map((field) => [field.name, memberOf(field)] as const);
  return isList ? values.map(([, value]) => value) : Object.fromEntries(values);
}

function memberOf({ children, note, value }: Field): unknown {
  if (children || note === 'array' || note === 'object')
    return valueIn(children ?? [], note === 'array');
  return note === 'number' || typeof value === 'bigint' ? Number(value) : value;
}

const value = fc.oneof(fc.jsonValue({ maxDepth: 4, noUnicodeString: false }));

describe('beside JSON.parse', () => {
  it('says the same of every value, however it is spaced', () => {
    const spaced = fc.tuple(fc.array(value, { minLength: 1 }), fc.nat(3));
    fc.assert(
      fc.property(spaced, ([list, space]) => {
        const text = JSON.stringify(list, null, space);
        const layer = new JsonLayer(Payload.ofText(text));
        expect(valueIn(layer.fields(), true)).toEqual(JSON.parse(text));
        expect(layer.problems.filter(({ kind }) => kind !== 'repeated-name')).toEqual([]);
      }),
      { numRuns: 2000, seed: 8259 },
    );
  });

  it('takes and refuses the same damaged texts, but for the table below', () => {
    const texts = damaged(value.map((one) => encoder.encode(JSON.stringify(one))));
    let refused = 0;
    fc.assert(
      fc.property(texts, (bytes) => {
        const known = ['invalid-utf-8', 'repeated-name'];
        const problems = ours(bytes).filter((kind) => !known.includes(kind));
        expect(problems.length > 0 ? 'refuses' : 'accepts').toBe(theirs(bytes));
        if (problems.length > 0) refused += 1;
      }),
      { numRuns: 10_000, seed: 8259 },
    );
    expect(refused).toBeGreaterThan(2000);
  });

  it.each([
    ['RFC 8259 §8.1: text is UTF-8', Uint8Array.of(0x22, 0xff, 0x22), 'accepts', ['invalid-utf-8']],
    [
      'RFC 8259 §4: names should be unique',
      encoder.encode('{"a":1,"a":2}'),
      'accepts',
      ['repeated-name'],
    ],
    [
      'RFC 8259 §9: a parser may limit nesting',
      encoder.encode('['.repeat(300) + ']'.repeat(300)),
      'accepts',
      ['too-deep'],
    ],
  ] as const)('differs by %s', (_, bytes, their, our) => {
    expect(theirs(bytes)).toBe(their);
    expect(ours(bytes)).toEqual(our);
  });
});

/** In the manner of a parsing test suite: texts that must be accepted, and what they say. */
const MUST_ACCEPT: readonly string[] = [
  '[[]   ]',
  '[""]',
  '[]',
  '["a"]',
  '[false]',
  '[null, 1, "1", {}]',
  '[null]',
  '[1\n]',
  ' [1]',
  '[1,null,null,null,2]',
  '[2] ',
  '[123e65]',
  '[0e+1]',
  '[0e1]',
  '[ 4]',
  '[-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]',
  '[20e1]',
  '[-0]',
  '[-123]',
  '[-1]',
  '[1E22]',
  '[1E-2]',
  '[1E+2]',
  '[123e45]',
  '[123.456e78]',
  '[1e-2]',
  '[1e+2]',
  '[123]',
  '[123.456789]',
  '{"asd":"sdf", "dfg":"fgh"}',
  '{"asd":"sdf"}',
  '{}',
  '{"":0}',
  '{"foo\\u0000bar": 42}',
  '{ "min": -1.0e+28, "max": 1.0e+28 }',
  '{"x":[{"id": "xx"}], "id": "xx"}',
  '{"a":[]}',
  '{"title":"\\u041f\\u043e"}',
  '{\n"a": "b"\n}',
  '["\\u0060\\u012a\\u12AB"]',
  '["\\uD801\\udc37"]',
  '["\\ud83d\\ude39\\ud83d\\udc8d"]',
  '["\\"\\\\\\/\\b\\f\\n\\r\\t"]',
  '["\\\\u0000"]',
  '["\\""]',
  '["a/*b*/c/*d//e"]',
  '["\\\\a"]',
  '["\\\\n"]',
  '["\\u0012"]',
  '["\\uFFFF"]',
  '["asd"]',
  '[ "asd"]',
  '["\uDBFF\uDFFF"]',
  '["new\\u00A0line"]',
  '["\u{10ffff}"]',
  '["\uffff"]',
  '["\\u0000"]',
  '["\\u002c"]',
  '["π"]',
  '["\u{1BFFF}"]',
  '["asd "]',
  '" "',
  '["\\uD834\\uDd1e"]',
  '["\\u0821"]',
  '["\\u0123"]',
  '["\u2028"]',
  '["\u2029"]',
  '["\\u0061\\u30af\\u30EA\\u30b9"]',
  '["new\\u000Aline"]',
  '["\x7f"]',
  '["\\uA66D"]',
  '["\\u005C"]',
  '["⍂㈴⍂"]',
  '["\\uDBFF\\uDFFE"]',
  '["\\u200B"]',
  '["\\u2064"]',
  '["\\uFDD0"]',
  '["\\uFFFE"]',
  '["\\u0022"]',
  '["€𝄞"]',
  '["a\x7fa"]',
  'false',
  '42',
  '-0.1',
  'null',
  '"asd"',
  'true',
  '""',
  '["a"]\n',
  '[true]',
  ' [] ',
  '\t[\r\n]\t',
];

/** Texts that must be refused. */
const MUST_REFUSE: readonly string[] = [
  '[1 true]',
  '["": 1]',
  '[""],',
  '[,1]',
  '[1,,2]',
  '["x",,]',
  '["x"]]',
  '["",]',
  '["x"',
  '[x',
  '[3[4]]',
  '[1:2]',
  '[,]',
  '[-]',
  '[   , ""]',
  '["a",\n4\n,1,',
  '[1,]',
  '[1,,]',
  '["\va"\\f]',
  '[*]',
  '[""',
  '[1,',
  '[1,\n1\n,1',
  '[{}',
  '[fals]',
  '[nul]',
  '[tru]',
  '[++1234]',
  '[+1]',
  '[+Inf]',
  '[-01]',
  '[-1.0.]',
  '[-2.]',
  '[-NaN]',
  '[.-1]',
  '[.2e-3]',
  '[0.1.2]',
  '[0.3e+]',
  '[0.3e]',
  '[0.e1]',
  '[0E+]',
  '[0E]',
  '[0e+]',
  '[0e]',
  '[1.0e+]',
  '[1.0e-]',
  '[1.0e]',
  '[1 000.0]',
  '[1eE2]',
  '[2.e+3]',
  '[2.e-3]',
  '[2.e3]',
  '[9.e+]',
  '[Inf]',
  '[NaN]',
  '[\uff11]',
  '[1+2]',
  '[0x1]',
  '[0x42]',
  '[Infinity]',
  '[0e+-1]',
  '[-123.123foo]',
  '[-Infinity]',
  '[-foo]',
  '[- 1]',
  '[-012]',
  '[-.123]',
  '[-1x]',
  '[1ea]',
  '[1.]',
  '[.123]',
  '[1.2a-3]',
  '[1.8011670033376514H-308]',
  '[012]',
  '["x", truth]',
  '{[: "x"}\n',
  '{"x", null}',
  '{"x"::"b"}',
  '{🇨🇭}',
  '{"a":"a" 123}',
  "{key: 'value'}",
  '{"a" b}',
  '{:"b"}',
  '{"a" "b"}',
  '{"a":',
  '{"a"',
  '{1:1}',
  '{9999E9999:1}',
  '{null:null,null:null}',
  '{"id":0,,,,,}',
  "{'a':0}",
  '{"id":0,}',
  '{"a":"b"}/**/',
  '{"a":"b"}/**//',
  '{"a":"b"}//',
  '{"a":"b"}/',
  '{"a":"b",,"c":"d"}',
  '{a: "b"}',
  '{"a":"a',
  '{ "foo" : "bar", "a" }',
  '{"a":"b"}#',
  ' ',
  '["\\uD800\\"]',
  '["\\uD800\\u"]',
  '["\\uD800\\u1"]',
  '["\\uD800\\u1x"]',
  '[é]',
  '["\\\x00"]',
  '["\\\\\\"]',
  '["\\\t"]',
  '["\\🌀"]',
  '["\\"]',
  '["\\u00A"]',
  '["\\uD834\\uDd"]',
  '["\\uD800\\uD800\\x"]',
  '["\\a"]',
  '["\\uqqqq"]',
  '[\\u0020"asd"]',
  '[\\n]',
  '"',
  "['single quote']",
  'abc',
  '["\\',
  '["a\x00a"]',
  '["new\nline"]',
  '["\t"]',
  '"\\UA66D"',
  '""x',
  '<.>',
  '[<null>]',
  '[1]x',
  '[1]]',
  '["asd]',
  'aå',
  '[True]',
  '1]',
  '{"x": true,',
  '[][]',
  ']',
  '\u2060',
  '',
  '[',
  '{}}',
  '{"":',
  '{"a":/*comment*/"b"}',
  '{"a": true} "x"',
  "['",
  '["a',
  '{',
  '{]',
  '{,',
  '{[',
  '{"a',
  "{'a'",
  '["\\{["\\{["\\{["\\{',
  'é',
  '*',
  '{"a":"b"}#{}',
  '[\\u000A""]',
  '[1',
  '[ false, nul',
  '[ true, fals',
  '[ false, tru',
  '{"asd":"asd"',
  '\u00e5',
  '[\u2060]',
  '\uFEFF',
  '[\f]',
  '[\u00a0]',
];

/** Left to the parser by RFC 8259: what ours makes of them. */
const MAY_BE_EITHER: readonly (readonly [text: string, kinds: readonly string[], why: string])[] = [
  ['[123.456e-789]', [], '§6: a number too small is kept as its text'],
  ['[0.4e00669999999999999999999999999999]', [], '§6: a number too large is kept as its text'],
  ['[-1e+9999]', [], '§6'],
  ['[1.5e+9999]', [], '§6'],
  ['[-123123123123123123123123123123]', [], '§6: integers are exact'],
  ['[100000000000000000000]', [], '§6'],
  ['["\\uDADA"]', [], '§8.2: an unpaired surrogate is unpredictable, not an error'],
  ['["\\uD888\\u1234"]', [], '§8.2'],
  ['["\\uDd1e\\uD834"]', [], '§8.2'],
  ['\uFEFF{}', ['byte-order-mark'], '§8.1: must not be sent, may be ignored'],
];

describe('the grammar of RFC 8259', () => {
  const kindsOf = (text: string) => ours(encoder.encode(text));

  it.each(MUST_ACCEPT)('takes %j', (text) => {
    expect(theirs(encoder.encode(text))).toBe('accepts');
    expect(kindsOf(text)).toEqual([]);
  });

  it.each(MUST_REFUSE)('refuses %j', (text) => {
    expect(theirs(encoder.encode(text))).toBe('refuses');
    expect(kindsOf(text).filter((kind) => kind !== 'repeated-name')).not.toEqual([]);
  });

  it.each(MAY_BE_EITHER)('leaves open %j', (text, kinds) => {
    expect(kindsOf(text)).toEqual(kinds);
  });
});
