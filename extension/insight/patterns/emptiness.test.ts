import { expect, test } from 'vitest';
import { digestOf, isEmptyAnswer } from './emptiness.ts';

test.each([
  [304, undefined, true],
  [204, undefined, true],
  [304, '[{"n":1}]', true],
  [200, undefined, false],
  [200, '', true],
  [200, ' \n', true],
  [200, '[]', true],
  [200, '{}', true],
  [200, 'null', true],
  [200, '{"messages":[],"cursor":17}', true],
  [200, '{"data":{"items":[]},"time":"12:00"}', true],
  [200, '{"messages":[],"users":["kim"]}', false],
  [200, '{"ok":true}', false],
  [200, '0', false],
  [200, 'false', false],
  [200, '[null]', false],
  [200, '[[]]', false],
  [200, '[', false],
  [200, `[${' '.repeat(5000)}]`, false],
])('status %s with body %j is empty: %s', (status, body, expected) => {
  expect(isEmptyAnswer(status, body)).toBe(expected);
});

test('equal bodies have equal digests, others not', () => {
  const bodies = ['', 'a', 'b', 'ab', 'ba', 'aa', '{"n":1}', '{"n":2}', '\ud800'];
  expect(new Set(bodies.map(digestOf)).size).toBe(bodies.length);
  expect(digestOf('{"n":1}')).toBe(digestOf('{"n":1}'));
  expect(Number.isSafeInteger(digestOf('x'.repeat(3_000_000)))).toBe(true);
});
