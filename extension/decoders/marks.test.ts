import { describe, expect, it } from 'vitest';
import { Payload } from '../bytes/payload.ts';
import { jsonFields } from './json-text.ts';
import { type Mark, marked } from './marks.ts';

const fields = jsonFields(Payload.ofText('[{"token":"abcdefghijklmnop","n":7},"x"]'));
const mark = (...marks: readonly Mark[]) => marked(fields, marks);

describe('a mark', () => {
  it('names an element and notes what it is, wherever it lies', () => {
    expect(mark({ path: ['1'], name: 'topic', note: 'where to' })[1]).toEqual({
      name: 'topic',
      value: 'x',
      note: 'where to',
      range: [36, 39],
    });
    expect(mark({ path: ['0', 'n'], note: 'seven' })[0]?.children?.[1]?.note).toBe('seven');
    expect(mark({ path: ['2'], name: 'none' })).toEqual(fields);
  });

  it('veils a secret with all that is in it', () => {
    const [first] = mark({ path: ['0'], as: 'secret' });
    expect(first?.children?.map((child) => child.value)).toEqual(['abcd…', '…']);
  });

  it('leaves to the layer inside what it shows', () => {
    const [first] = mark({ path: ['0'], as: 'body' });
    expect(first).toEqual({ name: '0', range: [1, 35], note: 'read in the layer inside' });
  });
});
