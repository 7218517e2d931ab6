import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeHeader, unescapeHeader } from './escape.ts';
import type { StompVersion } from './frame.ts';

describe('STOMP header escapes', () => {
  test.each<[StompVersion, string, string]>([
    ['1.0', 'a:b\\c', 'a:b\\c'],
    ['1.1', 'a:b\\c\nd', 'a\\cb\\\\c\\nd'],
    ['1.2', 'a:b\\c\nd\re', 'a\\cb\\\\c\\nd\\re'],
  ])('%s writes %j as %j', (version, meant, wire) => {
    expect(escapeHeader(meant, version)).toBe(wire);
    expect(unescapeHeader(wire, version)).toBe(meant);
  });

  test('an escaped backslash before n is a backslash and an n', () => {
    expect(unescapeHeader('x\\\\ny', '1.2')).toBe('x\\ny');
  });

  test.each<[StompVersion, string]>([
    ['1.1', 'a\\rb'],
    ['1.1', 'a\\tb'],
    ['1.2', 'a\\tb'],
    ['1.2', 'a\\'],
    ['1.2', '\\\\\\'],
  ])('%s does not know the escape in %j', (version, wire) => {
    expect(unescapeHeader(wire, version)).toBeUndefined();
  });

  test('1.0 and 1.1 cannot write every line break, and never let one out', () => {
    expect(escapeHeader('a\r\nb', '1.0')).toBe('a  b');
    expect(escapeHeader('a\rb', '1.1')).toBe('a b');
  });

  test('1.2 writes any text, and reads it back', () => {
    const text = fc.string({ unit: fc.constantFrom('\\', 'n', 'r', 'c', ':', '\n', '\r', 'é') });
    fc.assert(
      fc.property(text, (meant) => {
        const wire = escapeHeader(meant, '1.2');
        expect(wire).not.toMatch(/[\n\r:]/);
        expect(unescapeHeader(wire, '1.2')).toBe(meant);
      }),
    );
  });
});
