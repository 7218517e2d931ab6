import { expect, test } from 'vitest';
import type { FieldValue } from '../decoders/contract.ts';
import { plainValue } from './plain-value.ts';

test.each<[FieldValue, string]>([
  [9007199254740993n, '"9007199254740993"'],
  [-1n, '"-1"'],
  [Number.NaN, '"NaN"'],
  [Number.POSITIVE_INFINITY, '"Infinity"'],
  [Number.NEGATIVE_INFINITY, '"-Infinity"'],
  [-0, '"-0"'],
  [0, '0'],
  [5e-324, '5e-324'],
  [-1.5, '-1.5'],
  [null, 'null'],
  [false, 'false'],
  ['NaN', '"NaN"'],
])('%s is written as %s', (value, json) => {
  expect(JSON.stringify(plainValue(value))).toBe(json);
});
