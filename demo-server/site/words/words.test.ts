import { describe, expect, test } from 'vitest';
import { EN } from './en.ts';
import { KO } from './ko.ts';
import { firstLanguage } from './words.ts';

type Leaf = readonly [path: string, text: string];

/** Every text of a dictionary by its path; what is a function is asked with its parameters' names. */
function leavesOf(value: unknown, path = ''): Leaf[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, String(value('«a»', '«b»', '«c»'))]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, `${path}.${key}`));
}

const english = leavesOf(EN);
const korean = leavesOf(KO);

describe('the dictionary', () => {
  test('has the same texts in both languages', () => {
    expect(korean.map(([path]) => path)).toEqual(english.map(([path]) => path));
    expect(english.length).toBeGreaterThan(300);
  });

  test('has no empty text', () => {
    expect([...english, ...korean].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  test('puts the same parts into both languages', () => {
    const partsOf = (text: string) => (text.match(/«\w»/g) ?? []).sort();
    const differing = english.filter(
      ([, text], at) => `${partsOf(text)}` !== `${partsOf(korean[at]?.[1] ?? '')}`,
    );
    expect(differing).toEqual([]);
  });

  test('is Korean where it says more than a name', () => {
    const sentences = korean.filter(([, text]) => text.length > 25 || / \S+ \S+ /.test(text));
    expect(sentences.filter(([, text]) => !/[가-힣]/.test(text))).toEqual([]);
  });

  test('is English without a word of Korean', () => {
    expect(english.filter(([, text]) => /[가-힣]/.test(text))).toEqual([]);
  });
});

describe('the first language', () => {
  test.each([
    [null, ['ko-KR', 'en'], 'ko'],
    [null, ['fr', 'en-GB'], 'en'],
    [null, ['fr'], 'en'],
    [null, [], 'en'],
    ['en', ['ko'], 'en'],
    ['tlh', ['ko'], 'ko'],
  ] as const)('chosen %s, preferred %j: %s', (chosen, preferred, expected) => {
    expect(firstLanguage(chosen, preferred)).toBe(expected);
  });
});
