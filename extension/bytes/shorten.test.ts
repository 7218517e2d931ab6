import { describe, expect, it } from 'vitest';
import { oneLine, quoted, shorten } from './shorten.ts';

describe('one line', () => {
  it.each([
    ['a\r\n\t b ', 'a b'],
    ['a\0b\x7f', 'a␀b␡'],
    ['', ''],
  ])('of %j is %j', (text, line) => {
    expect(oneLine(text)).toBe(line);
  });

  it('is at most as long as asked, and says that there is more', () => {
    expect(oneLine('x'.repeat(10), 10)).toBe('x'.repeat(10));
    expect(oneLine('x'.repeat(11), 10)).toBe(`${'x'.repeat(9)}…`);
    expect(oneLine('x'.repeat(1000), 10)).toBe(`${'x'.repeat(9)}…`);
    expect(oneLine(`a${' '.repeat(1000)}b`, 10)).toBe('a…');
  });

  it('never cuts a character in half', () => {
    expect(shorten('ab😀cd', 4)).toBe('ab…');
  });

  it.each([
    ['a"\n', '"a\\"\\n"'],
    ['\u2028\u2029\x85\x7f', '"\\u2028\\u2029\\u0085\\u007f"'],
    ['é€😀', '"é€😀"'],
    ['abcdef', '"abc…"'],
  ])('of %j in quotation marks is %s', (text, line) => {
    expect(quoted(text, 4)).toBe(line);
  });
});
