import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../payload.ts';
import { type PlainOptions, readPlain } from './plain-reader.ts';
import { sourceOf } from './position.ts';
import { readThoroughly } from './reader.ts';

const OPTIONS: PlainOptions = { deepest: 20, unread: [] };

function both(text: string, options = OPTIONS) {
  const source = sourceOf(Payload.ofText(text));
  return { plain: readPlain(source, options), thorough: readThoroughly(source, options) };
}

describe('a text with which nothing is wrong', () => {
  it('is read as the thorough reader reads it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'), (value, space) => {
        const { plain, thorough } = both(` ${JSON.stringify(value, null, space)}\n`);
        expect(plain).toEqual(thorough.root);
        expect(plain).toBeDefined();
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    '[-0, 0, -1.5, 0.1, 1e3, 1.50, 12345678901234567890, 123456789012345, 1234567890123456]',
    '{"é": "ü😀", "日本": ["\\u00e9\\n", {}], "": [], "\\u0061": {"b": null}}',
    '"\\ud800 alone"',
    'true',
  ])('as %s', (text) => {
    const { plain, thorough } = both(text);
    expect(plain).toEqual(thorough.root);
    expect(plain).toBeDefined();
  });

  it('as an object of very many members', () => {
    const many = Array.from({ length: 300 }, (_, at) => [`name ${at}`, at] as const);
    expect(both(JSON.stringify(Object.fromEntries(many))).plain?.children).toHaveLength(300);
    expect(both(`${JSON.stringify(Object.fromEntries(many)).slice(0, -1)},"name 7":1}`).plain).toBe(
      undefined,
    );
  });

  it('keeps from reading what the layer inside reads', () => {
    const { plain, thorough } = both('{"a":1,"data":{"ö":[1]},"b":{"data":2}}', {
      ...OPTIONS,
      unread: ['data'],
    });
    expect(plain).toEqual(thorough.root);
    expect(plain?.children?.[1]?.children).toBeUndefined();
  });
});

describe('any other text', () => {
  it.each([
    '',
    ' ',
    '{"a":1,"a":2}',
    '{"a":1,"\\u0061":2}',
    '{"a":1,}',
    '[1,]',
    '[1 2]',
    '[01]',
    '[1.]',
    '[-]',
    '[tru]',
    '{"a" 1}',
    '{a:1}',
    '["\\x"]',
    '["\u0001"]',
    '["open',
    '[1',
    '[1]]',
    '[1] 2',
    '\ufeff[1]',
    `${'['.repeat(21)}${']'.repeat(21)}`,
  ])('is left to the thorough reader: %s', (text) => {
    const { plain, thorough } = both(text);
    expect(plain).toBeUndefined();
    expect(thorough.problems.length > 0 || thorough.root === undefined).toBe(true);
  });

  it('is left to it where anything is wrong, and read like it elsewhere', () => {
    const part = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      '\\',
      ':',
      ',',
      '1',
      '-',
      '.',
      ' ',
      'é',
      '"a"',
      'null',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 14 }), (parts) => {
        const { plain, thorough } = both(parts.join(''));
        if (plain) expect({ root: plain, problems: [] }).toEqual(thorough);
      }),
      { numRuns: 20_000 },
    );
  });
});
