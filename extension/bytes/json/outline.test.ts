import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonOutline } from './outline.ts';
import { readJson } from './reader.ts';

const encoder = new TextEncoder();
const outline = (text: string) => JsonOutline.of(encoder.encode(text));

describe('an outline', () => {
  it('says where the members lie', () => {
    const found = outline(' {"a" : [1,"]"], "é":"x\\"y","n":-1.5,"t":true} ');
    const members = found?.members.map((one) => [one.name, one.kind, one.range, one.valueRange]);
    expect(members).toEqual([
      ['a', 'array', [2, 15], [8, 15]],
      ['é', 'string', [17, 28], [22, 28]],
      ['n', 'number', [29, 37], [33, 37]],
      ['t', 'word', [38, 46], [42, 46]],
    ]);
    expect([found?.kind, found?.isClosed, found?.range]).toEqual(['object', true, [1, 47]]);
  });

  it('gives values of members when asked', () => {
    const found = outline('{"s":"\\u00e9","n":9007199254740993,"b":false,"z":null,"o":{"x":[7]}}');
    expect(['s', 'n', 'b', 'z', 'o', '-'].map((name) => found?.scalar(name))).toEqual([
      'é',
      9007199254740993n,
      false,
      null,
      undefined,
      undefined,
    ]);
    expect([found?.text('s'), found?.text('n')]).toEqual(['é', undefined]);
    expect(found?.inside('o')?.inside('x')?.scalar('0')).toBe(7);
    expect([found?.has('s', 'o'), found?.has('s', 'q')]).toEqual([true, false]);
  });

  it('takes the last of repeated names, and __proto__ for an ordinary one', () => {
    expect(outline('{"a":1,"a":2}')?.scalar('a')).toBe(2);
    expect(outline('{}')?.member('__proto__')).toBeUndefined();
    expect(outline('{"__proto__":3}')?.scalar('__proto__')).toBe(3);
  });

  it.each([
    ['{"a":1', ['a']],
    ['{"a":{"b":[1,', ['a']],
    ['{"a":"x', ['a']],
    ['{"a":"x\\', ['a']],
    ['{"a":1 "b":2}', ['a']],
    ['{"a":1,}', ['a']],
    ['{"a":}', []],
    ['{"a"', []],
    ['{a:1}', []],
    ['[1,,2]', ['0']],
    ['[', []],
  ])('of broken %j has what comes before', (text, names) => {
    const found = outline(text);
    expect(found?.members.map((member) => member.name)).toEqual(names);
    expect(found?.isClosed).toBe(false);
  });

  it.each(['', ' ', '1', '"{}"', 'true', 'x{}', '}'])('there is none of %j', (text) => {
    expect(outline(text)).toBeUndefined();
  });

  it('agrees with the whole reading about every member', () => {
    fc.assert(
      fc.property(fc.oneof(fc.object(), fc.array(fc.jsonValue())), (value) => {
        const bytes = encoder.encode(JSON.stringify(value));
        const found = JsonOutline.of(bytes);
        const whole = readJson(bytes, 100).root?.children ?? [];
        expect(found?.members.map(({ name, range }) => [name, range])).toEqual(
          whole.map(({ name, range }) => [name, range]),
        );
        const scalars = whole.filter((child) => child.children === undefined);
        for (const { name, value: expected } of scalars) {
          expect(found?.scalar(name)).toEqual(expected);
        }
      }),
    );
  });

  it('of any bytes stays within them', () => {
    const part = fc.constantFrom('{', '}', '[', ']', '"', '\\', ':', ',', '1', ' ', 'x');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        const text = parts.join('');
        for (const { range, valueRange } of outline(text)?.members ?? []) {
          expect(range[0]).toBeLessThanOrEqual(valueRange[0]);
          expect(valueRange[0]).toBeLessThan(valueRange[1]);
          expect(valueRange[1]).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
