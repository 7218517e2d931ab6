import { expect, test } from 'vitest';
import { EN } from '../../words/en.ts';
import { EVIDENCE } from './evidence.tsx';

test.each(Object.entries(EVIDENCE))(
  'what is measured for %s bears out a claim of its lesson',
  (lesson, named) => {
    const claims = new Map(Object.entries(EN.lessons)).get(lesson)?.claims ?? {};
    expect(Object.keys(claims)).toEqual(expect.arrayContaining(Object.keys(named)));
  },
);
