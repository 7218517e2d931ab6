import { describe, expect, it } from 'vitest';
import { readJson } from '../bytes/json/reader.ts';
import { moved } from './moved.ts';

describe('a moved field', () => {
  it('keeps the notes of numbers, and of what was too deep to be followed', () => {
    const { root } = readJson(new TextEncoder().encode('[1.0,[2]]'), 1);
    expect(root && moved(root, 1).children).toEqual([
      { name: '0', value: '1.0', range: [2, 5], note: 'number' },
      { name: '1', range: [6, 6], note: 'array' },
    ]);
  });

  it('lies as much further on, with all that is in it', () => {
    const { root } = readJson(new TextEncoder().encode('{"a":[1,"x"]}'), 9);
    expect(root && moved(root, 4)).toEqual({
      name: '',
      note: 'object',
      range: [4, 17],
      children: [
        {
          name: 'a',
          note: 'array',
          range: [5, 16],
          children: [
            { name: '0', value: 1, range: [10, 11] },
            { name: '1', value: 'x', range: [12, 15] },
          ],
        },
      ],
    });
  });
});
