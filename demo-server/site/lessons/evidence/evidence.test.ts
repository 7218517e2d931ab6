import { expect, test } from 'vitest';
import { EN } from '../../words/en.ts';
import { EVIDENCE } from './evidence.tsx';

test.each(Object.entries(EVIDENCE))(
  'every claim of %s is shown, and nothing is shown without one',
  (lesson, named) => {
    const claims = new Map(Object.entries(EN.lessons)).get(lesson)?.claims ?? {};
    expect(Object.keys(named).sort()).toEqual(Object.keys(claims).sort());
  },
);
