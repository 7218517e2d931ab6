import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summarize } from './summary.ts';

const name = fc.oneof(
  fc.constantFrom('id', 'text', 'error', 'finish_reason', 'Message', 'a b', '2nd', '$x', 'é', ''),
  fc.string({ maxLength: 8 }),
);
const scalar = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 70 }),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);

describe('the line of a flat object', () => {
  it('is the same whether it is written in one go or member by member', () => {
    const members = fc.array(fc.tuple(name, scalar), { maxLength: 8 });
    fc.assert(
      fc.property(members, (entries) => {
        const inner = entries.map((entry) => entry.map((part) => JSON.stringify(part)).join(':'));
        const text = `{${inner.join(',')}}`;
        // White space in front leads past the quick way, and is not shown.
        expect(summarize(text, false)).toBe(summarize(` ${text}`, false));
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['{"id":1,"ok":true,"name":"kim"}', '{id: 1, ok: true, name: "kim"}'],
    ['{"id":1,"a b":2}', '{id: 1, "a b": 2}'],
    ['{"name":"jörg 김"}', '{name: "jörg 김"}'],
    ['{"a":1,}', '{a: 1}'],
    ['{"a":1}x', '{a: 1}'],
    ['{"a":"x"', '{a: "x", …}'],
  ])('of %s is %s', (text, line) => {
    expect(summarize(text, false)).toBe(line);
  });

  it('has its most telling member in front where that is out of view, longer than in its place', () => {
    const words = 'nobody on the desk asked why it took so long';
    const text = `{"id":581206,"room":27,"from":"tom","text":"${words}","at":1796035427042}`;
    expect(summarize(text, false)).toBe(
      `text: "${words}" · {id: 581206, room: 27, from: "tom", text: "${words.slice(0, 39)}…", at: 1796035427042}`,
    );
  });
});
