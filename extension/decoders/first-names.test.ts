import { describe, expect, it } from 'vitest';
import { firstNames } from './first-names.ts';

describe('the first names of an object', () => {
  it.each([
    ['{"type":"next","id":"1"}', 'type', 'id'],
    ['{"id":-1.5e+3,"room":2}', 'id', 'room'],
    ['{"a":true,"b":null}', 'a', 'b'],
    ['{"":"","b":1}', '', 'b'],
    ['{"a":"é, \\"b\\"","c":1}', 'a', undefined],
    ['{"a":{"b":1},"c":1}', 'a', undefined],
    ['{"a":1}', 'a', undefined],
    ['{"a":1, "b":2}', 'a', undefined],
    ['{"a":1,"\\u0062":2}', 'a', undefined],
    ['{"a":', 'a', undefined],
    [`{"a":"${'x'.repeat(100)}","b":1}`, 'a', undefined],
  ])('of %s are %s and %s', (text, first, second) => {
    expect(firstNames(text)).toEqual({ first, second });
  });

  it.each(['{', '{}', '{ "a":1}', '{"a" :1}', '{"\\u0061":1}', '{"a', '[1]', ''])(
    'are not looked for in %j',
    (text) => {
      expect(firstNames(text)).toBeUndefined();
    },
  );
});
