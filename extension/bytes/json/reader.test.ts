import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../payload.ts';
import { readJson, readJsonPayload } from './reader.ts';
import type { JsonValue } from './value.ts';

const encoder = new TextEncoder();
/** Deeper than the generated values. */
const DEEPEST = 50;
const read = (text: string) => readJson(encoder.encode(text), DEEPEST);

/** A field as plain data: `name`, its source text, and its value or children. */
function plain(field: JsonValue, source: Uint8Array): unknown {
  const text = new TextDecoder().decode(source.subarray(...field.range));
  const children = field.children?.map((child) => plain(child, source));
  return [field.name, text, children ?? field.value];
}

describe('a value and its bytes', () => {
  it('are tied together, key and value in one range', () => {
    const text = ' {"é": [1, {"b":null}], "c" : "x"} ';
    const source = encoder.encode(text);
    const { root, problems } = readJson(source, DEEPEST);
    expect(problems).toEqual([]);
    expect(root && plain(root, source)).toEqual([
      '',
      '{"é": [1, {"b":null}], "c" : "x"}',
      [
        [
          'é',
          '"é": [1, {"b":null}]',
          [
            ['0', '1', 1],
            ['1', '{"b":null}', [['b', '"b":null', null]]],
          ],
        ],
        ['c', '"c" : "x"', 'x'],
      ],
    ]);
  });

  it('agree with JSON.parse for everything JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'), (value, space) => {
        const text = JSON.stringify(value, null, space);
        const { root, problems } = read(text);
        expect(problems).toEqual([]);
        expect(root && revive(root)).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });
});

/** What JSON.parse would make of it. */
function revive(field: JsonValue): unknown {
  if (field.note === 'number') return Number(field.value);
  if (field.note === 'array') return (field.children ?? []).map(revive);
  if (field.note !== 'object') {
    return typeof field.value === 'bigint' ? Number(field.value) : field.value;
  }
  return Object.fromEntries((field.children ?? []).map((child) => [child.name, revive(child)]));
}

describe('a payload that several look at', () => {
  it('is read once for all who want all of it', () => {
    const payload = Payload.ofText('{"a":{"b":1}}');
    const whole = readJsonPayload(payload, DEEPEST);
    expect(readJsonPayload(payload, DEEPEST, ['a']).root?.children?.[0]?.children).toBeUndefined();
    expect(readJsonPayload(payload, 1).problems).toMatchObject([{ kind: 'too-deep' }]);
    expect(readJsonPayload(payload, DEEPEST)).toEqual(whole);
    expect(readJsonPayload(Payload.ofText('[2]'), DEEPEST).root?.children).toMatchObject([
      { value: 2 },
    ]);
  });
});

describe('members that are not read', () => {
  const unread = (text: string, ...names: readonly string[]) =>
    readJsonPayload(Payload.ofText(text), DEEPEST, names);

  it('keep their place, whatever is in them', () => {
    const source = encoder.encode('{"a":{"é":[1}}, "b":{"a":"x"}, "a" : "\\"}"}');
    const { root } = unread(new TextDecoder().decode(source), 'a');
    expect(root && plain(root, source)).toMatchObject([
      '',
      expect.anything(),
      [
        ['a', '"a":{"é":[1}}', undefined],
        ['b', '"b":{"a":"x"}', [['a', '"a":"x"', 'x']]],
        ['a', '"a" : "\\"}"', undefined],
      ],
    ]);
  });

  it.each([
    ['[1,[2],3]', [1, undefined, 3]],
    ['[1,[2', [1, undefined]],
    ['[1,', [1]],
    ['[1,]', [1]],
  ])('may be elements: %s', (text, values) => {
    const { root } = unread(text, '1');
    expect((root?.children ?? []).map(({ value }) => value)).toEqual(values);
  });
});

describe('numbers', () => {
  it.each([
    ['0', 0],
    ['-1', -1],
    ['999999999999999', 999999999999999],
    ['-1000000000000000', -1000000000000000],
    ['9007199254740991', 9007199254740991],
    ['9007199254740993', 9007199254740993n],
    ['-123456789012345678901234567890', -123456789012345678901234567890n],
    ['0.5', 0.5],
    ['1.10', '1.10'],
    ['1e400', '1e400'],
    ['0.1000000000000000055511151231257827', '0.1000000000000000055511151231257827'],
    ['1E3', '1E3'],
  ])('%s stays exact', (source, value) => {
    const { root, problems } = read(source);
    expect(root?.value).toBe(value);
    expect(problems).toEqual([]);
  });

  it('minus zero keeps its sign', () => {
    expect(read('-0').root?.value).toBe(-0);
  });

  it.each(['01', '1.', '1.e3', '-', '1e', '1-2', '--1'])('%s is no JSON number', (source) => {
    const { root, problems } = read(`[${source}]`);
    expect(problems).toMatchObject([{ kind: 'bad-number', offset: 1 }]);
    expect(root?.children?.[0]?.value).toBe(source);
  });
});

describe('strings', () => {
  it.each([
    [String.raw`"\"\\\/\b\f\n\r\t"`, '"\\/\b\f\n\r\t'],
    ['"aé€😀"', 'aé€😀'],
    [String.raw`"\u00e9\uD83D\uDE00"`, 'é😀'],
    [String.raw`"\ud800"`, '\ud800'],
    ['"\u007f\u2028"', '\u007f\u2028'],
  ])('%s', (source, value) => {
    expect(read(source)).toMatchObject({ root: { value }, problems: [] });
  });

  it.each([
    [String.raw`"a\xb"`, 'a\\xb', 'bad-escape', 2],
    [String.raw`"\u12g4"`, '\\u12g4', 'bad-escape', 1],
    ['"a\nb"', 'a\nb', 'control-character', 2],
    ['"ab', 'ab', 'truncated', 3],
    ['"ab\\', 'ab', 'truncated', 4],
  ])('%j is read, with a problem', (source, value, kind, offset) => {
    const { root, problems } = read(source);
    expect(root?.value).toBe(value);
    expect(problems).toMatchObject([{ kind, offset }]);
  });
});

describe('names', () => {
  it('that are repeated are all there', () => {
    const { root, problems } = read('{"a":1,"a":2}');
    expect(root?.children?.map(({ name, value }) => [name, value])).toEqual([
      ['a', 1],
      ['a', 2],
    ]);
    expect(problems).toMatchObject([{ kind: 'repeated-name', offset: 7 }]);
  });

  it('like __proto__ are ordinary', () => {
    const { root } = read('{"__proto__":{"x":1},"constructor":2}');
    expect(root?.children?.map((child) => child.name)).toEqual(['__proto__', 'constructor']);
  });
});

describe('what is not JSON', () => {
  it.each([
    ['', [], 'truncated', 0],
    ['  ', [], 'truncated', 2],
    ['{', [], 'truncated', 1],
    ['{"a"', ['a'], 'truncated', 4],
    ['{"a":', ['a'], 'truncated', 5],
    ['{"a":1', ['a'], 'truncated', 6],
    ['{"a":1,', ['a'], 'truncated', 7],
    ['{"a":1,}', ['a'], 'unexpected-character', 7],
    ['{a:1}', [], 'unexpected-character', 1],
    ['{"a" 1}', ['a'], 'unexpected-character', 5],
    ['{"a":tru}', ['a'], 'unexpected-character', 5],
    ['{"a":1]', ['a'], 'unexpected-character', 6],
    ['{"a":1} x', ['a'], 'trailing-data', 8],
    ["{'a':1}", [], 'unexpected-character', 1],
    ['{"a":NaN}', ['a'], 'unexpected-character', 5],
    ['{"a":1,"b":2 // x', ['a', 'b'], 'unexpected-character', 13],
  ])('%j gives %j and says where it stopped', (source, names, kind, offset) => {
    const { root, problems } = read(source);
    expect((root?.children ?? []).map((child) => child.name)).toEqual(names);
    expect(problems).toMatchObject([{ kind, offset }]);
  });

  it('a byte order mark is passed over', () => {
    const { root, problems } = read('\uFEFF[1]');
    expect(root?.children?.length).toBe(1);
    expect(problems).toMatchObject([{ kind: 'byte-order-mark', offset: 0 }]);
  });

  it('nesting is followed to a limit', () => {
    const depth = 100_000;
    const { root, problems } = read('['.repeat(depth) + ']'.repeat(depth));
    expect(problems).toMatchObject([{ kind: 'too-deep', offset: DEEPEST }]);
    let levels = 0;
    for (let field = root; field; field = field.children?.[0]) levels += 1;
    expect(levels).toBe(DEEPEST + 1);
  });

  it('is told from JSON exactly as JSON.parse does', () => {
    const text = fc
      .array(
        fc.constantFrom('{', '}', '[', ']', '"a"', ':', ',', '1', '-', 'true', ' ', '\\', '"'),
        {
          maxLength: 8,
        },
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (source) => {
        const strict = read(source).problems.filter((one) => one.kind !== 'repeated-name');
        expect(strict.length === 0).toBe(isJson(source));
      }),
      { numRuns: 2000 },
    );
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
